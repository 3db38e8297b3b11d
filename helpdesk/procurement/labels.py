"""Names of what becomes of a delivery and of who inspects it."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_acts, name_values
from helpdesk.procurement.rules import CommitteeFault, Decision, MemberRole, ReceiptState

STATE = {
    ReceiptState.RECEIVED: _l("Waits for inspection"),
    ReceiptState.INSPECTED: _l("Waits for approval"),
    ReceiptState.APPROVED: lazy_pgettext("delivery", "Finished"),
    ReceiptState.WITHDRAWN: lazy_pgettext("delivery", "Withdrawn"),
}
ROLE = {
    MemberRole.CHAIR: lazy_pgettext("committee", "Chairperson"),
    MemberRole.SECRETARY: lazy_pgettext("committee", "Secretary"),
    MemberRole.MEMBER: lazy_pgettext("committee", "Member"),
}
DECISION = {
    Decision.ACCEPT: _l("Accept"),
    Decision.WITH_CONDITIONS: _l("Accept with conditions"),
    Decision.REJECT: lazy_pgettext("goods", "Reject"),
}
FAULT = {
    CommitteeFault.TOO_FEW: _l("A committee has at least three members."),
    CommitteeFault.TWICE: _l("One person stands twice in the committee."),
    CommitteeFault.NO_CHAIR: _l("A committee has exactly one chairperson."),
    CommitteeFault.NOBODY_SKILLED: _l("At least one member must have ICT skills. Tick who."),
    CommitteeFault.CONCERNED: _l("Who bought or received the goods cannot inspect them."),
}
VIEWS = {
    "all": lazy_pgettext("orders", "All"),
    "coming": _l("Still to come"),
    "inspect": _l("Wait for inspection"),
    "approve": _l("Wait for approval"),
}
name_values("goods_receipt", "state", {str(value): said for value, said in STATE.items()})
name_acts(
    {
        "commissioning.add": _l("Device installed and handed over"),
        "goods_receipt.add": _l("Delivery received"),
        "goods_receipt.approved": _l("Delivery accepted"),
        "goods_receipt.inspected": _l("Delivery inspected"),
        "goods_receipt.withdrawn": _l("Delivery withdrawn"),
        "purchase_order.add": _l("Order entered"),
        "purchase_order.change": _l("Order corrected"),
        "specification.add": _l("Minimum specification added"),
        "specification.change": _l("Minimum specification changed"),
    },
    {
        "fiscal_year": _l("Fiscal year"),
        "lines": _l("Lines of the order"),
        "order_number": _l("Order number"),
        "requirements_en": _l("Requirements in English"),
        "requirements_sw": _l("Requirements in Swahili"),
        "state": _l("State of the delivery"),
        "steps_en": _l("Steps in English"),
        "steps_sw": _l("Steps in Swahili"),
    },
)

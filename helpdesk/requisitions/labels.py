"""Names of how far a requisition has come, and of what the log says of it."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_acts, name_values
from helpdesk.requisitions.rules import State

STATE = {
    State.ASKED: lazy_pgettext("requisition", "Asked for"),
    State.RECOMMENDED: lazy_pgettext("requisition", "Recommended"),
    State.APPROVED: lazy_pgettext("requisition", "Approved, waits to be issued"),
    State.PARTLY: lazy_pgettext("requisition", "Issued in part"),
    State.TO_BUY: lazy_pgettext("requisition", "Being bought"),
    State.ISSUED: lazy_pgettext("requisition", "Issued"),
    State.CLOSED: lazy_pgettext("requisition", "Closed"),
    State.REJECTED: lazy_pgettext("requisition", "Rejected"),
    State.WITHDRAWN: lazy_pgettext("requisition", "Withdrawn"),
}
DECISION = {
    "yes": lazy_pgettext("requisition", "Agree"),
    "no": lazy_pgettext("requisition", "Reject"),
}
VIEWS = {
    "all": lazy_pgettext("requisitions", "All"),
    "waiting": lazy_pgettext("requisitions", "Wait for a decision"),
    "to_issue": lazy_pgettext("requisitions", "Wait to be issued"),
}
name_values("requisition", "state", {str(value): said for value, said in STATE.items()})
name_acts(
    {
        "requisition.ask": _l("Parts asked for"),
        "requisition.recommend": _l("Requisition recommended"),
        "requisition.approve": _l("Requisition approved"),
        "requisition.reject": _l("Requisition rejected"),
        "requisition.withdraw": _l("Requisition withdrawn by whoever asked"),
        "requisition.issue": _l("Parts issued on a requisition"),
        "requisition.buy": _l("Parts of a requisition sent to be bought"),
        "requisition.close": _l("Requisition closed"),
        "requisition.return": _l("Parts of a requisition returned to the store"),
    },
    {"purpose": _l("What it is for")},
)

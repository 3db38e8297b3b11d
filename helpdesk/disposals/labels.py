"""Names of what a board says, what is decided and how a device leaves."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_acts, name_values
from helpdesk.disposals.rules import (
    BoardFault,
    Decision,
    MemberRole,
    Method,
    Reason,
    State,
    WipeMethod,
)

STATE = {
    State.OPEN: lazy_pgettext("survey", "Being written"),
    State.SUBMITTED: lazy_pgettext("survey", "Waits for a decision"),
    State.DECIDED: lazy_pgettext("survey", "Decided"),
}
ROLE = {
    MemberRole.CHAIR: lazy_pgettext("committee", "Chairperson"),
    MemberRole.SECRETARY: lazy_pgettext("committee", "Secretary"),
    MemberRole.MEMBER: lazy_pgettext("committee", "Member"),
}
REASON = {
    Reason.WORN_OUT: lazy_pgettext("survey", "Worn out"),
    Reason.IDLE: lazy_pgettext("survey", "Idle"),
    Reason.SURPLUS: lazy_pgettext("survey", "Surplus"),
    Reason.OUTLIVED: lazy_pgettext("survey", "Past its useful life"),
    Reason.LOST: lazy_pgettext("survey", "Lost"),
    Reason.UNECONOMIC: lazy_pgettext("survey", "Not worth repairing"),
}
METHOD = {
    Method.AUCTION: lazy_pgettext("disposal", "Auction"),
    Method.TRANSFER: lazy_pgettext("disposal", "Transfer to another institution"),
    Method.DONATION: lazy_pgettext("disposal", "Donation"),
    Method.TRADE_IN: lazy_pgettext("disposal", "Trade-in"),
    Method.DISMANTLE: lazy_pgettext("disposal", "Dismantling for parts"),
    Method.DESTRUCTION: lazy_pgettext("disposal", "Destruction"),
}
DECISION = {
    Decision.APPROVED: lazy_pgettext("disposal", "Dispose of it"),
    Decision.REFUSED: lazy_pgettext("disposal", "Keep it in store"),
}
DECIDED = {
    Decision.APPROVED: lazy_pgettext("disposal", "Approved"),
    Decision.REFUSED: lazy_pgettext("disposal", "Refused"),
}
WIPE = {
    WipeMethod.OVERWRITE: lazy_pgettext("wipe", "Overwriting the whole disk"),
    WipeMethod.CRYPTO_ERASE: lazy_pgettext("wipe", "Erasing the encryption key"),
    WipeMethod.DESTROY: lazy_pgettext("wipe", "Destroying the disk"),
}
SEEN = {"yes": lazy_pgettext("survey", "Seen"), "no": lazy_pgettext("survey", "Not seen")}
FAULT = {
    BoardFault.TOO_FEW: _l("A board has at least three members."),
    BoardFault.TWICE: _l("One person stands twice in the board."),
    BoardFault.NO_CHAIR: _l("A board has exactly one chairperson."),
}
VIEWS = {
    "all": lazy_pgettext("surveys", "All"),
    "open": lazy_pgettext("surveys", "Being written"),
    "submitted": lazy_pgettext("surveys", "Wait for a decision"),
    "leaving": _l("Devices still to be disposed of"),
}
name_values("survey", "state", {str(value): said for value, said in STATE.items()})
name_values("survey_line", "decision", {str(value): said for value, said in DECIDED.items()})
name_acts(
    {
        "asset_category.change": _l("Equipment type changed"),
        "survey.open": _l("Survey opened"),
        "survey.submitted": _l("Survey sent for a decision"),
        "survey.decided": _l("Survey decided"),
        "survey_line.add": _l("Device brought before a board of survey"),
        "survey_line.decide": _l("Disposal of a device decided"),
        "survey_line.wipe": _l("Data wiped"),
        "survey_line.dispose": _l("Device disposed of"),
    },
    {
        "certificate": _l("Certificate"),
        "decision": _l("Decision"),
        "is_data_bearing": _l("Holds data"),
    },
)

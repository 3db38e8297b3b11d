"""Names of the states of an outside job and of what users say; Swahili agrees with kazi."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.repairs.rules import State, Verdict

STATE = {
    State.SENT: lazy_pgettext("outside job", "Waiting for the quotation"),
    State.QUOTED: lazy_pgettext("outside job", "Waiting for approval"),
    State.APPROVED: lazy_pgettext("outside job", "Quotation approved"),
    State.REFUSED: lazy_pgettext("outside job", "Quotation refused"),
    State.BACK: lazy_pgettext("outside job", "Back from the workshop"),
}
COLOUR = {
    State.SENT: "wait",
    State.QUOTED: "wait",
    State.APPROVED: "go",
    State.REFUSED: "late",
    State.BACK: "done",
}
VERDICT = {
    Verdict.SATISFIED: _l("It works well"),
    Verdict.WITH_REMARKS: _l("It works, but I have a remark"),
    Verdict.REJECTED: _l("It does not work"),
}

name_values("sign_off", "verdict", VERDICT)

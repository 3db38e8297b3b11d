"""Names of papers and of what receivers say; Swahili agrees with hati, vifaa."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.custody.rules import Answer, Kind
from helpdesk.infra import clock
from helpdesk.infra.i18n import day

KIND = {
    Kind.ISSUE: _l("Hand-over note"),
    Kind.TRANSFER: _l("Transfer note"),
    Kind.RETURN: _l("Return note"),
    Kind.LOAN: _l("Loan note"),
    Kind.REPAIR_BENCH: _l("Gate pass"),
}
ACTION = {
    Kind.ISSUE: lazy_pgettext("custody", "Hand over"),
    Kind.TRANSFER: lazy_pgettext("custody", "Transfer"),
    Kind.RETURN: lazy_pgettext("custody", "Take back"),
    Kind.LOAN: lazy_pgettext("custody", "Lend"),
    Kind.REPAIR_BENCH: _l("Send to a workshop"),
}
HEADING = {
    Kind.ISSUE: _l("Hand equipment over"),
    Kind.TRANSFER: _l("Transfer equipment"),
    Kind.RETURN: _l("Take equipment back"),
    Kind.LOAN: _l("Lend equipment"),
    Kind.REPAIR_BENCH: _l("Send equipment to a workshop"),
}
ANSWER = {
    Answer.NOT_ASKED: _l("Signed on paper"),
    Answer.WAITING: _l("Waits for the receiver"),
    Answer.ACCEPTED: _l("Accepted by the receiver"),
    Answer.DIFFERS: _l("The receiver does not agree"),
}
VIEWS = {
    "all": lazy_pgettext("papers", "All"),
    "waiting": _l("Waits for the receiver"),
    "differs": _l("The receiver does not agree"),
    "out": _l("Lent or in a workshop"),
    "overdue": _l("Not back in time"),
}


def confirmed(name: str, at: datetime) -> str:
    """Say on a paper that somebody confirmed it in the program."""
    on = day(clock.local_date(at))
    return str(_("Confirmed in the program by %(name)s on %(day)s.", name=name, day=on))


name_values("handover", "kind", KIND)
name_values("handover", "answer", ANSWER)

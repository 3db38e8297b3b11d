"""Words of the forms: what each is for, and the duties of the ICT officer that they serve."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from helpdesk.kinds.labels.access import ACCESS_REQUEST
from helpdesk.kinds.labels.advice import ADVICE
from helpdesk.kinds.labels.changes import CHANGE
from helpdesk.kinds.labels.report_requests import REPORT_REQUEST
from helpdesk.kinds.labels.security import SECURITY_INCIDENT
from helpdesk.kinds.rules import DUTIES
from helpdesk.tickets.rules import Kind

_DECLARED = (ACCESS_REQUEST, REPORT_REQUEST, CHANGE, SECURITY_INCIDENT, ADVICE)
TITLES: dict[Kind, LazyString] = {
    Kind.INCIDENT: _l("A fault, or help that you need"),
    Kind.DATA_CORRECTION: _l("Correction of data"),
    **{one.kind: one.title for one in _DECLARED},
}
PURPOSES: dict[Kind, LazyString] = {
    Kind.INCIDENT: _l("A device or a system does not work, or you need something from us."),
    Kind.DATA_CORRECTION: _l(
        "What stands in a government system is wrong and has to be put right."
    ),
    **{one.kind: one.about for one in _DECLARED},
}
DUTY_WORDS = {
    2: _l("Provide hard and soft copies of reports from ICT systems"),
    5: _l("Correct errors in processed data"),
    9: _l("Fix defects in the way data is entered"),
    10: _l("Write a report of errors found in data"),
    11: _l("Watch the security of information and ICT equipment"),
    12: _l("Assess and report system faults"),
    23: _l("Help users of devices (help desk)"),
    26: _l("Make minor changes to applications"),
    27: _l("Help users of applications and systems (help desk)"),
    34: _l("Advise on website and multimedia design"),
    38: _l("Oversee security services and educate users"),
}


def duties(kind: Kind) -> Iterable[tuple[int, LazyString]]:
    """Return the duties that a kind of request serves, by number and in words."""
    return [(number, DUTY_WORDS[number]) for number in DUTIES[kind]]

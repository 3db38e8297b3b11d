"""Access to systems: asked for, given, taken away."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.kinds.labels.declared import Declared, Part, Sort, Step
from helpdesk.kinds.labels.report_requests import NEEDED
from helpdesk.kinds.rules.access import AccessState, Act
from helpdesk.tickets.rules import Kind

ACT = {Act.GIVE: _l("Give access"), Act.REMOVE: _l("Take access away")}
UNREGISTERED = _l(
    "The register of accesses has nothing of this person in this system. Look in the system itself"
    " what there is to take away."
)
STATE = {
    AccessState.OPEN: lazy_pgettext("access", "Open"),
    AccessState.ENDS_SOON: lazy_pgettext("access", "Ends soon"),
    AccessState.OVERDUE: lazy_pgettext("access", "Should have ended"),
    AccessState.ENDED: lazy_pgettext("access", "Taken away"),
}
ACCESS_REQUEST = Declared(
    kind=Kind.ACCESS_REQUEST,
    title=_l("Access to a system"),
    about=_l("You or a colleague needs an account or a right in a system, or needs it no more."),
    asked=(
        Part(name="act", label=_l("What is asked"), sort=Sort.CHOICE, required=NEEDED, choices=ACT),
        Part(name="holder_name", label=_l("For whom"), required=NEEDED),
        Part(name="system_id", label=_l("System"), sort=Sort.SYSTEM, required=NEEDED),
        Part(
            name="access_right",
            label=_l("Role or right"),
            required=NEEDED,
            hint=_l("For example: accountant, reviewer, only reading."),
        ),
        Part(name="starts_on", label=_l("From"), sort=Sort.DATE, required=NEEDED),
        Part(name="ends_on", label=_l("Until"), sort=Sort.DATE),
        Part(name="reason", label=_l("Reason"), sort=Sort.TEXT, required=NEEDED),
    ),
    steps=(
        Step(
            name="carry-out",
            title=_l("Note that it was done"),
            heading=_l("What was done"),
            parts=(
                Part(name="done_on", label=_l("Done on"), sort=Sort.DATE, required=NEEDED),
                Part(name="remark", label=_l("Remark"), sort=Sort.TEXT),
            ),
            done=_l("The register of accesses is up to date."),
            is_last=True,
            is_after_approval=True,
        ),
    ),
    called="holder_name",
    tells="reason",
    columns=("act", "holder_name", "system_id", "access_right", "ends_on", "done_on"),
    filters=("act", "system_id"),
)

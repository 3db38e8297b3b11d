"""Names of plans' states and of what became of visits; Swahili agrees with mpango and ziara."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.maintenance.rules import PlanState, Reason, State

PLAN_STATE = {
    PlanState.RUNNING: lazy_pgettext("plan", "Running"),
    PlanState.PAUSED: lazy_pgettext("plan", "Paused"),
    PlanState.STOPPED: lazy_pgettext("plan", "Stopped"),
}
STATE = {
    State.PROJECTED: lazy_pgettext("visit", "Foreseen"),
    State.GENERATED: lazy_pgettext("visit", "To be done"),
    State.DONE_ON_TIME: lazy_pgettext("visit", "Done on time"),
    State.DONE_LATE: lazy_pgettext("visit", "Done late"),
    State.MISSED: lazy_pgettext("visit", "Missed"),
    State.WAIVED: lazy_pgettext("visit", "Waived"),
    State.REPLANNED: lazy_pgettext("visit", "Planned anew"),
}
REASON = {
    Reason.LAPSED: _l("Its time was over before it was handed out."),
    Reason.SUPERSEDED: _l("The next visit came before anybody began."),
    Reason.COLLAPSED: _l("Closed days brought it onto the day of the next visit."),
    Reason.TOO_SOON: _l("The last visit was too short a time before."),
    Reason.NOT_IN_SERVICE: _l("The device was not in use."),
    Reason.RETIRED: _l("The device left service."),
    Reason.OTHER: _l("For the reason that was written down."),
}

name_values("maintenance_plan", "state", PLAN_STATE)
name_values("maintenance_occurrence", "state", STATE)

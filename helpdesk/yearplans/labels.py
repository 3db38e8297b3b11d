"""Names of the states of yearly plans; Swahili agrees with mpango."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.yearplans.rules import State

STATE = {
    State.DRAFT: lazy_pgettext("yearly plan", "Draft"),
    State.SUBMITTED: lazy_pgettext("yearly plan", "Waits for approval"),
    State.APPROVED: lazy_pgettext("yearly plan", "Approved"),
    State.SUPERSEDED: lazy_pgettext("yearly plan", "Replaced by a newer version"),
}
LOOKS = {
    State.DRAFT: "wait",
    State.SUBMITTED: "wait",
    State.APPROVED: "done",
    State.SUPERSEDED: "closed",
}
SHORT_MONTHS = (
    lazy_pgettext("short month", "Jul"),
    lazy_pgettext("short month", "Aug"),
    lazy_pgettext("short month", "Sep"),
    lazy_pgettext("short month", "Oct"),
    lazy_pgettext("short month", "Nov"),
    lazy_pgettext("short month", "Dec"),
    lazy_pgettext("short month", "Jan"),
    lazy_pgettext("short month", "Feb"),
    lazy_pgettext("short month", "Mar"),
    lazy_pgettext("short month", "Apr"),
    lazy_pgettext("short month", "May"),
    lazy_pgettext("short month", "Jun"),
)
PREPARED_IT = _l("Whoever made or submitted the plan does not approve it.")
NOT_YOURS = _l("The plan is approved by the director, or by who stands in for the director.")

name_values("year_plan", "state", STATE)

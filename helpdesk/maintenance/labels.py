"""Names of plans' states and of what became of visits; Swahili agrees with mpango and ziara."""

from flask_babel import force_locale, lazy_pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.audit.labels import name_values
from helpdesk.core.recurrence import DayRule, Nonworking, Rule, SeasonPolicy, Unit
from helpdesk.maintenance.rules import MissedPolicy, Mode, PlanState, Reason, StartPolicy, State
from helpdesk.org.labels import WEEKDAYS
from helpdesk.workorders.labels import KIND
from helpdesk.workorders.rules import Kind

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

VIEWS = {
    "open": lazy_pgettext("visits", "All to be made"),
    "overdue": lazy_pgettext("visits", "Late"),
    "week": lazy_pgettext("visits", "This week"),
    "month": lazy_pgettext("visits", "Next 30 days"),
}
PERIODS = {
    "month": lazy_pgettext("visits", "Next 30 days"),
    "week": lazy_pgettext("visits", "This week"),
    "quarter": _l("The end of the quarter"),
}
LETTERS = [
    ("pass", lazy_pgettext("letter", "S")),
    ("fail", lazy_pgettext("letter", "T")),
    ("na", lazy_pgettext("letter", "H")),
]
"""In order, fault or not applicable, as short as the keys that choose them."""
SHORT_DAYS = [
    lazy_pgettext("calendar", "Mon"),
    lazy_pgettext("calendar", "Tue"),
    lazy_pgettext("calendar", "Wed"),
    lazy_pgettext("calendar", "Thu"),
    lazy_pgettext("calendar", "Fri"),
    lazy_pgettext("calendar", "Sat"),
    lazy_pgettext("calendar", "Sun"),
]
COLOUR = {
    State.PROJECTED: "new",
    State.REPLANNED: "shut",
    State.GENERATED: "wait",
    State.DONE_ON_TIME: "done",
    State.DONE_LATE: "prog",
    State.MISSED: "late",
    State.WAIVED: "shut",
}

ACT = {
    "attachment.add": _l("attached a file"),
    "maintenance_occurrence.begin": _l("Work begun"),
    "maintenance_occurrence.done": _l("Visit made"),
    "maintenance_occurrence.satisfied": _l("Kept by the work of the visit before it"),
    "maintenance_occurrence.move": _l("Day moved with the calendar"),
    "maintenance_occurrence.postpone": _l("Visit postponed"),
    "maintenance_occurrence.missed": lazy_pgettext("visit", "Missed"),
    "maintenance_occurrence.waived": lazy_pgettext("visit", "Waived"),
    "maintenance_occurrence.replanned": lazy_pgettext("visit", "Planned anew"),
}
STATE_CHOICES = {
    PlanState.RUNNING: _l("Hands out work"),
    PlanState.PAUSED: _l("Stands still for a time"),
    PlanState.STOPPED: _l("Is over; open visits are taken back"),
}
UNIT = {
    Unit.DAY: _l("Days"),
    Unit.WEEK: _l("Weeks"),
    Unit.MONTH: _l("Months"),
    Unit.YEAR: _l("Years"),
}
MODE = {
    Mode.FIXED: _l("From the plan's own days"),
    Mode.FLOATING: _l("From the day when the work was done last"),
}
DAY_RULE = {
    DayRule.ANCHOR: _l("The same day as the first visit"),
    DayRule.LAST_DAY: _l("The last day of the month"),
    DayRule.NTH_WEEKDAY: _l("A day of the week, chosen below"),
}
NTH = {
    1: lazy_pgettext("day of the week", "The first"),
    2: lazy_pgettext("day of the week", "The second"),
    3: lazy_pgettext("day of the week", "The third"),
    4: lazy_pgettext("day of the week", "The fourth"),
    -1: lazy_pgettext("day of the week", "The last"),
}
MONTHS = {
    0: _l("Any month"),
    1: _l("January"),
    2: _l("February"),
    3: _l("March"),
    4: _l("April"),
    5: _l("May"),
    6: _l("June"),
    7: _l("July"),
    8: _l("August"),
    9: _l("September"),
    10: _l("October"),
    11: _l("November"),
    12: _l("December"),
}
SEASON_POLICY = {
    SeasonPolicy.SKIP: _l("Is left out"),
    SeasonPolicy.SHIFT: _l("Waits for the first of these months"),
}
NONWORKING = {
    Nonworking.MODIFIED_NEXT: _l("The next working day of the same month, or else the one before"),
    Nonworking.NEXT: _l("The next working day"),
    Nonworking.PREVIOUS: _l("The working day before"),
    Nonworking.KEEP: _l("It stays on that day"),
    Nonworking.DROP: _l("There is no visit"),
}
MISSED_POLICY = {
    MissedPolicy.COLLAPSE: _l("The last one is made up for, the others count as missed"),
    MissedPolicy.EACH: _l("Each is made up for"),
    MissedPolicy.SKIP: _l("All count as missed"),
}
START_POLICY = {
    StartPolicy.NEXT: _l("In the next visit of the plan"),
    StartPolicy.AFTER_INTERVAL: _l("After one whole interval in use"),
}
PLANNED_KINDS = [(one, KIND[one]) for one in (Kind.PREVENTIVE, Kind.INSPECTION, Kind.DRILL)]


EACH = {
    Unit.DAY: _l("Every day"),
    Unit.WEEK: _l("Every week"),
    Unit.MONTH: _l("Every month"),
    Unit.YEAR: _l("Every year"),
}


def _several(rule: Rule) -> str:
    words = {
        Unit.DAY: _("Every %(num)d days", num=rule.every),
        Unit.WEEK: _("Every %(num)d weeks", num=rule.every),
        Unit.MONTH: _("Every %(num)d months", num=rule.every),
        Unit.YEAR: _("Every %(num)d years", num=rule.every),
    }
    return str(words[rule.unit])


def rhythm(revision: Rule) -> str:
    """Say how often visits come: every three months, on the last day of the month."""
    often = str(EACH[revision.unit]) if revision.every == 1 else _several(revision)
    if revision.day_rule is DayRule.LAST_DAY:
        return str(_("%(often)s, on the last day of the month", often=often))
    if revision.day_rule is DayRule.NTH_WEEKDAY:
        day_ = {"nth": NTH[revision.nth], "weekday": WEEKDAYS[revision.weekday]}
        return str(_("%(often)s; in the month: %(nth)s, %(weekday)s", often=often, **day_))
    return often


USUAL = _l("Usual service"), _l("The device was serviced and works well")
"""The checklist of a plan that names none, and the one thing that it asks."""


def usual(language: str) -> list[str]:
    with force_locale(language):
        return [str(words) for words in USUAL]


name_values("maintenance_plan", "state", PLAN_STATE)
name_values("maintenance_occurrence", "state", STATE)

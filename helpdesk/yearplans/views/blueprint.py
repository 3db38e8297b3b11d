"""The blueprint of yearly plans, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting
from helpdesk.yearplans import labels, permissions, rules

bp = Blueprint("yearplans", "helpdesk.yearplans.views", url_prefix="/maintenance/years")
setting(
    "yearplans.list_years",
    _l("Yearly preventive plans"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What is promised for a financial year, what it costs, and how much was kept"),
)
setting(
    "yearplans.show_measures",
    _l("Measures of planned work"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("How much was kept, how many weeks of work are open, and how much was planned"),
)
explain(bp, rules.PreparedItError, 403, labels.PREPARED_IT)
explain(bp, rules.NotYoursError, 403, labels.NOT_YOURS)
explain(
    bp, IllegalTransitionError, 409, _l("This can no longer be done: somebody was faster than you.")
)

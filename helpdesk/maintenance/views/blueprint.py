"""The blueprint of preventive maintenance, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.checklists.rules import UnansweredError
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, entry, setting
from helpdesk.maintenance import permissions
from helpdesk.maintenance.services import PastRevisionError

bp = Blueprint("maintenance", "helpdesk.maintenance.views", url_prefix="/maintenance")
entry("maintenance.list_visits", _l("Preventive maintenance"), permissions.DO, order=42)
setting(
    "maintenance.list_visits",
    _l("Preventive maintenance"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("Visits that are due, and how much of the quarter was kept"),
)
setting(
    "maintenance.list_plans",
    _l("Preventive plans"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("Which equipment is looked after, how often, and by whom"),
)
explain(bp, PastRevisionError, 409, _l("A plan is changed from today on, or from a later day."))
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the visit was made, waived or missed meanwhile."),
)
explain(bp, UnansweredError, 409, _l("Something that must be looked at was not."))

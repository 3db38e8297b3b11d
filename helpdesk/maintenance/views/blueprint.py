"""The blueprint of preventive maintenance, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting
from helpdesk.maintenance import permissions
from helpdesk.maintenance.services import PastRevisionError

bp = Blueprint("maintenance", "helpdesk.maintenance.views", url_prefix="/maintenance")
setting(
    "maintenance.list_plans",
    _l("Preventive plans"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("Which equipment is looked after, how often, and by whom"),
)
explain(bp, PastRevisionError, 409, _l("A plan is changed from today on, or from a later day."))

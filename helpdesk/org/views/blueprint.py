"""The blueprint of the council's parts and its calendar, its menu, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting
from helpdesk.org import permissions, rules

bp = Blueprint("org", "helpdesk.org.views")
setting(
    "org.list_departments",
    _l("Departments"),
    permissions.MANAGE,
    group=Group.COUNCIL,
    about=_l("Departments and units, and which one came after another"),
)
setting(
    "org.list_locations",
    _l("Places"),
    permissions.MANAGE,
    group=Group.COUNCIL,
    about=_l("Buildings, rooms, wards, schools and health facilities"),
)
setting(
    "org.show_calendar",
    _l("Working calendar"),
    permissions.KEEP_CALENDAR,
    group=Group.COUNCIL,
    about=_l("Working hours and public holidays, by which times are counted"),
)
explain(
    bp,
    rules.ClosedAboveError,
    409,
    _l("The place that it lies in is closed. Reopen that one first."),
)

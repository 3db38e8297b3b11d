"""The blueprint of the council's parts and its calendar, its menu, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import entry
from helpdesk.org import permissions, rules

bp = Blueprint("org", "helpdesk.org.views")
entry("org.list_departments", _l("Departments"), permissions.MANAGE, order=75)
entry("org.list_locations", _l("Places"), permissions.MANAGE, order=80)
entry("org.show_calendar", _l("Working calendar"), permissions.KEEP_CALENDAR, order=85)
explain(
    bp,
    rules.ClosedAboveError,
    409,
    _l("The place that it lies in is closed. Reopen that one first."),
)

CODE_TAKEN = _l("This code is already used. Choose another one.")

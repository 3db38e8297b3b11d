"""The blueprint of the home page, the dashboard and the background jobs."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.dashboard import permissions
from helpdesk.infra.navigation import Group, entry, setting, shelf

bp = Blueprint("dashboard", "helpdesk.dashboard.views")
entry("dashboard.home", _l("Home"), permissions.HOME, order=10)
entry("dashboard.show", _l("Dashboard"), permissions.VIEW, order=15, if_room=True)
setting(
    "dashboard.show",
    _l("Dashboard"),
    permissions.VIEW,
    group=Group.OWN,
    about=_l("How ICT services stand"),
)
setting(
    "dashboard.list_jobs",
    _l("Background jobs"),
    permissions.JOBS,
    group=Group.PROGRAM,
    about=_l("What the program does by itself, when it did it last, and what failed"),
)
shelf("dashboard.list_settings", _l("Settings and more"), permissions.HOME)

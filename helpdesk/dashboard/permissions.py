"""Who sees the figures of the whole."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

HOME = declare("dashboard.home", _l("Open the home page"), *Role)
VIEW = declare(
    "dashboard.view",
    _l("See the dashboard"),
    Role.MANAGER,
    Role.HEAD,
    Role.TECHNICIAN,
    Role.AUDITOR,
)

"""Who may change the council's parts and its calendar."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

MANAGE = declare("org.manage", _l("Change departments and places"), Role.HEAD, Role.ADMINISTRATOR)
KEEP_CALENDAR = declare(
    "org.calendar",
    _l("Change working hours and public holidays"),
    Role.HEAD,
    Role.ADMINISTRATOR,
)

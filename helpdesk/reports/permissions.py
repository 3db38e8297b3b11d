"""Who may print the unit's reports."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

VIEW = declare(
    "reports.view",
    _l("Print reports"),
    Role.TECHNICIAN,
    Role.HEAD,
    Role.MANAGER,
    Role.AUDITOR,
)

"""Who may see what plans promise, and what became of it."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_UNIT = (Role.TECHNICIAN, Role.HEAD)

VIEW = declare(
    "maintenance.view",
    _l("See preventive plans and visits"),
    *_UNIT,
    Role.AUDITOR,
    Role.MANAGER,
)
DO = declare("maintenance.do", _l("Make preventive visits, and postpone them"), *_UNIT)
WAIVE = declare("maintenance.waive", _l("Waive preventive visits"), Role.HEAD)
PLAN = declare("maintenance.plan", _l("Make preventive plans and change them"), *_UNIT)

"""Who sees the plan of a year, who makes it and who approves it."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_UNIT = (Role.TECHNICIAN, Role.HEAD)

VIEW = declare("yearplans.view", _l("See yearly plans"), *_UNIT, Role.AUDITOR, Role.MANAGER)
MAKE = declare("yearplans.make", _l("Make the preventive plan of a year"), *_UNIT)
APPROVE = declare(
    "yearplans.approve", _l("Open the page on which yearly plans are approved"), *Role
)

"""Who may inspect devices, and who may see what was found."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_UNIT = (Role.TECHNICIAN, Role.HEAD)

INSPECT = declare("inspections.inspect", _l("Inspect equipment"), *_UNIT)
SET_INTERVALS = declare(
    "inspections.set_intervals", _l("Say how often equipment is inspected"), Role.HEAD
)
VIEW = declare(
    "inspections.view", _l("See inspections of equipment"), *_UNIT, Role.AUDITOR, Role.MANAGER
)

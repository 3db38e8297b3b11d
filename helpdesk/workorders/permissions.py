"""Who may log repairs, and who may see what they cost."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_UNIT = (Role.TECHNICIAN, Role.HEAD)

LOG = declare("workorders.log", _l("Log repairs"), *_UNIT)
VIEW = declare(
    "workorders.view", _l("See repairs and their costs"), *_UNIT, Role.AUDITOR, Role.MANAGER
)
VIEW_ALL = declare(
    "workorders.view_all", _l("See the repairs of every department"), *_UNIT, Role.AUDITOR
)
RATES = declare(
    "workorders.rates", _l("Say what an hour of the unit's own work is reckoned at"), Role.HEAD
)

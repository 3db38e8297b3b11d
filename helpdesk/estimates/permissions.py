"""Who sees estimates, who writes them, and who may be asked to decide on them."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_UNIT = (Role.TECHNICIAN, Role.HEAD)

VIEW = declare("estimates.view", _l("See cost estimates"), *_UNIT, Role.MANAGER, Role.AUDITOR)
MAKE = declare("estimates.make", _l("Write cost estimates"), *_UNIT)
DECIDE = declare("estimates.decide", _l("Open the page on which cost estimates are decided"), *Role)
TAXES = declare("estimates.taxes", _l("Open the rates of value added tax"), Role.HEAD, Role.MANAGER)
CODES = declare("estimates.codes", _l("Keep the lines of the budget"), Role.HEAD)

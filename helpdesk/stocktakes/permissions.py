"""Who may count, and who says that the register follows the count."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_KEEPERS = (Role.TECHNICIAN, Role.HEAD, Role.STOREKEEPER)

VIEW = declare("stocktakes.view", _l("See counts of equipment"), *_KEEPERS, Role.AUDITOR)
COUNT = declare("stocktakes.count", _l("Count equipment"), *_KEEPERS)
APPROVE = declare("stocktakes.approve", _l("Approve what a count found"), Role.HEAD)

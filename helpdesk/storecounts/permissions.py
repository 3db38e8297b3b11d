"""Who may count a store, and who says that the books follow the count."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_KEEPERS = (Role.TECHNICIAN, Role.HEAD, Role.STOREKEEPER)

VIEW = declare("storecounts.view", _l("See counts of stores"), *_KEEPERS, Role.AUDITOR)
COUNT = declare("storecounts.count", _l("Count what a store holds"), *_KEEPERS)
APPROVE = declare("storecounts.approve", _l("Approve a count of a store"), Role.HEAD)

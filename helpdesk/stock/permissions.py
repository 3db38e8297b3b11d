"""Who may look into the stores, and who may change what lies there."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

VIEW = declare(
    "stock.view",
    _l("See what the stores hold"),
    Role.TECHNICIAN,
    Role.HEAD,
    Role.STOREKEEPER,
    Role.AUDITOR,
    Role.MANAGER,
)
FIND = declare(
    "stock.find", _l("Find the store in the menu"), Role.TECHNICIAN, Role.HEAD, Role.STOREKEEPER
)
WRITE_OFF = declare("stock.write_off", _l("Write off and correct what the stores hold"), Role.HEAD)
KEEP = declare(
    "stock.keep", _l("Receive and count parts, add parts and stores"), Role.STOREKEEPER, Role.HEAD
)

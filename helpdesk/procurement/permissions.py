"""Who may see what is bought, and who receives, inspects, accepts and installs it.

Who receives does not inspect or accept: these are different roles, and the services look at the
person too, for those who have more than one.
"""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

VIEW = declare(
    "procurement.view",
    _l("See orders, deliveries and specifications"),
    Role.TECHNICIAN,
    Role.HEAD,
    Role.STOREKEEPER,
    Role.AUDITOR,
    Role.MANAGER,
)
SPECIFY = declare(
    "procurement.specify", _l("Set minimum specifications"), Role.TECHNICIAN, Role.HEAD
)
RECEIVE = declare(
    "procurement.receive", _l("Enter orders and receive deliveries"), Role.STOREKEEPER
)
INSPECT = declare(
    "procurement.inspect", _l("Enter what a committee found"), Role.TECHNICIAN, Role.HEAD
)
ACCEPT = declare("procurement.accept", _l("Accept inspected goods"), Role.HEAD)
COMMISSION = declare(
    "procurement.commission", _l("Install and hand over new devices"), Role.TECHNICIAN, Role.HEAD
)
FILE = declare(
    "procurement.file",
    _l("Attach signed papers of deliveries"),
    Role.TECHNICIAN,
    Role.HEAD,
    Role.STOREKEEPER,
)

"""Who may see the register and who may change it."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_KEEPERS = (Role.TECHNICIAN, Role.HEAD, Role.STOREKEEPER)

VIEW_OWN = declare("equipment.view_own", _l("See own equipment and read labels"), *Role)
LIST_OWN = declare("equipment.list_own", _l("Find own equipment in the menu"), Role.REQUESTER)
VIEW = declare(
    "equipment.view", _l("See the equipment register"), *_KEEPERS, Role.AUDITOR, Role.MANAGER
)
VIEW_ALL = declare(
    "equipment.view_all", _l("See the equipment of every department"), *_KEEPERS, Role.AUDITOR
)
MANAGE = declare("equipment.manage", _l("Register, change and move equipment"), *_KEEPERS)
SET_CATEGORIES = declare(
    "equipment.set_categories",
    _l("Change the types of equipment and what is asked about them"),
    Role.HEAD,
    Role.ADMINISTRATOR,
)

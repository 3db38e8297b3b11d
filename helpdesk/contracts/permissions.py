"""Who may see contracts and licences, and who may change them."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_UNIT = (Role.TECHNICIAN, Role.HEAD)

VIEW = declare(
    "contracts.view",
    _l("See support contracts and licences"),
    *_UNIT,
    Role.STOREKEEPER,
    Role.AUDITOR,
    Role.MANAGER,
)
MANAGE = declare("contracts.manage", _l("Enter contracts and licences, and see keys"), *_UNIT)

"""Who may see suppliers and workshops, and who may change them."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_KEEPERS = (Role.TECHNICIAN, Role.HEAD, Role.STOREKEEPER)

VIEW = declare(
    "vendors.view", _l("See suppliers and workshops"), *_KEEPERS, Role.AUDITOR, Role.MANAGER
)
MANAGE = declare("vendors.manage", _l("Enter and change suppliers and workshops"), *_KEEPERS)

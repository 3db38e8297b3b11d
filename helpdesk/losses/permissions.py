"""Who tells of losses, and who decides that a device is written off."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_KEEPERS = (Role.TECHNICIAN, Role.HEAD, Role.STOREKEEPER)

VIEW = declare(
    "losses.view", _l("See lost and stolen devices"), *_KEEPERS, Role.AUDITOR, Role.MANAGER
)
REPORT = declare(
    "losses.report",
    _l("Report lost and stolen devices, and propose to write them off"),
    *_KEEPERS,
)
DECIDE = declare("losses.decide", _l("Decide what is written off"), Role.HEAD, Role.MANAGER)

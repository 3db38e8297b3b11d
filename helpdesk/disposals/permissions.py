"""Who sees what leaves, who writes a board's list, and who decides about it."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_KEEPERS = (Role.TECHNICIAN, Role.HEAD, Role.STOREKEEPER)

VIEW = declare(
    "disposals.view", _l("See surveys and disposals"), *_KEEPERS, Role.AUDITOR, Role.MANAGER
)
SURVEY = declare("disposals.survey", _l("Enter what a board of survey found"), *_KEEPERS)
DECIDE = declare("disposals.decide", _l("Decide what is disposed of"), Role.HEAD, Role.MANAGER)
DISPOSE = declare("disposals.dispose", _l("Wipe data and dispose of devices"), *_KEEPERS)

"""Who approves what a workshop asks for, and who may say that a device works again."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

APPROVE = declare(
    "repairs.approve", _l("Approve quotations of outside workshops"), Role.HEAD, Role.MANAGER
)
SIGN = declare("repairs.sign", _l("Say whether one's own device works after a repair"), *Role)

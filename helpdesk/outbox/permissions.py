"""Who looks after what could not be sent."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

MANAGE = declare(
    "outbox.manage",
    _l("See the messages that the system sends, and send refused ones again"),
    Role.HEAD,
    Role.ADMINISTRATOR,
)

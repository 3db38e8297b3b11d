"""Who looks at mails that nobody could be asked about."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

MANAGE = declare(
    "inbox.manage",
    _l("See the e-mails that came in, and decide about those that wait"),
    Role.TECHNICIAN,
    Role.HEAD,
)

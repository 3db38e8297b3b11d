"""Who may open files at all; each file's owner says who may open it."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

OPEN = declare("attachments.open", _l("Open attached files"), *Role)

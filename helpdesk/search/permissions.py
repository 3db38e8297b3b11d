"""Who may search: everybody, among what each may see."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

USE = declare("search.use", _l("Search among what one may see"), *Role)

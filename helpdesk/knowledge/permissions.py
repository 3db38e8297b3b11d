"""Who may read help articles, and who writes them."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

VIEW = declare("knowledge.view", _l("Read help articles and say whether they helped"), *Role)
WRITE = declare(
    "knowledge.write", _l("Write, publish and retire help articles"), Role.TECHNICIAN, Role.HEAD
)

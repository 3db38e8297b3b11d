"""Who may see the checklists, and who writes them."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_UNIT = (Role.TECHNICIAN, Role.HEAD)

VIEW = declare("checklists.view", _l("See the checklists"), *_UNIT, Role.AUDITOR)
WRITE = declare("checklists.write", _l("Write checklists and bring them into use"), *_UNIT)

"""Names of roles."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role

ROLES = {
    Role.REQUESTER: _l("Staff member"),
    Role.TECHNICIAN: _l("ICT officer"),
    Role.HEAD: _l("Head of the ICT unit"),
    Role.MANAGER: _l("Management"),
    Role.STOREKEEPER: _l("Storekeeper"),
    Role.AUDITOR: _l("Internal auditor"),
    Role.ADMINISTRATOR: _l("System administrator"),
}

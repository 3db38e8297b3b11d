"""Who may read the register of systems, and who keeps it."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

VIEW = declare("systems.view", _l("Read the register of systems"), *Role)
KEEP = declare("systems.keep", _l("Keep the register of systems"), Role.TECHNICIAN, Role.HEAD)

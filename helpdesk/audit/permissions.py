"""Who may read the log."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

VIEW = declare("audit.view", _l("Read the audit log"), Role.AUDITOR, Role.ADMINISTRATOR)

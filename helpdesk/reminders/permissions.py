"""Who may read what they were told: everybody, and nobody what another was told."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

OWN = declare("reminders.own", _l("Read own notifications and say how to be told"), *Role)
OVERSEE = declare("reminders.oversee", _l("See who was reminded of what"), Role.HEAD, Role.AUDITOR)
SET_RULES = declare(
    "reminders.set_rules",
    _l("Set what the program reminds of, and when"),
    Role.HEAD,
    Role.ADMINISTRATOR,
)

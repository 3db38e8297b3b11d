"""Names of roles, and of the states that people are listed by."""

from collections.abc import Collection
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.accounts.rules import Standing
from helpdesk.audit.labels import name_values
from helpdesk.infra.access import Role
from helpdesk.infra.i18n import LANGUAGES, day

ROLES = {
    Role.REQUESTER: _l("Staff member"),
    Role.TECHNICIAN: _l("ICT officer"),
    Role.HEAD: _l("Head of the ICT unit"),
    Role.MANAGER: _l("Management"),
    Role.STOREKEEPER: _l("Storekeeper"),
    Role.AUDITOR: _l("Internal auditor"),
    Role.ADMINISTRATOR: _l("System administrator"),
}
STATES = {
    "active": lazy_pgettext("people", "May sign in"),
    "inactive": lazy_pgettext("people", "May not sign in"),
    "all": lazy_pgettext("people", "All"),
}

STANDINGS = {
    Standing.NOT_BEGUN: lazy_pgettext("delegation", "Starts on %(first)s"),
    Standing.NOW: lazy_pgettext("delegation", "Decides now"),
    Standing.OVER: lazy_pgettext("delegation", "Ended on %(last)s"),
}


def standing_name(standing: Standing, *, first: date, last: date) -> str:
    """Say where a delegation stands; what has not begun or is over says when."""
    return str(STANDINGS[standing]) % {"first": day(first), "last": day(last)}


def role_names(roles: Collection[Role]) -> list[str]:
    return [str(name) for role, name in ROLES.items() if role in roles]


name_values("user_account", "role", ROLES)
name_values("user_account", "language", LANGUAGES)

"""Names of roles, and of the states that people are listed by."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.accounts.rules import Standing
from helpdesk.audit.labels import name_values
from helpdesk.infra.access import Role
from helpdesk.infra.i18n import LANGUAGES, day, named

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


class Person(Protocol):
    """As much of somebody as tells namesakes apart."""

    name: str
    username: str
    job_title: str

    @property
    def department(self) -> object: ...


def suggestions(people: Sequence[Person]) -> list[tuple[str, str]]:
    """Return what a box for a person offers, and the words beside it; namesakes by user name."""
    times = Counter(one.name.lower() for one in people)
    return [
        (_spelled(one) if times[one.name.lower()] > 1 else one.name, _part_of(one))
        for one in people
    ]


def told_apart(people: Iterable[Person]) -> str:
    """Name people of one name by what is each one's own."""
    return "; ".join(f"{_spelled(one)}, {_part_of(one)}" for one in people)


def _spelled(person: Person) -> str:
    return f"{person.name} ({person.username})"


def _part_of(person: Person) -> str:
    department = named(person.department) if person.department else ""
    return " – ".join(filter(None, [person.job_title, department])) or person.username


name_values("user_account", "role", ROLES)
name_values("user_account", "language", LANGUAGES)

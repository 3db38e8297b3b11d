"""Valid objects with as little said about them as the test needs."""

from datetime import UTC, date, datetime, time
from itertools import count

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor, Role, the_program
from helpdesk.infra.db import db
from helpdesk.org import services as org
from helpdesk.org.models import Council, Department, Location
from helpdesk.org.rules import DepartmentKind, LocationKind

numbers = count(1)
MONDAY_MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)  # 09:00 in Rujewa
PASSWORD = "jua kali la asubuhi"  # noqa: S105


def council(**given) -> Council:
    number = next(numbers)
    made = {
        "code": f"C{number}",
        "name_sw": f"Halmashauri {number}",
        "name_en": f"Council {number}",
        "region": "Mbeya",
        "opens": time(7, 30),
        "closes": time(15, 30),
    }
    return saved(Council(**{**made, **given}))


def program(council_id: int | None = None) -> Actor:
    return the_program(council_id or council().id)


def department(council_id: int, **given) -> Department:
    number = next(numbers)
    made = {
        "code": f"D{number}",
        "kind": DepartmentKind.IDARA,
        "name_sw": f"Idara {number}",
        "name_en": f"Department {number}",
        "starts_on": date(2022, 7, 1),
    }
    return org.add_department(actor=the_program(council_id), **{**made, **given})


def location(council_id: int, **given) -> Location:
    number = next(numbers)
    made = {"code": f"L{number}", "kind": LocationKind.SITE, "name": f"Kituo {number}"}
    return org.add_location(actor=the_program(council_id), **{**made, **given})


def user(
    *roles: str,
    council_id: int | None = None,
    name: str = "Mtumishi",
    department_id: int | None = None,
    **given,
) -> User:
    """Somebody with these roles (a requester by default) in a council of their own."""
    number, council_id = next(numbers), council_id or council().id
    actor = the_program(council_id)
    person = accounts.Person(
        username=f"u{number}",
        name=name,
        department_id=department_id or department(council_id).id,
        location_id=location(council_id).id,
        **given,
    )
    added = accounts.add_person(person, password=PASSWORD, actor=actor, must_change=False)
    for role in roles or ("requester",):
        accounts.grant(added, Role(role), starts_on=date(2022, 7, 1), actor=actor)
    db.session.flush()
    return added


def saved(thing):
    db.session.add(thing)
    db.session.flush()
    return thing


def grant(person: User, role: str, **given) -> None:
    accounts.grant(
        person,
        Role(role),
        starts_on=date(2022, 7, 1),
        actor=the_program(person.council_id),
        **given,
    )
    db.session.flush()

"""Making a council with all that each begins with; the caller commits."""

from collections.abc import Iterable
from datetime import date

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.equipment.models import AssetCategory
from helpdesk.estimates import services as estimates
from helpdesk.infra.access import Actor, Role, the_program
from helpdesk.infra.db import db
from helpdesk.org import services as org
from helpdesk.org.models import Council, LetterheadText
from helpdesk.setup.rules import values
from helpdesk.setup.services.lists import fill

Recorded = LetterheadText | AssetCategory

DEPARTMENTS_SINCE = date(2022, 7, 1)  # when the structure of today's councils came into force


def found(founding: values.Founding) -> Actor:
    """Make a council with all that each begins with; return the program as it acts there."""
    said = founding.council
    council = Council(
        code=said.code,
        name_sw=said.name_sw,
        name_en=said.name_en,
        region=said.region,
        desk_phone=said.desk_phone,
        desk_room=said.desk_room,
    )
    db.session.add(council)
    db.session.flush()
    program = the_program(council.id)
    record(program, "council.found", council, {"code": [None, council.code]})
    _head_papers(founding.letterheads, program)
    _divide(founding.departments, program)
    _classify(founding.asset_categories, program)
    fill(founding.lists, program)
    estimates.add_usual_rates(actor=program)
    estimates.add_usual_funds(actor=program)
    return program


def add_administrator(said: values.Administrator, *, password: str, actor: Actor) -> User:
    """Add whoever adds everybody else; the password must be changed at the first sign-in."""
    person = accounts.Person(username=said.username, name=said.name)
    added = accounts.add_person(person, password=password, actor=actor)
    accounts.grant(added, Role.ADMINISTRATOR, starts_on=DEPARTMENTS_SINCE, actor=actor)
    return added


def _head_papers(letterheads: Iterable[values.Letterhead], program: Actor) -> None:
    for one in letterheads:
        text = LetterheadText(
            council_id=program.council_id,
            starts_on=one.starts_on,
            parent_sw=one.parent_sw,
            parent_en=one.parent_en,
            contacts=one.contacts,
        )
        _add(text, "letterhead.add", {"starts_on": [None, one.starts_on]}, program)


def _divide(departments: Iterable[values.Department], program: Actor) -> None:
    for one in departments:
        org.add_department(
            code=one.code,
            kind=one.kind,
            name_sw=one.name_sw,
            name_en=one.name_en,
            starts_on=DEPARTMENTS_SINCE,
            actor=program,
        )


def _classify(kinds: Iterable[values.AssetCategory], program: Actor) -> None:
    for kind in kinds:
        devices = AssetCategory(
            council_id=program.council_id,
            code=kind.code,
            name_sw=kind.name_sw,
            name_en=kind.name_en,
            icon=kind.icon,
            life_months=kind.life_months,
            criticality=kind.criticality,
            is_data_bearing=kind.code in values.DATA_BEARING,
        )
        _add(devices, "asset_category.add", {"code": [None, kind.code]}, program)


def _add(thing: Recorded, action: str, changes: dict[str, object], program: Actor) -> None:
    db.session.add(thing)
    record(program, action, thing, changes)  # its id is asked for when the log is sealed

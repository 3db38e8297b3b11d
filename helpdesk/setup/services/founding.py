"""Making a council with all that each begins with; the caller commits."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.equipment.models import AssetCategory
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role, the_program
from helpdesk.infra.db import db
from helpdesk.knowledge import services as knowledge
from helpdesk.knowledge.rules import Status
from helpdesk.org import queries as org_queries
from helpdesk.org import services as org
from helpdesk.org.models import Council, LetterheadText
from helpdesk.setup.rules import values
from helpdesk.systems import services as systems
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Category
from helpdesk.tickets.services import ChecklistText

Recorded = LetterheadText | Category | AssetCategory

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
    org.add_missing_years(founding.holidays, actor=program)
    _classify(founding, program)
    _prepare_checklists(founding.ticket_checklists, program)
    _prepare_answers(founding.ready_answers, program)
    _inform(founding.articles, program)
    _register(founding.systems, program)
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


def _classify(founding: values.Founding, program: Actor) -> None:
    for one in founding.ticket_categories:
        category = Category(
            council_id=program.council_id,
            code=one.code,
            kind=one.kind,
            name_sw=one.name_sw,
            name_en=one.name_en,
            keywords=one.keywords,
        )
        _add(category, "ticket_category.add", {"code": [None, one.code]}, program)
    for kind in founding.asset_categories:
        devices = AssetCategory(
            council_id=program.council_id,
            code=kind.code,
            name_sw=kind.name_sw,
            name_en=kind.name_en,
            icon=kind.icon,
            life_months=kind.life_months,
            criticality=kind.criticality,
        )
        _add(devices, "asset_category.add", {"code": [None, kind.code]}, program)


def _prepare_answers(answers: Iterable[values.ReadyAnswer], program: Actor) -> None:
    for one in answers:
        texts = tickets.AnswerTexts(
            title_sw=one.title_sw,
            title_en=one.title_en,
            text_sw=one.text_sw,
            text_en=one.text_en,
        )
        tickets.add_answer(texts, actor=program)


def _prepare_checklists(checklists: Iterable[values.TicketChecklist], program: Actor) -> None:
    for one in checklists:
        text = ChecklistText(
            name_sw=one.name_sw,
            name_en=one.name_en,
            items_sw="\n".join(one.items_sw),
            items_en="\n".join(one.items_en),
        )
        tickets.add_checklist(text, actor=program)


def _inform(articles: Iterable[values.Article], program: Actor) -> None:
    now = clock.now()
    for one in articles:
        article = knowledge.write(knowledge.Texts(**asdict(one)), actor=program, now=now)
        knowledge.move(article, Status.PUBLISHED, actor=program, now=now)


def _register(known: Iterable[values.System], program: Actor) -> None:
    departments = {one.code: one for one in org_queries.departments(program)}
    for one in known:
        details = systems.Details(
            acronym=one.acronym,
            full_name=one.full_name,
            other_names=one.other_names,
            owner=one.owner,
            help_contact=one.help_contact,
            purpose_sw=one.purpose_sw,
            purpose_en=one.purpose_en,
            is_critical=one.is_critical,
            is_for_all=one.is_for_all,
        )
        system = systems.add(details, actor=program)
        for code in one.departments:
            systems.add_use(system, departments[code], champion=None, actor=program)
        if not one.is_in_use:
            systems.retire(system, actor=program)


def _add(thing: Recorded, action: str, changes: dict[str, object], program: Actor) -> None:
    db.session.add(thing)
    record(program, action, thing, changes)  # its id is asked for when the log is sealed

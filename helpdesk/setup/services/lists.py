"""The shipped lists: all of them for a new council, what is new for an old one; no commit here."""

from collections.abc import Iterable
from dataclasses import asdict, fields, replace

from sqlalchemy import select

from helpdesk.audit.services import record
from helpdesk.checklists import services as checklists
from helpdesk.core.text import fold
from helpdesk.equipment.models import AssetCategory
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.kinds.services.words import note_words_of_old
from helpdesk.knowledge import services as knowledge
from helpdesk.knowledge.rules import Status
from helpdesk.org import queries as org_queries
from helpdesk.org import services as org
from helpdesk.setup import queries
from helpdesk.setup.rules import values
from helpdesk.systems import services as systems
from helpdesk.systems.models import System
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Category
from helpdesk.tickets.services import ChecklistText


def fill(lists: values.Lists, program: Actor) -> int:
    """Add these lists as they are; say how many entries that makes."""
    holidays = org.add_missing_years(lists.holidays, actor=program)
    _classify(lists.ticket_categories, program)
    _prepare_checklists(lists.ticket_checklists, program)
    _prepare_answers(lists.ready_answers, program)
    _inform(lists.articles, program)
    _register(lists.systems, program)
    _inspect_by(lists.checklists, program)
    others = (getattr(lists, one.name) for one in fields(lists) if one.name != "holidays")
    return holidays + sum(map(len, others))


def add_missing(lists: values.Lists, program: Actor) -> int:
    """Add what a council has never had; what it changed, renamed or removed stays as it is."""
    _give_keywords(lists.ticket_categories, program)
    _give_other_names(lists.systems, program)
    _say_what_holds_data(program)
    tickets.note_guests_of_old(program.council_id)
    tickets.time_what_ended(program.council_id)
    note_words_of_old(program.council_id)
    return fill(_never_had(lists, program), program)


def _never_had(lists: values.Lists, program: Actor) -> values.Lists:
    lacking = {}
    for kind, (name, known) in queries.ever_listed(program).items():
        ours = getattr(lists, kind)
        lacking[kind] = tuple(one for one in ours if fold(getattr(one, name)) not in known)
    return replace(lists, **lacking)


def _give_keywords(categories: Iterable[values.TicketCategory], program: Actor) -> None:
    """Let kinds of requests from before there were keywords be found by them."""
    words = {one.code: one.keywords for one in categories if one.keywords}
    without = select(Category).where(
        Category.council_id == program.council_id, Category.keywords == "", Category.code.in_(words)
    )
    for category in db.session.scalars(without):
        category.keywords = words[category.code]
        changes = {"keywords": ["", category.keywords]}
        record(program, "ticket_category.change", category, changes)


def _give_other_names(known: Iterable[values.System], program: Actor) -> None:
    """Let systems from before they had other names be guessed by those."""
    names = {one.acronym: one.other_names for one in known if one.other_names}
    without = select(System).where(
        System.council_id == program.council_id, System.other_names == "", System.acronym.in_(names)
    )
    for system in db.session.scalars(without):
        system.other_names = names[system.acronym]
        record(program, "system.change", system, {"other_names": ["", system.other_names]})


def _say_what_holds_data(program: Actor) -> None:
    """Let types of devices from before there was disposal be wiped before they leave."""
    silent = select(AssetCategory).where(
        AssetCategory.council_id == program.council_id,
        AssetCategory.code.in_(values.DATA_BEARING),
        ~AssetCategory.is_data_bearing,
    )
    for category in db.session.scalars(silent):
        category.is_data_bearing = True
        record(program, "asset_category.change", category, {"is_data_bearing": [False, True]})


def _classify(categories: Iterable[values.TicketCategory], program: Actor) -> None:
    for one in categories:
        category = Category(council_id=program.council_id, **asdict(one))
        db.session.add(category)
        record(program, "ticket_category.add", category, {"code": [None, one.code]})


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


def _inspect_by(lists: Iterable[values.Checklist], program: Actor) -> None:
    """Bring the shipped checklists into use."""
    for one in lists:
        text = checklists.Text(
            title_sw=one.title_sw,
            title_en=one.title_en,
            kinds=one.kinds,
            items=[checklists.Asked(**asdict(item)) for item in one.items],
            purpose=one.purpose,
        )
        checklists.publish(checklists.add(text, code=one.code, actor=program), actor=program)


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
        for code in filter(departments.__contains__, one.departments):
            systems.add_use(system, departments[code], champion=None, actor=program)
        if not one.is_in_use:
            systems.retire(system, actor=program)

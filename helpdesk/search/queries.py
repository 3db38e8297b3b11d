"""Searching; each group starts at the `visible_to` of its feature, its counts included."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask_babel import force_locale
from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import InstrumentedAttribute, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from helpdesk.accounts import permissions as accounts_permissions
from helpdesk.accounts import queries as accounts
from helpdesk.accounts.models import User
from helpdesk.core.text import fold, search_words
from helpdesk.equipment import permissions as equipment_permissions
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor, Permission, can
from helpdesk.infra.db import db
from helpdesk.infra.i18n import LANGUAGES
from helpdesk.infra.paging import COUNTED, Order
from helpdesk.infra.trigrams import containing
from helpdesk.knowledge import permissions as knowledge_permissions
from helpdesk.knowledge import queries as knowledge
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.rules import Status as ArticleStatus
from helpdesk.procurement import permissions as procurement_permissions
from helpdesk.procurement import queries as procurement
from helpdesk.procurement.models import PurchaseOrder
from helpdesk.search.rules import FEW, Group, Question
from helpdesk.stock import permissions as stock_permissions
from helpdesk.stock import queries as stock
from helpdesk.stock.models import Part
from helpdesk.systems import permissions as systems_permissions
from helpdesk.systems import queries as systems
from helpdesk.systems.models import System
from helpdesk.tickets import permissions as tickets_permissions
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.workorders import labels as workorders_labels
from helpdesk.workorders import permissions as workorders_permissions
from helpdesk.workorders import queries as workorders
from helpdesk.workorders.models import WorkOrder

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a group comes from; `codes` name one thing alone."""

    permission: Permission
    visible_to: Callable[[Actor], Select[Any]]
    text: Column
    order: Order
    codes: tuple[Column, ...] = ()
    options: tuple[ORMOption, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Found:
    """The first of a group, and how many there are; a long list is counted to COUNTED."""

    group: Group
    items: Sequence[Any]
    total: int


def _articles(actor: Actor) -> Select[Article]:
    return knowledge.visible_to(actor).where(Article.status != ArticleStatus.RETIRED)


SOURCES = {
    Group.TICKETS: Source(
        permission=tickets_permissions.VIEW_OWN,
        visible_to=tickets.visible_to,
        text=Ticket.search_text,
        order=Order(Ticket.opened_at, Ticket.id, descending=True),
        codes=(Ticket.reference,),
    ),
    Group.EQUIPMENT: Source(
        permission=equipment_permissions.VIEW_OWN,
        visible_to=equipment.visible_to,
        text=Asset.search_text,
        order=Order(Asset.asset_tag, Asset.id),
        codes=(Asset.asset_tag, Asset.serial_number, Asset.label_code),
        options=(joinedload(Asset.model), joinedload(Asset.location)),
    ),
    Group.ORDERS: Source(
        permission=procurement_permissions.VIEW,
        visible_to=procurement.visible_to,
        text=PurchaseOrder.search_text,
        order=Order(PurchaseOrder.ordered_on, PurchaseOrder.id, descending=True),
        options=(joinedload(PurchaseOrder.supplier),),
    ),
    Group.WORK_ORDERS: Source(
        permission=workorders_permissions.VIEW,
        visible_to=workorders.visible_to,
        text=WorkOrder.search_text,
        order=Order(WorkOrder.opened_at, WorkOrder.id, descending=True),
        codes=(WorkOrder.reference,),
    ),
    Group.ARTICLES: Source(
        permission=knowledge_permissions.VIEW,
        visible_to=_articles,
        text=Article.search_text,
        order=Order(Article.title_sw, Article.id),
    ),
    Group.PARTS: Source(
        permission=stock_permissions.VIEW,
        visible_to=stock.visible_to,
        text=Part.search_text,
        order=Order(Part.code, Part.id),
    ),
    Group.SYSTEMS: Source(
        permission=systems_permissions.VIEW,
        visible_to=systems.visible_to,
        text=System.search_text,
        order=Order(System.acronym, System.id),
    ),
    Group.PEOPLE: Source(
        permission=accounts_permissions.MANAGE,
        visible_to=accounts.visible_to,
        text=User.name,
        order=Order(User.name, User.id),
        options=(joinedload(User.department),),
    ),
}


def groups_of(actor: Actor) -> list[Group]:
    return [group for group in Group if can(actor, SOURCES[group].permission)]


def search(question: Question, *, actor: Actor) -> list[Found]:
    """Return the first of each group that has any, in a fixed number of statements."""
    found = [_first(group, question, actor=actor) for group in groups_of(actor)]
    return [one for one in found if one.total]


def _first(group: Group, question: Question, *, actor: Actor) -> Found:
    """Read through the group once, for the count and the first few alike."""
    source = SOURCES[group]
    whole = _sorted(_matching(group, question, actor=actor), source.order)
    ids = db.session.scalars(whole.with_only_columns(source.order.key).limit(COUNTED + 1)).all()
    few = source.visible_to(actor).where(source.order.key.in_(ids[:FEW]))
    items = db.session.scalars(_sorted(few, source.order).options(*source.options)).all()
    return Found(group, items, len(ids))


def _sorted(found: Select[Any], order: Order) -> Select[Any]:
    columns = (order.column, order.key)
    return found.order_by(*(one.desc() if order.descending else one for one in columns))


def matching(group: Group, question: Question, *, actor: Actor) -> Select[Any]:
    """Return what all words are said of, in any of their ways; the caller sorts and pages."""
    return _matching(group, question, actor=actor).options(*SOURCES[group].options)


def _matching(group: Group, question: Question, *, actor: Actor) -> Select[Any]:
    source = SOURCES[group]
    found = source.visible_to(actor)
    if group is Group.PEOPLE:
        return found.where(User.id.in_(_people(question, actor=actor)))
    if group is Group.WORK_ORDERS:
        return found.where(*_said_of_orders(question))
    return found.where(*containing(source.text, question.words))


def _said_of_orders(question: Question) -> list[ColumnElement[bool]]:
    """A job is called by its fault and its remedy, of which only the codes are stored."""
    named = [(ways, _called(ways)) for ways in question.words]
    plain = containing(WorkOrder.search_text, [ways for ways, codes in named if codes is None])
    either = (
        or_(codes, *(WorkOrder.search_text.contains(way, autoescape=True) for way in ways))
        for ways, codes in named
        if codes is not None
    )
    return [*plain, *either]


def _called(ways: Sequence[str]) -> ColumnElement[bool] | None:
    """Return which codes a word is in the name of, in any language."""
    found = {
        column: [code for code, name in _names(column.key).items() if any(w in name for w in ways)]
        for column in (WorkOrder.problem, WorkOrder.remedy)
    }
    conditions = [column.in_(codes) for column, codes in found.items() if codes]
    return or_(*conditions) if conditions else None


@cache
def _names(of: str) -> dict[str, str]:
    """Return what each code is called, in all languages, as a search folds it."""
    names = {**workorders_labels.PROBLEM} if of == "problem" else {**workorders_labels.REMEDY}
    said: dict[str, str] = {}
    for language in LANGUAGES:
        with force_locale(language):
            said = {code: fold(f"{said.get(code, '')} {name}") for code, name in names.items()}
    return said


def _people(question: Question, *, actor: Actor) -> list[int]:
    """Fold names here: no database does it as another does, and people are not that many."""
    said = (User.id, User.name, User.username, User.phone, User.email)
    rows = db.session.execute(
        accounts.visible_to(actor).with_only_columns(*said).order_by(User.name, User.id)
    )
    words = search_words(question.text)
    named = (row.id for row in rows if _has_all(words, fold(" ".join(row[1:]))))
    return [user_id for user_id, _ in zip(named, range(COUNTED + 1), strict=False)]


def _has_all(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)


def exact(question: Question, *, actor: Actor) -> list[tuple[Group, Any]]:
    """Return what this code names; two devices of different makes may share a serial number."""
    return [
        (group, thing)
        for group in groups_of(actor)
        if (codes := SOURCES[group].codes)
        for thing in db.session.scalars(
            SOURCES[group]
            .visible_to(actor)
            .where(or_(*(column == question.code for column in codes)))
            .limit(2)
        )
    ]

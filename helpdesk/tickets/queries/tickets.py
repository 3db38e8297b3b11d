"""Reading tickets; every statement starts at `visible_to`, so nobody reads another council's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.orm import defer, joinedload

from helpdesk.accounts.models import User
from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.core.synonyms import alternatives
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import named
from helpdesk.infra.reading import once_a_page
from helpdesk.infra.transactions import held
from helpdesk.infra.trigrams import containing
from helpdesk.org.models import Department
from helpdesk.tickets import permissions
from helpdesk.tickets.models import Category, Comment, Team, Ticket, TicketStatusChange
from helpdesk.tickets.rules import OPEN, Channel, Kind, Priority, Status, WaitingFor

LIST = (
    joinedload(Ticket.requester),
    joinedload(Ticket.assignee),
    joinedload(Ticket.asset),
    joinedload(Ticket.at_department),
)
# A long list reads what it shows, and not all that is known of a device or a person.
ROWS = (
    joinedload(Ticket.requester).load_only(User.name),
    joinedload(Ticket.assignee).load_only(User.name),
    joinedload(Ticket.asset).load_only(Asset.asset_tag),
    joinedload(Ticket.at_department).load_only(Department.name_sw, Department.name_en),
    joinedload(Ticket.team).load_only(Team.name_sw, Team.name_en),
    joinedload(Ticket.category).load_only(Category.name_sw, Category.name_en),
    defer(Ticket.resolution),
    defer(Ticket.search_text),
    defer(Ticket.priority_reason),
)
WHOLE = (
    *LIST,
    joinedload(Ticket.at_location),
    joinedload(Ticket.category),
    joinedload(Ticket.system),
)
CATEGORIES = (
    select(Category).where(Category.council_id == bindparam("council_id")).order_by(Category.code)
)
Moment = datetime | BindParameter[datetime]
Conditions = tuple[ColumnElement[bool], ...]
VIEWS = ("unassigned", "mine", "overdue", "parts", "today", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; everything a person can filter stands in the address."""

    view: str = "open"
    text: str = ""
    status: Status | None = None
    assignee_id: int | None = None
    team_id: int | None = None
    department_id: int | None = None
    system_id: int | None = None
    priority: Priority | None = None


# What is built of nothing but the actor is built once: to build a statement takes longer than to
# execute it. What a call names besides is a parameter.
@lru_cache
def visible_to(actor: Actor) -> Select[Ticket]:
    """All, those of a manager's departments and one's own, or one's own: by role."""
    tickets = select(Ticket).where(Ticket.council_id == actor.council_id, need_to_know(actor))
    if can(actor, permissions.VIEW_ALL):
        return tickets
    own = Ticket.id.in_(_own(actor))
    if not can(actor, permissions.VIEW_DEPARTMENT):
        return tickets.where(own)
    if not actor.department_ids:
        return tickets
    return tickets.where(or_(own, Ticket.at_department_id.in_(actor.department_ids)))


@lru_cache
def need_to_know(actor: Actor) -> ColumnElement[bool]:
    """Leave out security incidents but for whoever reported or handles one, head and director."""
    if permissions.sees_security(actor):
        return true()
    is_party = or_(Ticket.requester_id == (actor.id or 0), Ticket.assignee_id == (actor.id or 0))
    return or_(Ticket.kind != Kind.SECURITY_INCIDENT, is_party)


def _own(actor: Actor) -> CompoundSelect[Any]:
    """Return the ids of what one asked for or typed, each part of them from an index of its own."""
    ids, requested = select(Ticket.id), Ticket.requester_id == (actor.id or 0)
    return union(ids.where(requested), ids.where(_typed_by(actor)))


def _typed_by(actor: Actor) -> ColumnElement[bool]:
    """What one reported for a colleague, who asked for it; no guest is anybody's colleague."""
    typed = Ticket.entered_by_id == (actor.id or 0)
    return and_(typed, Ticket.channel == Channel.WEB, Ticket.requester_id.is_not(None))


def comments_visible_to(actor: Actor) -> Select[Comment]:
    tickets = visible_to(actor).with_only_columns(Ticket.id)
    comments = select(Comment).where(Comment.ticket_id.in_(tickets))
    return comments if can(actor, permissions.SEE_NOTES) else comments.where(~Comment.is_internal)


@owner("ticket")
def tickets_with_files(actor: Actor) -> Select[Any]:
    return visible_to(actor).with_only_columns(Ticket.id)


@owner("comment")
def comments_with_files(actor: Actor) -> Select[Any]:
    return comments_visible_to(actor).with_only_columns(Comment.id)


@owner("ticket_change")
def changes_with_files(actor: Actor) -> Select[Any]:
    tickets = visible_to(actor).with_only_columns(Ticket.id)
    return select(TicketStatusChange.id).where(TicketStatusChange.ticket_id.in_(tickets))


def get_or_404(ticket_id: int, *, actor: Actor) -> Ticket:
    return found_or_404(held(_whole(actor), Ticket), ticket_id=ticket_id)


@lru_cache
def _whole(actor: Actor) -> Select[Ticket]:
    return visible_to(actor).where(Ticket.id == bindparam("ticket_id")).options(*WHOLE)


def own_or_404(ticket_id: int, *, actor: Actor) -> Ticket:
    """Return one of the actor's own tickets: nobody else confirms it."""
    own = visible_to(actor).where(Ticket.id == ticket_id, Ticket.requester_id == actor.id)
    return found_or_404(held(own.options(*WHOLE), Ticket))


def to_reopen_or_404(ticket_id: int, *, actor: Actor) -> Ticket:
    """Return what its requester, or any officer, may find to be unsolved after all."""
    if can(actor, permissions.WORK):
        return get_or_404(ticket_id, actor=actor)
    return own_or_404(ticket_id, actor=actor)


def queue(actor: Actor, filters: Filters, *, now: datetime) -> Select[Ticket]:
    """Return the tickets of one view, narrowed; the caller sorts and pages them."""
    tickets = narrowed(actor, filters, now=now)
    return tickets.options(*ROWS, defer(Ticket.description))


def narrowed(actor: Actor, filters: Filters, *, now: datetime) -> Select[Ticket]:
    return visible_to(actor).where(*_conditions(actor, filters, now=now))


def _conditions(actor: Actor, filters: Filters, *, now: datetime) -> list[ColumnElement[bool]]:
    views = _views(actor, now=now, midnight=_midnight(now))
    found = [] if filters.status else list(views.get(filters.view, ()))
    exact = {
        Ticket.status: filters.status,
        Ticket.assignee_id: filters.assignee_id,
        Ticket.team_id: filters.team_id,
        Ticket.at_department_id: filters.department_id,
        Ticket.system_id: filters.system_id,
        Ticket.priority: filters.priority,
    }
    found += [column == value for column, value in exact.items() if value is not None]
    return found + containing(Ticket.search_text, alternatives(filters.text))


def _midnight(now: datetime) -> datetime:
    return now.astimezone(clock.ZONE).replace(hour=0, minute=0, second=0, microsecond=0)


def _views(actor: Actor, *, now: Moment, midnight: Moment) -> dict[str, Conditions]:
    is_open = Ticket.status.in_(OPEN)
    return {
        "unassigned": (is_open, Ticket.assignee_id.is_(None)),
        "mine": (is_open, Ticket.assignee_id == actor.id),
        "overdue": (is_open, Ticket.resolution_due_at < now),
        "parts": (is_open, Ticket.waiting_for == WaitingFor.PARTS),
        "today": (Ticket.opened_at >= midnight, Ticket.merged_into_id.is_(None)),
        "open": (is_open,),
        "own": (Ticket.requester_id == actor.id,),
        "typed": (_typed_by(actor),),
        "all": (),
    }


def counts(
    actor: Actor, *, now: datetime, more: Mapping[str, ScalarSelect[int]] | None = None
) -> dict[str, int]:
    """Count every view of the queue in one statement, and whatever `more` counts in the same."""
    counted, said = _counts(actor), {"now": now, "midnight": _midnight(now)}
    if more:
        counted = counted.add_columns(*[count.label(name) for name, count in more.items()])
    row = db.session.execute(counted, {**said, "yesterday": now - timedelta(days=1)}).one()
    return dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public spelling


@lru_cache
def _counts(actor: Actor) -> Select[*tuple[Any, ...]]:
    views = _views(actor, now=bindparam("now"), midnight=bindparam("midnight"))
    columns = [func.count().filter(*views[name]).label(name) for name in VIEWS]
    recent = visible_to(actor).where(Ticket.id.in_(_recent(actor)))
    return recent.with_only_columns(*columns, maintain_column_froms=True)


def _recent(actor: Actor) -> CompoundSelect[Any]:
    """Return the ids of what a view may count, each part of them from an index of its own."""
    here = select(Ticket.id).where(Ticket.council_id == actor.council_id)
    lately = Ticket.opened_at >= bindparam("yesterday")
    return union(here.where(Ticket.status.in_(OPEN)), here.where(lately))


def own_tickets(actor: Actor, *, most: int = 20) -> Sequence[Ticket]:
    """Return what the actor asked for and has not yet seen the end of, newest first."""
    unfinished = [*OPEN, Status.RESOLVED]
    goes_on = Ticket.merged_into.has(Ticket.status.in_(unfinished))
    return db.session.scalars(
        visible_to(actor)
        .where(Ticket.requester_id == actor.id, or_(Ticket.status.in_(unfinished), goes_on))
        .options(*LIST)
        .order_by(Ticket.opened_at.desc())
        .limit(most)
    ).all()


def has_typed(actor: Actor) -> bool:
    """Tell whether somebody ever reported for a colleague."""
    typed = visible_to(actor).where(_typed_by(actor)).with_only_columns(Ticket.id).limit(1)
    return db.session.scalar(typed) is not None


@subject_names("ticket")
def references(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Ticket.id, Ticket.reference).where(Ticket.id.in_(ids)))
    return {row.id: row.reference for row in rows}


@subject_names("ticket_category")
def category_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(Category).where(Category.id.in_(ids)))
    return {one.id: named(one) for one in rows}


def categories(actor: Actor) -> Sequence[Category]:
    return db.session.scalars(CATEGORIES, {"council_id": actor.council_id}).all()


def comments(ticket: Ticket, *, actor: Actor) -> Sequence[Comment]:
    """Return what was said on a ticket, as far as the actor may read it, oldest first."""
    return db.session.scalars(_comments(actor), {"ticket_id": ticket.id}).all()


@lru_cache
def _comments(actor: Actor) -> Select[Comment]:
    of_ticket = comments_visible_to(actor).where(Comment.ticket_id == bindparam("ticket_id"))
    return of_ticket.options(joinedload(Comment.author)).order_by(Comment.at, Comment.id)


CHANGES = (
    select(TicketStatusChange)
    .where(TicketStatusChange.ticket_id == bindparam("ticket_id"))
    .options(joinedload(TicketStatusChange.by), joinedload(TicketStatusChange.to_assignee))
    .order_by(TicketStatusChange.at, TicketStatusChange.id)
)


def changes(ticket: Ticket) -> Sequence[TicketStatusChange]:
    return db.session.scalars(CHANGES, {"ticket_id": ticket.id}).all()


Entry = Comment | TicketStatusChange


def timeline(
    comments: Sequence[Comment], changes: Sequence[TicketStatusChange]
) -> list[tuple[str, Entry]]:
    """Join what was said and what was done, oldest first, each with its kind."""
    entries: list[tuple[str, Entry]] = [("change", change) for change in changes]
    entries += [("note" if one.is_internal else "reply", one) for one in comments]
    return sorted(entries, key=lambda entry: entry[1].at)


def last_change(ticket: Ticket) -> TicketStatusChange | None:
    return db.session.scalars(
        select(TicketStatusChange)
        .where(TicketStatusChange.ticket_id == ticket.id)
        .order_by(TicketStatusChange.id.desc())
        .limit(1)
    ).first()


def was_answered_at(ticket: Ticket, moment: datetime) -> bool:
    """Tell whether the ICT unit wrote to the requester at this very moment."""
    said = Comment.ticket_id == ticket.id, Comment.at == moment, ~Comment.is_internal
    answers = db.session.scalars(select(Comment.author_id).where(*said))
    return any(author_id != ticket.requester_id for author_id in answers)


@once_a_page
def tickets_of_asset(asset_id: int, *, actor: Actor, most: int = 50) -> Sequence[Ticket]:
    """Return the open ones about a device and the newest others, without their people."""
    found = db.session.scalars(_of_asset(actor), {"asset_id": asset_id, "most": most})
    return sorted(found, key=lambda one: one.opened_at, reverse=True)


def open_tickets_of_asset(asset_id: int, *, actor: Actor) -> Sequence[Ticket]:
    return [one for one in tickets_of_asset(asset_id, actor=actor) if one.status in OPEN]


@lru_cache
def _of_asset(actor: Actor) -> Select[Ticket]:
    texts = (Ticket.description, Ticket.resolution, Ticket.search_text, Ticket.priority_reason)
    of_asset = visible_to(actor).where(Ticket.asset_id == bindparam("asset_id"))
    open_first = Ticket.status.in_(OPEN).desc(), Ticket.opened_at.desc()
    newest = of_asset.options(*map(defer, texts)).order_by(*open_first)
    return newest.limit(bindparam("most", type_=Integer))

"""Many tickets at once, held for whoever changes them, and what was done to them together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.transactions import held
from helpdesk.tickets.models import Comment, Ticket, TicketStatusChange
from helpdesk.tickets.queries.tickets import LIST, Filters, queue, visible_to
from helpdesk.tickets.rules import OF_MANY, UNDO_WINDOW


def chosen(ids: Collection[int], *, actor: Actor) -> Sequence[Ticket]:
    """Return those that the actor may see; they are held in one order, so that nobody deadlocks."""
    found = visible_to(actor).where(Ticket.id.in_(ids)).options(*LIST).order_by(Ticket.id)
    return db.session.scalars(held(found, Ticket)).all()


def ids_in(actor: Actor, filters: Filters, *, now: datetime, most: int) -> Sequence[int]:
    """Return the ids of a whole view, but no more of them than asked for."""
    found = queue(actor, filters, now=now).options().with_only_columns(Ticket.id)
    return db.session.scalars(found.order_by(Ticket.id).limit(most)).all()


def newest_change() -> int:
    return db.session.scalar(select(func.max(TicketStatusChange.id))) or 0


def last_changed_by(ids: Collection[int]) -> dict[int, str]:
    """Return who changed each ticket last; what the program did has no name."""
    last = _last_changes(ids).options(joinedload(TicketStatusChange.by))
    changes = db.session.scalars(last).all()
    return {one.ticket_id: one.by.name if one.by else "" for one in changes}


def last_changes(ids: Collection[int]) -> dict[int, TicketStatusChange]:
    return {one.ticket_id: one for one in db.session.scalars(_last_changes(ids))}


def _last_changes(ids: Collection[int]) -> Select[TicketStatusChange]:
    newest = (
        select(func.max(TicketStatusChange.id))
        .where(TicketStatusChange.ticket_id.in_(ids))
        .group_by(TicketStatusChange.ticket_id)
    )
    return select(TicketStatusChange).where(TicketStatusChange.id.in_(newest))


def worked_on_since(batch: str, *, actor: Actor) -> dict[int, str]:
    """Return who else of the unit has written on the tickets of a batch since it was done."""
    found = (
        select(Ticket.id, User.name)
        .join(TicketStatusChange, TicketStatusChange.ticket_id == Ticket.id)
        .join(Comment, Comment.ticket_id == Ticket.id)
        .join(User, User.id == Comment.author_id)
        .where(
            TicketStatusChange.batch == batch,
            Comment.at >= TicketStatusChange.at,
            User.id != (actor.id or 0),
            User.id != func.coalesce(Ticket.requester_id, 0),
        )
        .order_by(Comment.at)
    )
    return {row.id: row.name for row in db.session.execute(found)}


@dataclass(frozen=True, slots=True)
class Batch:
    """What one press of a button changed, as far as that is what came last to each ticket."""

    name: str | None
    number: int
    at: datetime


def batches_to_undo(actor: Actor, *, now: datetime) -> list[Batch]:
    """Return what one did to many tickets lately and may still take back, newest first."""
    later = aliased(TicketStatusChange)
    is_last = ~exists().where(
        later.ticket_id == TicketStatusChange.ticket_id, later.id > TicketStatusChange.id
    )
    mine = select(
        TicketStatusChange.batch,
        func.count(TicketStatusChange.ticket_id.distinct()),
        func.max(TicketStatusChange.at),
    ).where(
        TicketStatusChange.by_id == actor.id,
        TicketStatusChange.at >= now - UNDO_WINDOW,
        TicketStatusChange.batch.startswith(OF_MANY),
        TicketStatusChange.ticket_id.in_(visible_to(actor).with_only_columns(Ticket.id)),
        is_last,
    )
    newest = func.max(TicketStatusChange.id).desc()
    rows = db.session.execute(mine.group_by(TicketStatusChange.batch).order_by(newest))
    return [Batch(*row) for row in rows]


def batch_of(name: str, *, actor: Actor) -> Sequence[TicketStatusChange]:
    """Return what the actor did under this name, while the tickets are there to see."""
    seen = visible_to(actor).with_only_columns(Ticket.id)
    return db.session.scalars(
        select(TicketStatusChange).where(
            TicketStatusChange.batch == name,
            TicketStatusChange.by_id == actor.id,
            TicketStatusChange.ticket_id.in_(seen),
        )
    ).all()

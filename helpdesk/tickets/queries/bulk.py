"""Many tickets at once, held for whoever changes them, and what was done to them together."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.transactions import held
from helpdesk.tickets.models import Comment, Ticket, TicketStatusChange
from helpdesk.tickets.queries.tickets import LIST, Filters, queue, visible_to


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

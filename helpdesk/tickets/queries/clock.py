"""What happened to the clock of a ticket, and what the council promised."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.tickets.models import (
    Category,
    Comment,
    SlaEvent,
    SlaTarget,
    Ticket,
    TicketStatusChange,
)
from helpdesk.tickets.rules import TARGETS, Dues, Priority, Status, Targets, WaitingFor

BATCH = 500  # clocks that are read at once
OF_TICKET = (
    select(SlaEvent)
    .where(SlaEvent.ticket_id == bindparam("ticket_id"))
    .options(joinedload(SlaEvent.by))
    .order_by(SlaEvent.at, SlaEvent.id)
)

Word = aliased(Comment)
LAST_WORD = (
    select(func.max(Word.id))
    .where(Word.ticket_id == Ticket.id, ~Word.is_internal, Word.at > Ticket.resolved_at)
    .correlate(Ticket)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a ticket keeps of its clock, with the events that it comes from."""

    ticket_id: int
    kept: Dues
    events: Sequence[SlaEvent]


def sla_events(ticket: Ticket) -> Sequence[SlaEvent]:
    """Return what happened to the clock, oldest first; of one instant in the order of writing."""
    return db.session.scalars(OF_TICKET, {"ticket_id": ticket.id}).all()


def clocks(*conditions: ColumnElement[bool]) -> Iterator[list[Clock]]:
    """Go through clocks in batches of two statements each, and hold their tickets meanwhile."""
    batch = _batch(conditions, after=0)
    while batch:
        yield [clock for clock in batch if clock.events]
        batch = _batch(conditions, after=batch[-1].ticket_id)


def _batch(conditions: Iterable[ColumnElement[bool]], *, after: int) -> list[Clock]:
    of_dues = [getattr(Ticket, field.name) for field in fields(Dues)]
    rows = db.session.execute(
        select(Ticket.id, *of_dues)
        .where(*conditions, Ticket.id > after)
        .order_by(Ticket.id)
        .limit(BATCH)
        .with_for_update(key_share=True)
    ).all()
    events = _events_of([row[0] for row in rows])
    return [Clock(row[0], Dues(*row[1:]), events.get(row[0], [])) for row in rows]


def _events_of(ticket_ids: Sequence[int]) -> Mapping[int, list[SlaEvent]]:
    found: defaultdict[int, list[SlaEvent]] = defaultdict(list)
    for event in db.session.scalars(
        select(SlaEvent)
        .where(SlaEvent.ticket_id.in_(ticket_ids))
        .order_by(SlaEvent.at, SlaEvent.id)
    ):
        found[event.ticket_id].append(event)
    return found


def unconfirmed(council_id: int) -> Sequence[tuple[Ticket, Comment | None]]:
    """Return what is solved and waits for its requester, with the last word said since."""
    found = (
        select(Ticket, Comment)
        .outerjoin(Comment, Comment.id == LAST_WORD)
        .where(Ticket.council_id == council_id, Ticket.status == Status.RESOLVED)
        .order_by(Ticket.id)
    )
    return [(ticket, word) for ticket, word in db.session.execute(found)]


def word_since_resolved(ticket: Ticket) -> Comment | None:
    """Return the last thing that both sides read and that was said after it was solved."""
    found = select(Comment).join(Ticket, Comment.id == LAST_WORD).where(Ticket.id == ticket.id)
    return db.session.scalars(found).first()


def waiting_for_requester(council_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a ticket wait for somebody who can be reminded; a guest has no account."""
    return (
        Ticket.council_id == council_id,
        Ticket.status == Status.WAITING,
        Ticket.waiting_for == WaitingFor.REQUESTER,
        Ticket.requester_id.is_not(None),
    )


def was_closed_in_silence(ticket: Ticket) -> bool:
    """Tell whether the program closed a ticket because its requester said nothing."""
    last = db.session.scalars(
        select(TicketStatusChange)
        .where(
            TicketStatusChange.ticket_id == ticket.id,
            TicketStatusChange.to_status == Status.CLOSED,
        )
        .order_by(TicketStatusChange.id.desc())
        .limit(1)
    ).first()
    return last is not None and last.by_id is None and not last.is_of_guest


def own_targets(council_id: int) -> Sequence[SlaTarget]:
    """Return what a council promises instead of the usual, in general and for categories."""
    return db.session.scalars(
        select(SlaTarget)
        .where(SlaTarget.council_id == council_id)
        .options(joinedload(SlaTarget.category))
        .order_by(SlaTarget.priority)
    ).all()


def category_or_404(category_id: int, *, actor: Actor) -> Category:
    of_council = Category.council_id == actor.council_id
    return found_or_404(select(Category).where(of_council, Category.id == category_id))


def general_targets(found: Iterable[SlaTarget]) -> dict[Priority, Targets]:
    """Return what is promised where a category says nothing else."""
    return {**TARGETS, **{one.priority: one.targets for one in found if one.category_id is None}}


def targets_for(ticket: Ticket) -> Targets:
    """Return the council's promise for this priority, that for the category before the general."""
    found = db.session.scalars(
        select(SlaTarget)
        .where(
            SlaTarget.council_id == ticket.council_id,
            SlaTarget.priority == ticket.priority,
            or_(SlaTarget.category_id.is_(None), SlaTarget.category_id == ticket.category_id),
        )
        .order_by(SlaTarget.category_id.is_(None))
        .limit(1)
    ).first()
    return found.targets if found else TARGETS[ticket.priority]

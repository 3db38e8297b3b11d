"""The clock of a ticket: its events are only ever added, its due times are worked out from them."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import update

from helpdesk.core.working_time import WorkingCalendar
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org.queries import calendar_of
from helpdesk.tickets import permissions, queries, rules
from helpdesk.tickets.models import SlaEvent, Ticket, TicketStatusChange
from helpdesk.tickets.rules import SlaEventKind, Status, WaitingFor

STOPPED = frozenset({Status.RESOLVED, Status.CLOSED, Status.CANCELLED})


def start(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    _add(ticket, SlaEventKind.START, actor=actor, now=now, **_targets(ticket))
    promise(ticket)


def follow(ticket: Ticket, change: TicketStatusChange, *, actor: Actor, now: datetime) -> None:
    """Let the clock do what a move of the ticket asks of it."""
    added = [_add(ticket, kind, actor=actor, now=now) for kind in _steps(change)]
    for event in added:
        event.change_id = change.id
        event.waiting_for = change.to_waiting if event.kind is SlaEventKind.PAUSE else None
    if any(event.kind is not SlaEventKind.STOP for event in added):
        promise(ticket)  # to stop a running clock moves no due time
    for event in added:
        if event.kind is SlaEventKind.STOP:
            event.response_due_at = ticket.response_due_at
            event.resolution_due_at = ticket.resolution_due_at
    _time(ticket, added)


def answer(
    ticket: Ticket, *, change: TicketStatusChange | None = None, actor: Actor, now: datetime
) -> None:
    """Note that somebody of the unit answered; the first answer that nobody takes back counts.

    To say something is no change of the ticket, so its version stays.
    """
    first = ticket.responded_at
    if first is None or rules.can_undo(first, now=now):
        event = _add(ticket, SlaEventKind.ANSWER, actor=actor, now=now)
        event.change_id = change.id if change else None
        event.response_due_at = ticket.response_due_at
        _time(ticket, [event])
    unanswered = Ticket.id == ticket.id, Ticket.responded_at.is_(None)
    db.session.execute(update(Ticket).where(*unanswered).values(responded_at=now))
    db.session.expire(ticket, ["responded_at"])


def _time(ticket: Ticket, added: Sequence[SlaEvent]) -> None:
    """Keep with what has just ended how long it took by the calendar of today."""
    if not any(event.kind in rules.TIMED for event in added):
        return
    db.session.flush()
    time_events(queries.sla_events(ticket), calendar_of(ticket.council_id))


def time_events(events: Sequence[SlaEvent], calendar: WorkingCalendar) -> None:
    """Keep with each event that is over how long it took; what was kept before stays."""
    for number, event in enumerate(events, start=1):
        if event.kind in rules.TIMED and event.used_seconds is None:
            used = rules.time_at_end(events[:number], calendar)
            event.used_seconds = int(used.total_seconds())


def retarget(
    ticket: Ticket, *, change: TicketStatusChange | None, actor: Actor, now: datetime
) -> None:
    """Count anew from the beginning, with other targets and every earlier pause.

    Where the promise is the same as before, nothing happened to the clock.
    """
    wanted, events = _targets(ticket), queries.sla_events(ticket)
    promised = rules.promise_of(events)
    if all(getattr(promised, name) == value for name, value in wanted.items()):
        return
    event = _add(ticket, SlaEventKind.RETARGET, actor=actor, now=now, **wanted)
    event.change_id, event.reason = (change.id, change.reason) if change else (None, "")
    _judge(ticket, event, rules.stopped_by(events), now=now)
    promise(ticket)


def _judge(ticket: Ticket, event: SlaEvent, stop: SlaEvent | None, *, now: datetime) -> None:
    """Tell whether it is late by the new promise alone; a clock that stopped keeps its new due."""
    db.session.flush()
    before = ticket.resolution_due_at
    due = rules.fresh_due(queries.sla_events(ticket), calendar_of(ticket.council_id))
    event.resolution_due_at = due if stop else None
    until = stop.at if stop else now
    was_late = before is not None and before < until
    event.is_breach = due is not None and due < until and not was_late


def forget(
    change: TicketStatusChange,
    ticket: Ticket,
    *,
    by: TicketStatusChange,
    actor: Actor,
    now: datetime,
) -> None:
    """Take back what a move did to the clock, as the move `by` asks."""
    events = queries.sla_events(ticket)
    gone = [event for event in events if event.change_id == change.id]
    for event in gone:
        _add(ticket, SlaEventKind.VOID, actor=actor, now=now, voids_id=event.id, change_id=by.id)
    promise(ticket)
    if any(event.kind is SlaEventKind.ANSWER for event in gone):
        answers = [e for e in rules.standing(queries.sla_events(ticket)) if _is_answer(e)]
        ticket.responded_at = answers[0].at if answers else None


def promise(ticket: Ticket) -> None:
    """Work out anew when an answer and a solution are due; a paused clock has no due.

    What is written first holds the row, so the calendar is read after whoever changed it.
    """
    db.session.flush()
    due = rules.dues(queries.sla_events(ticket), calendar_of(ticket.council_id))
    for field in fields(due):
        setattr(ticket, field.name, getattr(due, field.name))
    db.session.flush()  # the version that undoing needs is that after this


def _is_answer(event: SlaEvent) -> bool:
    return event.kind is SlaEventKind.ANSWER


def _steps(change: TicketStatusChange) -> list[SlaEventKind]:
    """Say what the clock does when a ticket goes from one state to another."""
    was = _halt(change.from_status, change.from_waiting)
    becomes = _halt(change.to_status, change.to_waiting)
    if was is becomes is SlaEventKind.STOP:
        return []  # it stopped when the ticket was resolved
    resumed = [SlaEventKind.RESUME] if was else []
    return [*resumed, becomes] if becomes else resumed


def _halt(status: Status, waiting_for: WaitingFor | None) -> SlaEventKind | None:
    if status in STOPPED:
        return SlaEventKind.STOP
    return SlaEventKind.PAUSE if waiting_for in rules.PAUSING else None


def _targets(ticket: Ticket) -> dict[str, object]:
    """Return what was promised for this priority and category, as an event keeps it."""
    targets = queries.targets_for(ticket)
    return {
        "priority": ticket.priority,
        "respond_minutes": int(targets.respond.total_seconds() // 60),
        "resolve_minutes": int(targets.resolve.total_seconds() // 60),
    }


def _add(
    ticket: Ticket, kind: SlaEventKind, *, actor: Actor, now: datetime, **values: object
) -> SlaEvent:
    event = SlaEvent(ticket_id=ticket.id, at=now, kind=kind, by_id=actor.id, **values)
    event.is_of_guest = permissions.is_guest(actor)
    db.session.add(event)
    return event

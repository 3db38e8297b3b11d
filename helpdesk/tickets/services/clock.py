"""The clock of a ticket: its events are only ever added, its due times are worked out from them."""

from datetime import datetime

from helpdesk.core.working_time import add_working_time
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org.queries import calendar_of
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import SlaEvent, Ticket, TicketStatusChange
from helpdesk.tickets.rules import SlaEventKind, Status

STOPPED = frozenset({Status.RESOLVED, Status.CANCELLED})


def start(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    _add(ticket, SlaEventKind.START, actor=actor, now=now, **_targets(ticket))
    promise(ticket)


def follow(ticket: Ticket, change: TicketStatusChange, *, actor: Actor, now: datetime) -> None:
    """Let the clock do what a move of the ticket asks of it."""
    for kind in _steps(change):
        event = _add(ticket, kind, actor=actor, now=now, change_id=change.id)
        event.waiting_for = change.to_waiting if kind is SlaEventKind.PAUSE else None
    promise(ticket)


def retarget(
    ticket: Ticket, *, change: TicketStatusChange | None, actor: Actor, now: datetime
) -> None:
    """Count anew from the beginning, with other targets and every earlier pause."""
    event = _add(ticket, SlaEventKind.RETARGET, actor=actor, now=now, **_targets(ticket))
    event.change_id = change.id if change else None
    promise(ticket)
    due = ticket.resolution_due_at
    event.is_breach = due is not None and due < now


def forget(change: TicketStatusChange, ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Take back what a move did to the clock."""
    for event in queries.sla_events(ticket):
        if event.change_id == change.id:
            _add(ticket, SlaEventKind.VOID, actor=actor, now=now, voids_id=event.id)
    promise(ticket)


def promise(ticket: Ticket) -> None:
    """Work out anew when an answer and a solution are due; a paused clock has no due."""
    db.session.flush()
    events = queries.sla_events(ticket)
    goal = next(e for e in reversed(rules.standing(events)) if e.kind in _WITH_TARGETS)
    targets, calendar = rules.targets_of(goal), calendar_of(ticket.council_id)
    ticket.response_due_at = add_working_time(ticket.opened_at, targets.respond, calendar)
    due = rules.resolution_due(ticket.opened_at, targets.resolve, calendar, rules.pauses(events))
    ticket.resolution_due_at = due
    ticket.sort_at = due or ticket.sort_at


_WITH_TARGETS = frozenset({SlaEventKind.START, SlaEventKind.RETARGET})


def _steps(change: TicketStatusChange) -> list[SlaEventKind]:
    """Say what the clock does when a ticket goes from one state to another."""
    was_held = change.from_status in STOPPED or change.from_waiting in rules.PAUSING
    if change.to_status is Status.CLOSED:
        return []  # it stopped when the ticket was resolved
    steps = []
    if was_held or change.from_status is Status.CLOSED:
        steps.append(SlaEventKind.RESUME)
    if change.to_status in STOPPED:
        steps.append(SlaEventKind.STOP)
    elif change.to_waiting in rules.PAUSING:
        steps.append(SlaEventKind.PAUSE)
    return steps


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
    db.session.add(event)
    return event

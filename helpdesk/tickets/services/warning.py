"""Telling that the time of a ticket runs out, each step once; the caller commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from helpdesk.core.working_time import WorkingCalendar
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.org.queries import calendar_of
from helpdesk.tickets import queries, rules
from helpdesk.tickets.events import TicketWarned
from helpdesk.tickets.models import SlaEvent, Ticket
from helpdesk.tickets.queries import Clock
from helpdesk.tickets.rules import STEPS, SlaEventKind


def warn(council_id: int, *, now: datetime) -> int:
    """Warn of every clock of a council that passed a step; say of how many.

    Whoever comes a week late notes all that was passed, and tells the last step only. At night
    nobody is told anything: no working time passes either, so the morning is not late.
    """
    calendar = calendar_of(council_id)
    if not rules.is_office_time(now, calendar):
        return 0
    runs = Ticket.status.in_(rules.OPEN), Ticket.resolution_due_at.is_not(None)
    warned = 0
    for batch in queries.clocks(
        Ticket.council_id == council_id, *runs, Ticket.warned_percent < STEPS[-1]
    ):
        warned += sum(_warn(clock, calendar, now=now) for clock in batch)
    return warned


def _warn(clock: Clock, calendar: WorkingCalendar, *, now: datetime) -> bool:
    promise = rules.promise_of(clock.events)
    used = rules.time_used(clock.events[0].at, now, calendar, rules.pauses(clock.events))
    target = rules.targets_of(promise).resolve
    steps = rules.steps_passed(used, target, clock.kept.warned_percent)
    if steps:
        _note(clock.ticket_id, steps, promise, now=now)
        announce(TicketWarned(ticket_id=clock.ticket_id, percent=steps[-1]))
    return bool(steps)


def _note(ticket_id: int, steps: Sequence[int], promise: SlaEvent, *, now: datetime) -> None:
    for step in steps:
        event = SlaEvent(ticket_id=ticket_id, at=now, kind=SlaEventKind.WARN, percent=step)
        event.priority, event.resolve_minutes = promise.priority, promise.resolve_minutes
        db.session.add(event)
    warned = update(Ticket).where(Ticket.id == ticket_id).values(warned_percent=steps[-1])
    db.session.execute(warned)  # no new version: nobody who is typing has anything to read anew

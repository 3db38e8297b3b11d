"""Minutes spent on a ticket; the caller commits."""

from dataclasses import dataclass
from datetime import date, datetime

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket, TimeEntry


@dataclass(frozen=True, slots=True)
class Spent:
    minutes: int
    worked_on: date
    note: str = ""


def add_time(ticket: Ticket, spent: Spent, *, actor: Actor, now: datetime) -> TimeEntry:
    """Note the minutes of whoever says so; nobody writes down another's."""
    entry = TimeEntry(
        ticket_id=ticket.id,
        user_id=actor.id,
        worked_on=spent.worked_on,
        minutes=spent.minutes,
        note=spent.note,
    )
    db.session.add(entry)
    _touched(ticket, now)
    record(actor, "ticket_time.add", entry, {"minutes": [None, spent.minutes]}, at=now)
    return entry


def remove_time(entry: TimeEntry, *, ticket: Ticket, actor: Actor, now: datetime) -> None:
    """Take minutes out of every sum; the row stays, so that they can be brought back."""
    entry.removed_at = now
    _touched(ticket, now)
    record(actor, "ticket_time.remove", entry, {"minutes": [entry.minutes, None]}, at=now)


def restore_time(entry: TimeEntry, *, ticket: Ticket, actor: Actor, now: datetime) -> None:
    entry.removed_at = None
    _touched(ticket, now)
    record(actor, "ticket_time.add", entry, {"minutes": [None, entry.minutes]}, at=now)


def _touched(ticket: Ticket, now: datetime) -> None:
    ticket.last_activity_at = now
    db.session.flush()

"""Minutes that officers spent on a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from helpdesk.infra.db import db, found_or_404
from helpdesk.tickets.models import Ticket, TimeEntry

OF_TICKET = (
    select(TimeEntry)
    .where(TimeEntry.ticket_id == bindparam("ticket_id"), TimeEntry.removed_at.is_(None))
    .options(joinedload(TimeEntry.user))
    .order_by(TimeEntry.worked_on, TimeEntry.id)
)


@dataclass(frozen=True, slots=True)
class Share:
    """What one officer spent on a ticket."""

    officer: str
    minutes: int


@dataclass(frozen=True, slots=True)
class TimeSpent:
    entries: Sequence[TimeEntry]
    shares: Sequence[Share]

    @property
    def minutes(self) -> int:
        return sum(share.minutes for share in self.shares)


def time_spent(ticket: Ticket) -> TimeSpent:
    """Return what was spent on a ticket, oldest first, and how much of it by whom."""
    entries = db.session.scalars(OF_TICKET, {"ticket_id": ticket.id}).all()
    by_officer = groupby(sorted(entries, key=_officer), key=_officer)
    shares = [Share(name, sum(one.minutes for one in own)) for (name, _id), own in by_officer]
    return TimeSpent(entries, shares)


def time_entry_or_404(entry_id: int, *, ticket: Ticket) -> TimeEntry:
    entry = select(TimeEntry).where(TimeEntry.id == entry_id, TimeEntry.ticket_id == ticket.id)
    return found_or_404(entry)


def _officer(entry: TimeEntry) -> tuple[str, int]:
    return entry.user.name, entry.user_id

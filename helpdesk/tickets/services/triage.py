"""Sorting the tickets of the morning in one save; the caller commits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.tickets.models import Team, Ticket
from helpdesk.tickets.services.batches import Outcome, together
from helpdesk.tickets.services.moves import change
from helpdesk.tickets.services.teams import give


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What shall become of one ticket; `seen` is the version that was looked at."""

    ticket: Ticket
    seen: int
    to: User | Team | None
    values: Mapping[str, object]


def settle(rows: Iterable[Settlement], *, actor: Actor, now: datetime) -> Outcome:
    """Settle all rows but those that somebody else changed meanwhile."""
    wanted = list(rows)
    fresh = [row for row in wanted if row.ticket.version == row.seen]
    with together([row.ticket for row in fresh]) as batch:
        for row in fresh:
            _settle(row, actor=actor, now=now)
    moved = [row.ticket for row in wanted if row not in fresh]
    changed = [row.ticket for row in fresh if row.ticket.version != row.seen]
    return Outcome(batch=batch, changed=changed, moved=moved)


def _settle(row: Settlement, *, actor: Actor, now: datetime) -> None:
    if row.to is None:
        change(row.ticket, row.values, reason="", actor=actor, now=now)
    else:
        give(row.ticket, to=row.to, actor=actor, now=now, values=row.values)

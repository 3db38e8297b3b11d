"""Changes of many tickets under one name, by which one press takes them back."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import update

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import Ticket, TicketStatusChange
from helpdesk.tickets.rules import BulkRefusal, Mark
from helpdesk.tickets.services import moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of many tickets; those that `moved` on meanwhile were left alone.

    `worked_on` names who has begun with what was given away, by the key of the ticket.
    """

    batch: str
    changed: Sequence[Ticket]
    moved: Sequence[Ticket] = ()
    worked_on: Mapping[int, str] = field(default_factory=dict)
    refused: Mapping[BulkRefusal, Sequence[Ticket]] = field(default_factory=dict)
    can_be_undone: bool = True


@contextmanager
def together(tickets: Sequence[Ticket], *, of: str = rules.OF_MANY) -> Iterator[str]:
    """Give the changes of this block one name, by which they can be taken back."""
    name, before = f"{of}{secrets.token_hex(8)}", queries.newest_change()
    yield name
    db.session.flush()
    changes = update(TicketStatusChange).where(
        TicketStatusChange.id > before,
        TicketStatusChange.ticket_id.in_([ticket.id for ticket in tickets]),
    )
    db.session.execute(changes.values(batch=name))


def take_back_batch(name: str, *, actor: Actor, now: datetime) -> Outcome:
    """Take back what one press did, but for the tickets that have moved on since."""
    if name in rules.LASTING:
        raise rules.NothingToUndoError
    done = {change.ticket_id: change for change in queries.batch_of(name, actor=actor)}
    last = queries.last_changes(done.keys())
    chosen = queries.chosen(done.keys(), actor=actor)
    tickets = [one for one in chosen if not _is_undone(last[one.id], actor)]
    worked_on = queries.worked_on_since(name, actor=actor)
    still = [one for one in tickets if last[one.id].id == done[one.id].id]
    back = [one for one in still if not (one.id in worked_on and done[one.id].is_handover)]
    if not tickets or not rules.can_undo(done[tickets[0].id].at, now=now):
        raise rules.NothingToUndoError
    for ticket in back:
        moves.take_back(ticket, done[ticket.id], actor=actor, now=now)
    moved = [one for one in tickets if one not in back]
    return Outcome(batch=name, changed=back, moved=moved, worked_on=worked_on)


def _is_undone(last: TicketStatusChange, actor: Actor) -> bool:
    return last.batch == Mark.UNDO and last.by_id == actor.id

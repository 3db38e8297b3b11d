"""Checklists, and ticking them off on a ticket; the caller commits."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import zip_longest

from helpdesk.audit.services import changes_of, record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import Ticket, TicketCheck, TicketChecklist


@dataclass(frozen=True, slots=True)
class ChecklistText:
    """A list in both languages; one item a line, the same number of lines in each."""

    name_sw: str
    name_en: str
    items_sw: str
    items_en: str


def add_checklist(text: ChecklistText, *, actor: Actor) -> TicketChecklist:
    checklist = TicketChecklist(council_id=actor.council_id, is_active=True, **asdict(text))
    db.session.add(checklist)
    db.session.flush()
    record(actor, "ticket_checklist.add", checklist, {"name": [None, text.name_sw]})
    return checklist


def change_checklist(checklist: TicketChecklist, text: ChecklistText, *, actor: Actor) -> None:
    """Word a list anew; what stands on tickets already stays as it was."""
    changes = changes_of(checklist, **asdict(text))
    for name, value in asdict(text).items():
        setattr(checklist, name, value)
    record(actor, "ticket_checklist.change", checklist, changes)
    db.session.flush()


def set_in_use(checklist: TicketChecklist, in_use: bool, *, actor: Actor) -> None:
    """Offer a list to officers, or no longer."""
    changes = changes_of(checklist, is_active=in_use)
    checklist.is_active = in_use
    record(actor, "ticket_checklist.change", checklist, changes)
    db.session.flush()


def put_on(ticket: Ticket, checklist: TicketChecklist, *, actor: Actor, now: datetime) -> int:
    """Put a list on a ticket in today's words, and return the position of its first check."""
    first = max((one.position for one in queries.checks_on(ticket)), default=0) + 1
    swahili, english = checklist.items_sw.splitlines(), checklist.items_en.splitlines()
    pairs = zip_longest(swahili, english, fillvalue="")
    for position, (text_sw, text_en) in enumerate(pairs, start=first):
        check = TicketCheck(ticket_id=ticket.id, position=position)
        check.text_sw, check.text_en = text_sw or text_en, text_en or text_sw
        db.session.add(check)
    ticket.last_activity_at = now
    record(actor, "ticket_checklist.put", checklist, {"ticket": ticket.reference}, at=now)
    db.session.flush()
    return first


def take_off(ticket: Ticket, *, since: int, actor: Actor, now: datetime) -> None:
    """Take a list off again that begins at a position, if nothing of it was done."""
    last = [one for one in queries.checks_on(ticket) if one.position >= since]
    if not last or any(one.done_at for one in last):
        raise rules.NothingToUndoError
    for check in last:
        record(actor, "ticket_check.remove", check, _told(ticket, check), at=now)
        db.session.delete(check)
    ticket.last_activity_at = now
    db.session.flush()


def tick(ticket: Ticket, done: Collection[int], *, actor: Actor, now: datetime) -> None:
    """Note which checks are done; those that were already keep who did them and when."""
    for check in queries.checks_on(ticket):
        is_done = check.id in done
        if is_done == bool(check.done_at):
            continue
        check.done_at = now if is_done else None
        check.done_by_id = actor.id if is_done else None
        act = "ticket_check.tick" if is_done else "ticket_check.untick"
        record(actor, act, check, _told(ticket, check), at=now)
        ticket.last_activity_at = now
    db.session.flush()


def _told(ticket: Ticket, check: TicketCheck) -> dict[str, object]:
    """Name the ticket too, for a check that is taken off again is found nowhere else."""
    return {"check": check.text_sw, "ticket": ticket.reference}

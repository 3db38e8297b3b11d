"""Which tickets have to do with each other; the caller commits."""

from datetime import datetime

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import Ticket, TicketLink
from helpdesk.tickets.services.moves import change


def link(ticket: Ticket, *, other: Ticket, actor: Actor, now: datetime) -> None:
    """Note that two tickets have to do with each other; to say so twice changes nothing."""
    _refuse(rules.link_refusal(ticket, other))
    if other.id == ticket.parent_id or ticket.id == other.parent_id:
        _refuse(rules.MergeRefusal.PART)
    if queries.link_between(ticket, other):
        return
    first, second = sorted((ticket.id, other.id))
    made = TicketLink(ticket_id=first, other_id=second)
    db.session.add(made)
    ticket.last_activity_at = now
    record(actor, "ticket_link.add", made, _named(ticket, other), at=now)
    db.session.flush()


def put_under(ticket: Ticket, *, parent: Ticket, actor: Actor, now: datetime) -> None:
    """Let a ticket hang on the one that it is a part of."""
    ancestors = queries.ancestors(parent)
    _refuse(rules.link_refusal(ticket, parent, ancestors=ancestors))
    _part(ticket, parent, actor=actor, now=now)  # a part says more than that they are related
    change(ticket, {"parent_id": parent.id}, reason="", actor=actor, now=now)


def unlink(ticket: Ticket, *, other: Ticket, actor: Actor, now: datetime) -> None:
    """Part two tickets, whichever way they hang together."""
    if ticket.parent_id == other.id:
        change(ticket, {"parent_id": None}, reason="", actor=actor, now=now)
    _part(ticket, other, actor=actor, now=now)
    db.session.flush()


def _part(ticket: Ticket, other: Ticket, *, actor: Actor, now: datetime) -> None:
    """Take away the note that two tickets are related, where there is one."""
    found = queries.link_between(ticket, other)
    if found:
        db.session.delete(found)
        ticket.last_activity_at = now
        record(actor, "ticket_link.remove", found, _named(ticket, other), at=now)


def _named(ticket: Ticket, other: Ticket) -> dict[str, object]:
    """Say which two; it is no entry of either's own, for their requesters may read those."""
    return {"ticket": ticket.reference, "linked": other.reference}


def _refuse(refusal: rules.MergeRefusal | None) -> None:
    if refusal:
        raise rules.CannotMergeError(refusal)

"""Making one ticket of two, and two of one; the caller commits."""

from datetime import datetime

from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach_copies
from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.tickets import queries, rules
from helpdesk.tickets.events import KindChanged, TicketMerged
from helpdesk.tickets.models import Comment, Ticket
from helpdesk.tickets.rules import Kind
from helpdesk.tickets.services.links import link
from helpdesk.tickets.services.moves import assign, cancel
from helpdesk.tickets.services.opening import Asked, Guest, open_ticket
from helpdesk.tickets.services.outages import undo


def merge(ticket: Ticket, *, into: Ticket, actor: Actor, now: datetime) -> None:
    """Let a duplicate go on as another ticket; `undo` parts them again."""
    refusal = _refusal(ticket, into)
    if refusal:
        raise rules.CannotMergeError(refusal)
    # Two officers who join two tickets crosswise change the same rows, so the second is told.
    into.last_activity_at = now
    cancel(ticket, reason="", actor=actor, now=now, values={"merged_into_id": into.id})
    announce(TicketMerged(ticket_id=ticket.id, into_id=into.id))


def _refusal(ticket: Ticket, into: Ticket) -> rules.MergeRefusal | None:
    """Say why a ticket cannot go on as another; a form would be lost with what was asked on it."""
    has_children = queries.has_children(ticket)
    refusal = rules.merge_refusal(ticket, into, has_children=has_children)
    if refusal is None and queries.is_of_a_kind(ticket):
        return rules.MergeRefusal.HAS_FORM
    return refusal


def uncancel(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Undo a cancelling and nothing else; whoever cancelled may do it."""
    if ticket.status is not rules.Status.CANCELLED:
        raise rules.NothingToUndoError
    undo(ticket, actor=actor, now=now)


def split(comment: Comment, *, subject: str, actor: Actor, now: datetime) -> Ticket:
    """Open a ticket for what one message asks besides, once; the old one keeps the message."""
    if comment.split_into_id is not None:
        raise rules.SplitAlreadyError
    old = comment.ticket
    requester = old.requester or Guest(old.guest_name, old.guest_phone)
    new = open_ticket(_part(comment, subject), requester=requester, actor=actor, now=now)
    if new.kind is Kind.SECURITY_INCIDENT:
        _keep_secret(new, old, actor=actor, now=now)
    files = files_of("comment", [comment.id]).get(comment.id, [])
    attach_copies(files, owner_kind="ticket", owner=new, actor=actor)
    link(new, other=old, actor=actor, now=now)
    comment.split_into = new
    said = {"ticket": old.reference, "split": new.reference}
    record(actor, "ticket.split", comment, said, at=now)
    db.session.flush()
    return new


def _part(comment: Comment, subject: str) -> Asked:
    """Return what a message asks: only what is secret stays of the kind of the whole."""
    old = comment.ticket
    is_secret = old.kind is Kind.SECURITY_INCIDENT
    is_alike = is_secret or not queries.is_of_a_kind(old)
    return Asked(
        subject=subject,
        hardship=old.hardship,
        description=comment.text,
        asset=old.asset,
        category=old.category if is_alike else None,
        kind=Kind.SECURITY_INCIDENT if is_secret else None,
        channel=old.channel,
        happened_at=comment.at,
    )


def _keep_secret(new: Ticket, old: Ticket, *, actor: Actor, now: datetime) -> None:
    """Let whoever handles an incident handle its part, and tell those who may know."""
    if old.assignee is not None:
        assign(new, to=old.assignee, actor=actor, now=now)
    announce(KindChanged(ticket_id=new.id))

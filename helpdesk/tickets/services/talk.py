"""What is said on a ticket; the caller commits."""

from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.tickets.events import TicketReplied
from helpdesk.tickets.models import Comment, Ticket
from helpdesk.tickets.rules import WaitingFor
from helpdesk.tickets.services.moves import resume


def reply(ticket: Ticket, *, text: str, author: User, actor: Actor, now: datetime) -> Comment:
    """Say something that both sides read; an answer ends the wait for the requester."""
    comment = _comment(ticket, text, author=author, now=now, is_internal=False)
    record(actor, "ticket.reply", ticket, at=now)
    if author.id == ticket.requester_id:
        if ticket.waiting_for is WaitingFor.REQUESTER:
            resume(ticket, actor=actor, now=now)
        return comment
    ticket.responded_at = ticket.responded_at or now
    announce(TicketReplied(ticket_id=ticket.id, comment_id=comment.id))
    return comment


def note(ticket: Ticket, *, text: str, author: User, actor: Actor, now: datetime) -> Comment:
    """Write down what only the ICT unit reads."""
    comment = _comment(ticket, text, author=author, now=now, is_internal=True)
    record(actor, "ticket.note", ticket, at=now)
    return comment


def _comment(
    ticket: Ticket, text: str, *, author: User, now: datetime, is_internal: bool
) -> Comment:
    comment = Comment(ticket=ticket, author=author, at=now, is_internal=is_internal, text=text)
    db.session.add(comment)
    ticket.last_activity_at = now
    db.session.flush()
    return comment

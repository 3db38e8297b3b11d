"""What is said on a ticket; the caller commits."""

from datetime import datetime

from sqlalchemy import update

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.tickets import queries, rules
from helpdesk.tickets.events import RequesterReplied, TicketReplied
from helpdesk.tickets.models import Comment, Ticket
from helpdesk.tickets.rules import Status, WaitingFor
from helpdesk.tickets.services import clock
from helpdesk.tickets.services.moves import reopen, resume


def reply(
    ticket: Ticket, *, text: str, author: User | None, actor: Actor, now: datetime
) -> Comment:
    """Say something that both sides read; an answer ends the wait for the requester.

    A guest is no author, for he has no account.
    """
    comment = _comment(ticket, text, author=author, now=now, is_internal=False)
    record(actor, "ticket.reply", ticket, at=now)
    if comment.author_id == ticket.requester_id:
        if not _is_reopened(ticket, actor=actor, now=now):
            announce(RequesterReplied(ticket_id=ticket.id, comment_id=comment.id))
        return comment
    clock.answer(ticket, actor=actor, now=now)
    announce(TicketReplied(ticket_id=ticket.id, comment_id=comment.id))
    return comment


def note(ticket: Ticket, *, text: str, author: User, actor: Actor, now: datetime) -> Comment:
    """Write down what only the ICT unit reads."""
    comment = _comment(ticket, text, author=author, now=now, is_internal=True)
    record(actor, "ticket.note", ticket, at=now)
    return comment


def _is_reopened(ticket: Ticket, *, actor: Actor, now: datetime) -> bool:
    """Let the words of the requester end a wait for them, or open what was closed without them."""
    if ticket.waiting_for is WaitingFor.REQUESTER:
        resume(ticket, actor=actor, now=now)
    is_late = not rules.can_reopen(ticket.status, ticket.closed_at, now=now)
    if ticket.status is not Status.CLOSED or is_late or not queries.was_closed_in_silence(ticket):
        return False
    reopen(ticket, reason="", actor=actor, now=now)
    return True


def _comment(
    ticket: Ticket, text: str, *, author: User | None, now: datetime, is_internal: bool
) -> Comment:
    comment = Comment(ticket=ticket, author=author, at=now, is_internal=is_internal, text=text)
    db.session.add(comment)
    db.session.flush()
    _mark(ticket, last_activity_at=now)
    return comment


def _mark(ticket: Ticket, **moments: datetime) -> None:
    """Note when something was said, and leave the ticket's version as it was.

    What is said and what is done do not undo each other: fifty replies and a move that come at once
    are all kept. Only words to the requester ask first, and once, where somebody else has written
    what their writer could not have read: see forms.talk.
    """
    db.session.execute(update(Ticket).where(Ticket.id == ticket.id).values(**moments))

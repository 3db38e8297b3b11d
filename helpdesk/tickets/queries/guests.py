"""What somebody may read who has not signed in; it starts at what he holds in his hands."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from helpdesk.attachments.models import Attachment
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.tickets.models import Comment, GuestTry, Ticket


def guest_ticket_or_404(ticket_id: int) -> Ticket:
    """Return a guest's ticket to whoever has its secret address."""
    guests = select(Ticket).where(Ticket.id == ticket_id, Ticket.requester_id.is_(None))
    return found_or_404(held(guests, Ticket))


def guest_replies(ticket: Ticket) -> Sequence[Comment]:
    """Return what a guest and the unit said to each other, oldest first, and never a note."""
    return db.session.scalars(
        select(Comment)
        .where(Comment.ticket_id == ticket.id, ~Comment.is_internal)
        .order_by(Comment.at, Comment.id)
    ).all()


def guest_file_or_404(ticket: Ticket, attachment_id: int) -> Attachment:
    """Return a file of what the guest reported, or of what he and the unit said since."""
    said = select(Comment.id).where(Comment.ticket_id == ticket.id, ~Comment.is_internal)
    reported = and_(Attachment.owner_kind == "ticket", Attachment.owner_id == ticket.id)
    answered = and_(Attachment.owner_kind == "comment", Attachment.owner_id.in_(said))
    wanted = select(Attachment).where(Attachment.id == attachment_id)
    return found_or_404(wanted.where(or_(reported, answered)))


def guest_tries(address: str, *, since: datetime) -> int:
    counted = select(func.count()).where(GuestTry.address == address, GuestTry.at > since)
    return db.session.scalar(counted) or 0

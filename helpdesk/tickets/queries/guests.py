"""What somebody may read who has not signed in; it starts at what he holds in his hands."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from helpdesk.infra.db import db, found_or_404
from helpdesk.tickets.models import Comment, GuestTry, Ticket


def guest_ticket_or_404(ticket_id: int) -> Ticket:
    """Return a guest's ticket to whoever has its secret address."""
    return found_or_404(select(Ticket).where(Ticket.id == ticket_id, Ticket.requester_id.is_(None)))


def guest_replies(ticket: Ticket) -> Sequence[Comment]:
    """Return what the unit answered a guest, oldest first, and never a note."""
    return db.session.scalars(
        select(Comment)
        .where(Comment.ticket_id == ticket.id, ~Comment.is_internal)
        .order_by(Comment.at, Comment.id)
    ).all()


def guest_tries(address: str, *, since: datetime) -> int:
    counted = select(func.count()).where(GuestTry.address == address, GuestTry.at > since)
    return db.session.scalar(counted) or 0

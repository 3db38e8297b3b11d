"""What somebody may read who has not signed in; it starts at what he holds in his hands."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

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


def guest_tries(address: str, *, since: datetime) -> int:
    counted = select(func.count()).where(GuestTry.address == address, GuestTry.at > since)
    return db.session.scalar(counted) or 0

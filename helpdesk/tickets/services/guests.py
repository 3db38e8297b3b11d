"""What a guest does; the caller commits."""

from datetime import datetime

from sqlalchemy import delete

from helpdesk.infra.db import db
from helpdesk.tickets.models import GuestTry
from helpdesk.tickets.rules import GUEST_WINDOW


def note_guest_try(address: str, *, now: datetime) -> None:
    """Count a form that was sent, and forget those that no longer count."""
    db.session.execute(delete(GuestTry).where(GuestTry.at <= now - GUEST_WINDOW))
    db.session.add(GuestTry(address=address, at=now))

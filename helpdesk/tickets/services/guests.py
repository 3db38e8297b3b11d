"""What a guest does; the caller commits."""

from datetime import datetime

from sqlalchemy import delete

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets.models import GuestTry
from helpdesk.tickets.rules import GUEST_WINDOW


def a_guest(council_id: int) -> Actor:
    """Return whoever reports without an account: no role, and in the log no name of his own."""
    return Actor(id=None, name="guest", council_id=council_id, roles=frozenset())


def note_guest_try(address: str, *, now: datetime) -> None:
    """Count a form that was sent, and forget those that no longer count."""
    db.session.execute(delete(GuestTry).where(GuestTry.at <= now - GUEST_WINDOW))
    db.session.add(GuestTry(address=address, at=now))

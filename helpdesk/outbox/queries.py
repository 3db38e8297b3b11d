"""What waits in the outbox, and what was given up."""

from sqlalchemy import func, select

from helpdesk.infra.db import db
from helpdesk.outbox.models import Message


def given_up() -> int:
    """Count the messages that were refused too often; somebody must look at them."""
    refused = Message.sent_at.is_(None), Message.next_try_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(Message).where(*refused)) or 0

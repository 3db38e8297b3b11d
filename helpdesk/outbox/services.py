"""Queueing messages and noting what became of them; the caller commits."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from helpdesk.infra.db import db
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import SERVER_AWAY, is_given_up, wait_after

LEASE = timedelta(minutes=10)
BATCH = 20


def queue(*, council_id: int, recipient: str, subject: str, body: str, now: datetime) -> Message:
    """Put a message into the outbox, in the transaction of what it tells.

    Its Message-ID is made once, so that a second delivery can be told from a second message.
    """
    message = Message(
        council_id=council_id,
        message_id=f"<{secrets.token_hex(16)}@helpdesk.invalid>",
        recipient=recipient,
        subject=" ".join(subject.split()),
        body=body,
        queued_at=now,
        next_try_at=now,
        tries=0,
        last_error="",
    )
    db.session.add(message)
    return message


def claim_due(now: datetime) -> Sequence[Message]:
    """Reserve some due messages for the caller alone, for ten minutes."""
    free = or_(Message.claimed_until.is_(None), Message.claimed_until <= now)
    due = (
        select(Message)
        .where(Message.next_try_at <= now, Message.sent_at.is_(None), free)
        .order_by(Message.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    messages = db.session.scalars(due).all()
    for message in messages:
        message.claimed_until = now + LEASE
    return messages


def note_sent(message_id: int, *, now: datetime) -> None:
    message = db.session.get_one(Message, message_id)
    message.sent_at, message.next_try_at, message.claimed_until = now, None, None


def note_failed(message_id: int, error: str, *, now: datetime) -> None:
    """Try again later, or give up and leave the message for the administrator to see."""
    message = db.session.get_one(Message, message_id)
    message.tries += 1
    message.last_error, message.claimed_until = error[:500], None
    message.next_try_at = None if is_given_up(message.tries) else now + wait_after(message.tries)


def put_back(message_ids: Collection[int], *, now: datetime) -> None:
    """Let go of what could not be tried: that the server is away is no fault of a message."""
    claimed = Message.id.in_(message_ids), Message.claimed_until.is_not(None)
    db.session.execute(
        update(Message).where(*claimed).values(claimed_until=None, next_try_at=now + SERVER_AWAY)
    )

"""Queueing messages and noting what became of them; the caller commits."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, true, update

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.outbox import queries
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import (
    SERVER_AWAY,
    Channel,
    NotGivenUpError,
    State,
    is_given_up,
    is_night,
    wait_after,
)

LEASE = timedelta(minutes=10)
BATCH = 20


def queue(
    *,
    council_id: int,
    recipient: str,
    subject: str,
    body: str,
    now: datetime,
    not_before: datetime | None = None,
) -> Message:
    """Put a message into the outbox, in the transaction of what it tells.

    Its Message-ID is made once, so that a second delivery can be told from a second message. What
    is meant for a moment of the day is not sent at night, however late the server comes back.
    """
    message = _message(council_id, recipient, body, now=now, not_before=not_before)
    message.subject = " ".join(subject.split())
    return message


def queue_text(
    *,
    council_id: int,
    number: str,
    text: str,
    now: datetime,
    not_before: datetime | None = None,
) -> Message:
    """Put a text message (SMS) into the outbox."""
    message = _message(council_id, number, text, now=now, not_before=not_before)
    message.channel, message.subject = Channel.SMS, ""
    return message


def _message(
    council_id: int, recipient: str, body: str, *, now: datetime, not_before: datetime | None
) -> Message:
    message = Message(
        council_id=council_id,
        message_id=f"<{secrets.token_hex(16)}@helpdesk.invalid>",
        channel=Channel.EMAIL,
        recipient=recipient,
        body=body,
        queued_at=now,
        next_try_at=not_before or now,
        tries=0,
        last_error="",
        is_for_night=is_night(not_before or now),
    )
    db.session.add(message)
    return message


def claim_due(now: datetime, *, channel: Channel = Channel.EMAIL) -> Sequence[Message]:
    """Reserve some due messages for the caller alone, for ten minutes."""
    free = or_(Message.claimed_until.is_(None), Message.claimed_until <= now)
    in_time = Message.is_for_night if is_night(now) else true()
    due = (
        select(Message)
        .where(Message.channel == channel, Message.sent_at.is_(None), free, in_time)
        .where(Message.next_try_at <= now, Message.withdrawn_at.is_(None))
        .order_by(Message.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    messages = db.session.scalars(due).all()
    for message in messages:
        message.claimed_until = now + LEASE
    return messages


def withdraw(
    about: tuple[str, int], topic: str, *, now: datetime, council_id: int | None = None
) -> None:
    """Keep back what still waits to tell this, for it is over; what is being sent goes on."""
    here = [] if council_id is None else [Message.council_id == council_id]
    free = or_(Message.claimed_until.is_(None), Message.claimed_until <= now)
    waits = Message.sent_at.is_(None), Message.next_try_at.is_not(None), free
    db.session.execute(
        update(Message)
        .where(*queries.telling(about, topic), *here, *waits, Message.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def bring_back(about: tuple[str, int], topic: str, *, withdrawn_at: datetime) -> None:
    """Take back `withdraw` of that moment; what waits goes out when it was to go."""
    kept_back = *queries.telling(about, topic), Message.withdrawn_at == withdrawn_at
    db.session.execute(update(Message).where(*kept_back).values(withdrawn_at=None))


def note_sent(message_id: int, *, now: datetime) -> None:
    message = db.session.get_one(Message, message_id)
    message.sent_at, message.next_try_at, message.claimed_until = now, None, None


def note_failed(message_id: int, error: str, *, now: datetime, is_final: bool = False) -> None:
    """Try again later, or give up and leave the message for the administrator to see."""
    message = db.session.get_one(Message, message_id)
    message.tries += 1
    message.last_error, message.claimed_until = error[:500], None
    wait = wait_after(message.tries, spread=message.id)
    message.next_try_at = None if is_final or is_given_up(message.tries) else now + wait


def note_returned(message: Message, reason: str, *, now: datetime) -> None:
    """Note what a mail server found out later: it was sent, and could not be delivered."""
    message.returned_at = message.returned_at or now
    message.last_error = reason[:500]


def put_back(message_ids: Collection[int], *, now: datetime) -> None:
    """Let go of what could not be tried: that the server is away is no fault of a message."""
    claimed = Message.id.in_(message_ids), Message.claimed_until.is_not(None)
    db.session.execute(
        update(Message).where(*claimed).values(claimed_until=None, next_try_at=now + SERVER_AWAY)
    )


def try_again(message: Message, *, actor: Actor, now: datetime) -> None:
    """Send once more what was given up; refused again, it is given up again."""
    if message.state is not State.GIVEN_UP:
        raise NotGivenUpError
    message.next_try_at, message.claimed_until = now, None
    record(actor, "message.retry", message, {"state": [State.GIVEN_UP, State.WAITING]}, at=now)

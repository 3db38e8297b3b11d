"""What waits in the outbox, what was sent, and what was given up."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from helpdesk.audit.queries import hidden, is_hidden, subject_names
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import State

STAYED = (Message.sent_at.is_(None), Message.withdrawn_at.is_(None))
STATES: dict[State, tuple[ColumnElement[bool], ...]] = {
    State.GIVEN_UP: (*STAYED, Message.next_try_at.is_(None)),
    State.WAITING: (*STAYED, Message.next_try_at.is_not(None)),
    State.SENT: (Message.sent_at.is_not(None), Message.returned_at.is_(None)),
    State.RETURNED: (Message.sent_at.is_not(None), Message.returned_at.is_not(None)),
    State.WITHDRAWN: (Message.sent_at.is_(None), Message.withdrawn_at.is_not(None)),
}


def visible_to(actor: Actor) -> Select[Message]:
    """All of the council, but what tells of something that the actor may not know of."""
    return select(Message).where(Message.council_id == actor.council_id, ~_tells_secrets(actor))


@hidden("message")
def _hidden_from(actor: Actor) -> Select[Any]:
    return select(Message.id).where(_tells_secrets(actor))


def _tells_secrets(actor: Actor) -> ColumnElement[bool]:
    return is_hidden(actor, Message.about_type, Message.about_id, but="message")


def messages(actor: Actor, state: State) -> Select[Message]:
    return visible_to(actor).where(*STATES[state])


def counts(actor: Actor) -> dict[State, int]:
    """Count the messages of every state in one statement."""
    columns = [func.count().filter(*which).label(state) for state, which in STATES.items()]
    counted = visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    row = db.session.execute(counted).one()
    return dict(zip(STATES, row, strict=True))


def message_or_404(message_id: int, *, actor: Actor) -> Message:
    return found_or_404(held(visible_to(actor).where(Message.id == message_id), Message))


def given_up() -> int:
    """Count the messages that were refused too often; somebody must look at them."""
    refused = select(func.count()).select_from(Message).where(*STATES[State.GIVEN_UP])
    return db.session.scalar(refused) or 0


def sent_as(message_ids: Collection[str], *, council_id: int) -> Sequence[Message]:
    """Return our own e-mails with these Message-IDs, the newest first."""
    ours = Message.council_id == council_id, Message.message_id.in_(message_ids)
    return db.session.scalars(select(Message).where(*ours).order_by(Message.id.desc())).all()


@subject_names("message")
def recipients(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(select(Message.id, Message.recipient).where(Message.id.in_(ids)))
    return {row.id: row.recipient for row in rows}


def telling(about: tuple[str, int], topic: str) -> tuple[ColumnElement[bool], ...]:
    """Choose what tells of a thing under a topic, or under one of those within it."""
    within = Message.topic.startswith(f"{topic}/", autoescape=True)
    of_topic = or_(Message.topic == topic, within)
    return Message.about_type == about[0], Message.about_id == about[1], of_topic


def was_sent(about: tuple[str, int], topic: str) -> bool:
    """Tell whether a message of this has left, so that it cannot be kept back any more."""
    sent = select(Message.id).where(*telling(about, topic), Message.sent_at.is_not(None))
    return db.session.scalar(select(sent.exists())) is True

"""Tables of messages to be sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.infra.db import Model
from helpdesk.outbox.rules import Channel, State


class Message(Model):
    """An e-mail or a text message; `claimed_until` is set while somebody sends it."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    message_id: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[Channel] = mapped_column(default=Channel.EMAIL, server_default="email")
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    claimed_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")

    @property
    def state(self) -> State:
        if self.sent_at is not None:
            return State.SENT
        return State.GIVEN_UP if self.next_try_at is None else State.WAITING

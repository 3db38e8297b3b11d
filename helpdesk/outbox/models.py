"""Tables of messages to be sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, true
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.infra.db import Model
from helpdesk.outbox.rules import Channel, State


class Message(Model):
    """An e-mail or a text message; `claimed_until` is set while somebody sends it.

    `about_type` and `about_id` say what an answer to it belongs to. `returned_at` is set when a
    mail server said later that it could not be delivered, `withdrawn_at` when its news was over
    before it went out; `topic` tells the news about one thing apart.
    """

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
    is_for_night: Mapped[bool] = mapped_column(default=True, server_default=true())
    about_type: Mapped[str] = mapped_column(default="", server_default="")
    about_id: Mapped[int | None]
    topic: Mapped[str] = mapped_column(default="", server_default="")
    returned_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    @property
    def state(self) -> State:
        if self.sent_at is not None:
            return State.RETURNED if self.returned_at else State.SENT
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        return State.GIVEN_UP if self.next_try_at is None else State.WAITING

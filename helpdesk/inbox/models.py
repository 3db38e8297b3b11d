"""Tables of e-mail that came in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.inbox.rules import Reason, State
from helpdesk.infra.db import Model, Versioned
from helpdesk.tickets.models import Comment, Ticket


class InboundMail(Versioned, Model):
    """A mail as it claims to be, once: `fingerprint` knows it again, however often it is fetched.

    The mail itself is kept as a file of this row; of one that was not taken, its beginning.
    """

    __tablename__ = "inbound_mail"
    __table_args__ = (
        UniqueConstraint("council_id", "fingerprint"),
        Index("ix_inbound_mail_list", "council_id", "state", "received_at"),
        Index("ix_inbound_mail_sender", "council_id", "sender", "received_at"),
        Index("ix_inbound_mail_thread", "council_id", "message_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    fingerprint: Mapped[str]
    message_id: Mapped[str]
    received_at: Mapped[datetime]
    size: Mapped[int]
    sender: Mapped[str]
    sender_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[State]
    reason: Mapped[Reason | None]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]

    ticket: Mapped[Ticket | None] = relationship()
    comment: Mapped[Comment | None] = relationship()
    decided_by: Mapped[User | None] = relationship()

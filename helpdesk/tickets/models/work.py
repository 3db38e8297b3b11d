"""What officers keep beside a ticket: ready answers, checks, minutes, links, letters to others."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.tickets.models.ticket import Ticket


class CannedAnswer(Versioned, Model):
    """An answer kept ready in both languages; its placeholders are those of rules.PLACEHOLDERS."""

    __tablename__ = "canned_answer"
    __table_args__ = (UniqueConstraint("council_id", "title_sw"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    title_sw: Mapped[str]
    title_en: Mapped[str]
    text_sw: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())


class TicketChecklist(Versioned, Model):
    """A list of checks that can be put on a ticket; one item a line in each language."""

    __tablename__ = "ticket_checklist"
    __table_args__ = (UniqueConstraint("council_id", "name_sw"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    name_sw: Mapped[str]
    name_en: Mapped[str]
    items_sw: Mapped[str] = mapped_column(Text)
    items_en: Mapped[str] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())


class TicketCheck(Model):
    """One item of a checklist on a ticket, worded as it was when it was put there."""

    __tablename__ = "ticket_check"
    __table_args__ = (UniqueConstraint("ticket_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    text_sw: Mapped[str]
    text_en: Mapped[str]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    done_by: Mapped[User | None] = relationship()


class TimeEntry(Model):
    """Minutes that somebody spent on a ticket; those removed by mistake can be brought back."""

    __tablename__ = "ticket_time"
    __table_args__ = (CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    worked_on: Mapped[date]
    minutes: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class TicketLink(Model):
    """Two tickets that have to do with each other; the older one comes first."""

    __tablename__ = "ticket_link"
    __table_args__ = (CheckConstraint("ticket_id < other_id", name="order"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True, index=True)

    ticket: Mapped[Ticket] = relationship(foreign_keys=ticket_id)
    other: Mapped[Ticket] = relationship(foreign_keys=other_id)

    @property
    def id(self) -> int:
        """Name it in the log, by the older of the two."""
        return self.ticket_id


class Escalation(Versioned, Model):
    """A ticket sent on to somebody outside, with their reference and a clock of its own."""

    __tablename__ = "escalation"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    sent_to: Mapped[str]
    their_reference: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    chase_on: Mapped[date]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")

    ticket: Mapped[Ticket] = relationship()
    sent_by: Mapped[User] = relationship()


class OutageUpdate(Model):
    """What was told to everybody whom an outage hits; all else on its ticket is between two."""

    __tablename__ = "outage_update"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)


class SavedView(Versioned, Model):
    """Filters of the queue under a name; a shared one is offered to the whole unit."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]
    query: Mapped[str]
    is_shared: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())

    owner: Mapped[User] = relationship()


class Satisfaction(Model):
    """How content the requester was with the solution, from 1 to 5."""

    __tablename__ = "satisfaction"
    __table_args__ = (CheckConstraint("score BETWEEN 1 AND 5", name="score"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    score: Mapped[int] = mapped_column(SmallInteger)
    comment: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]

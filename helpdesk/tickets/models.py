"""Tables of tickets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.equipment.models import Asset
from helpdesk.infra.db import Model, Versioned
from helpdesk.org.models import Department, Location
from helpdesk.tickets.rules import Cause, Hardship, Kind, Priority, Status, WaitingFor


class Category(Model):
    __tablename__ = "ticket_category"
    __table_args__ = (UniqueConstraint("council_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[str]
    kind: Mapped[Kind]
    name_sw: Mapped[str]
    name_en: Mapped[str]


class Ticket(Versioned, Model):
    """What somebody asked for. Department and place are frozen as they were when it was opened.

    `resolution_due_at` is NULL while the clock is paused; `sort_at` then keeps its place in the
    queue, so that a list is sorted by a column that is never NULL.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("council_id", "reference"),
        CheckConstraint("impact BETWEEN 1 AND 3", name="impact"),
        CheckConstraint("urgency BETWEEN 1 AND 3", name="urgency"),
        CheckConstraint("(status = 'waiting') = (waiting_for IS NOT NULL)", name="waiting"),
        Index("ix_ticket_queue", "council_id", "status", "sort_at"),
        Index("ix_ticket_council_opened", "council_id", "opened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    reference: Mapped[str]
    kind: Mapped[Kind] = mapped_column(default=Kind.INCIDENT)
    subject: Mapped[str]
    description: Mapped[str] = mapped_column(Text, default="")
    hardship: Mapped[Hardship]
    impact: Mapped[int] = mapped_column(SmallInteger)
    urgency: Mapped[int] = mapped_column(SmallInteger)
    priority: Mapped[Priority]
    status: Mapped[Status] = mapped_column(default=Status.NEW)
    waiting_for: Mapped[WaitingFor | None]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_category.id"), index=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("asset.id"), index=True)
    at_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    at_location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"))
    opened_at: Mapped[datetime]
    response_due_at: Mapped[datetime]
    responded_at: Mapped[datetime | None]
    resolution_due_at: Mapped[datetime | None]
    sort_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    cause: Mapped[Cause | None]
    resolution: Mapped[str] = mapped_column(Text, default="")
    reopened: Mapped[int] = mapped_column(default=0)
    last_activity_at: Mapped[datetime]
    search_text: Mapped[str] = mapped_column(Text, default="")

    category: Mapped[Category | None] = relationship()
    requester: Mapped[User] = relationship(foreign_keys=requester_id)
    assignee: Mapped[User | None] = relationship(foreign_keys=assignee_id)
    asset: Mapped[Asset | None] = relationship()
    at_department: Mapped[Department | None] = relationship()
    at_location: Mapped[Location | None] = relationship()


class Comment(Model):
    """A reply that the requester sees, or an internal note that he never sees."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    is_internal: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)

    ticket: Mapped[Ticket] = relationship()
    author: Mapped[User] = relationship()


class TicketStatusChange(Model):
    """One move, with all that its undoing needs; rows are only ever added."""

    __tablename__ = "ticket_status_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    from_status: Mapped[Status]
    to_status: Mapped[Status]
    from_waiting: Mapped[WaitingFor | None]
    to_waiting: Mapped[WaitingFor | None]
    from_assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    to_assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    by: Mapped[User | None] = relationship(foreign_keys=by_id)
    to_assignee: Mapped[User | None] = relationship(foreign_keys=to_assignee_id)


class Pause(Model):
    """A time in which the clock of a ticket stood still."""

    __tablename__ = "ticket_pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    waiting_for: Mapped[WaitingFor | None]

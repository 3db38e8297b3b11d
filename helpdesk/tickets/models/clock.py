"""What the clock of a ticket went through, and the times that are promised."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.tickets.models.ticket import Category
from helpdesk.tickets.rules import Priority, SlaEventKind, Targets, WaitingFor


class SlaEvent(Model):
    """One thing that happened to the clock; rows are only ever added.

    `start` and `retarget` carry the priority and the targets in working minutes, `pause` what is
    waited for, `warn` the percentage and of which target; `void` takes back the event that it
    names, as undo does. `answer` and `stop` keep what was due then, for what has ended is judged
    by the calendar of its day; for the same reason these two keep in `used_seconds` the working
    time that it took, and `resume` that of the pause. `change_id` is the move that brought it
    about.
    """

    __tablename__ = "sla_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[SlaEventKind]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    is_of_guest: Mapped[bool] = mapped_column(default=False, server_default=false())
    waiting_for: Mapped[WaitingFor | None]
    priority: Mapped[Priority | None]
    respond_minutes: Mapped[int | None]
    resolve_minutes: Mapped[int | None]
    percent: Mapped[int | None] = mapped_column(SmallInteger)
    is_breach: Mapped[bool | None]
    response_due_at: Mapped[datetime | None]
    resolution_due_at: Mapped[datetime | None]
    used_seconds: Mapped[int | None]
    voids_id: Mapped[int | None] = mapped_column(ForeignKey("sla_event.id"))
    change_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_status_change.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    by: Mapped[User | None] = relationship()


class SlaTarget(Versioned, Model):
    """The promise of a council for a priority; with a category, for that category alone."""

    __tablename__ = "sla_target"
    __table_args__ = (
        UniqueConstraint("council_id", "priority", "category_id"),
        CheckConstraint("respond_minutes BETWEEN 1 AND resolve_minutes", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    priority: Mapped[Priority]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_category.id"))
    respond_minutes: Mapped[int]
    resolve_minutes: Mapped[int]

    category: Mapped[Category | None] = relationship()

    @property
    def targets(self) -> Targets:
        return Targets(
            timedelta(minutes=self.respond_minutes), timedelta(minutes=self.resolve_minutes)
        )

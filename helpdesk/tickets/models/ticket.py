"""Tickets, what is said on them and every change of them."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.equipment.models import Asset
from helpdesk.infra import trigrams
from helpdesk.infra.db import Model, Versioned
from helpdesk.org.models import Department, Location
from helpdesk.systems.models import System
from helpdesk.tickets.models.teams import Team
from helpdesk.tickets.rules import (
    Cause,
    Channel,
    Hardship,
    Kind,
    Mark,
    Priority,
    Status,
    WaitingFor,
)


class Category(Model):
    __tablename__ = "ticket_category"
    __table_args__ = (UniqueConstraint("council_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[str]
    kind: Mapped[Kind]
    name_sw: Mapped[str]
    name_en: Mapped[str]
    keywords: Mapped[str] = mapped_column(Text, default="", server_default="")


class Ticket(Versioned, Model):
    """What somebody asked for. Department and place are frozen as they were when it was opened.

    `resolution_due_at` is NULL while the clock is paused; `sort_at` then keeps its place in the
    queue, so that a list is sorted by a column that is never NULL. A guest, who reported from a
    label, has a name instead of an account. `happened_at` is set where a paper was typed in later,
    `entered_by` where somebody else typed it. A child of an outage points to it by `parent_id`.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("council_id", "reference"),
        CheckConstraint("impact BETWEEN 1 AND 3", name="impact"),
        CheckConstraint("urgency BETWEEN 1 AND 3", name="urgency"),
        CheckConstraint("(status = 'waiting') = (waiting_for IS NOT NULL)", name="waiting"),
        CheckConstraint("requester_id IS NOT NULL OR guest_name <> ''", name="requester"),
        Index("ix_ticket_queue", "council_id", "status", "sort_at"),
        Index("ix_ticket_council_opened", "council_id", "opened_at"),
        # The newest of a person, a device or a system are found without reading the council's.
        Index("ix_ticket_requester_opened", "requester_id", "opened_at"),
        Index("ix_ticket_asset_opened", "asset_id", "opened_at"),
        Index("ix_ticket_system_opened", "system_id", "opened_at"),
        # The few security incidents, which the log leaves out for those who may not know of them.
        Index("ix_ticket_kind", "council_id", "kind"),
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
    channel: Mapped[Channel] = mapped_column(default=Channel.WEB, server_default="web")
    requester_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    guest_name: Mapped[str] = mapped_column(default="", server_default="")
    guest_phone: Mapped[str] = mapped_column(default="", server_default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    is_outage: Mapped[bool] = mapped_column(default=False, server_default=false())
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("asset.id"))
    system_id: Mapped[int | None] = mapped_column(ForeignKey("system.id"))
    at_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    at_location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"))
    opened_at: Mapped[datetime]
    happened_at: Mapped[datetime | None]
    priority_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    warned_percent: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
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
    requester: Mapped[User | None] = relationship(foreign_keys=requester_id)
    entered_by: Mapped[User | None] = relationship(foreign_keys=entered_by_id)
    team: Mapped[Team | None] = relationship()
    parent: Mapped["Ticket | None"] = relationship(remote_side="Ticket.id", foreign_keys=parent_id)
    merged_into: Mapped["Ticket | None"] = relationship(
        remote_side="Ticket.id", foreign_keys=merged_into_id
    )
    assignee: Mapped[User | None] = relationship(foreign_keys=assignee_id)
    asset: Mapped[Asset | None] = relationship()
    system: Mapped[System | None] = relationship()
    at_department: Mapped[Department | None] = relationship()
    at_location: Mapped[Location | None] = relationship()

    @property
    def requester_name(self) -> str:
        return self.requester.name if self.requester else self.guest_name

    @property
    def requester_phone(self) -> str:
        return self.requester.phone if self.requester else self.guest_phone


trigrams.index(Ticket.search_text)


class Comment(Model):
    """A reply that the requester sees, or an internal note that he never sees.

    `split_into` is the ticket that was made of it, where it asked for something besides. What a
    guest says has no author.
    """

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    is_internal: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    split_into_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))

    ticket: Mapped[Ticket] = relationship(foreign_keys=[ticket_id])
    author: Mapped[User | None] = relationship()
    split_into: Mapped[Ticket | None] = relationship(foreign_keys=[split_into_id])

    @property
    def author_name(self) -> str:
        return self.author.name if self.author else self.ticket.requester_name


class TicketStatusChange(Model):
    """One change, with all that its undoing needs; rows are only ever added.

    `fields` holds what else changed as JSON, {"priority": ["P3", "P1"]}; the changes of one press
    of a button on many tickets share a `batch`.
    """

    __tablename__ = "ticket_status_change"
    __table_args__ = (Index("ix_ticket_status_change_by_at", "by_id", "at"),)

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
    fields: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    batch: Mapped[str | None] = mapped_column(index=True)

    by: Mapped[User | None] = relationship(foreign_keys=by_id)
    to_assignee: Mapped[User | None] = relationship(foreign_keys=to_assignee_id)

    @property
    def is_merge(self) -> bool:
        return self.to_status is Status.CANCELLED and "merged_into_id" in self.fields

    @property
    def is_handover(self) -> bool:
        """Tell whether it gave the ticket to somebody else, or to a team."""
        is_to_another = self.to_assignee_id not in (None, self.from_assignee_id, self.by_id)
        return is_to_another or '"team_id"' in self.fields

    @property
    def is_of_guest(self) -> bool:
        return self.batch == Mark.GUEST

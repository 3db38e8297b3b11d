"""Papers of hand-overs, and what holders say of the devices in their hands."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.custody.rules import LENT, Answer, Kind
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import GONE, Condition, Status
from helpdesk.infra.db import Model, Versioned
from helpdesk.org.models import Council, Department, Location
from helpdesk.tickets.models import Ticket
from helpdesk.vendors.models import Vendor


class Handover(Versioned, Model):
    """One paper; what it says is never changed, only the receiver's answer comes to it.

    `giver` is who had the devices in hands, where that was one person. `reminded_at` is set when
    it was said that they should have come back.
    """

    __tablename__ = "handover"
    __table_args__ = (
        UniqueConstraint("council_id", "number"),
        CheckConstraint("kind NOT IN ('loan', 'repair_bench') OR due_on IS NOT NULL", name="due"),
        Index("ix_handover_council_at", "council_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    number: Mapped[str]
    kind: Mapped[Kind]
    at: Mapped[datetime]
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    carried_by: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    handed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    answer: Mapped[Answer]
    answered_at: Mapped[datetime | None]
    answer_note: Mapped[str] = mapped_column(Text, default="")
    reminded_at: Mapped[datetime | None]

    council: Mapped[Council] = relationship()
    giver: Mapped[User | None] = relationship(foreign_keys=[giver_id])
    receiver: Mapped[User | None] = relationship(foreign_keys=[receiver_id])
    handed_by: Mapped[User] = relationship(foreign_keys=[handed_by_id])
    location: Mapped[Location] = relationship()
    department: Mapped[Department] = relationship()
    workshop: Mapped[Vendor | None] = relationship()
    lines: Mapped[list["HandoverLine"]] = relationship(
        back_populates="handover", order_by="HandoverLine.id"
    )

    @property
    def given_by(self) -> str:
        """Name who hands it over: its holder, the office, or the workshop that it comes from."""
        if self.workshop is not None and self.kind is Kind.RETURN:
            return self.workshop.name
        return (self.giver or self.handed_by).name

    @property
    def taken_by(self) -> str:
        if self.workshop is not None and self.kind is Kind.REPAIR_BENCH:
            return self.workshop.name
        return (self.receiver or self.handed_by).name

    def confirmed_at(self, person: User) -> datetime | None:
        """Return when somebody stood by it in the program: by making it, or by accepting it."""
        if person.id == self.handed_by_id:
            return self.at
        accepted = self.answer is Answer.ACCEPTED and person.id == self.receiver_id
        return self.answered_at if accepted else None

    @property
    def is_out(self) -> bool:
        """Tell whether something of it has still to come back."""
        return any(line.is_out for line in self.lines)


class HandoverLine(Model):
    """A device on a paper, as it was; what left the books comes back no more."""

    __tablename__ = "handover_line"
    __table_args__ = (UniqueConstraint("handover_id", "asset_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), index=True)
    condition: Mapped[Condition]
    accessories: Mapped[str] = mapped_column(default="")
    from_status: Mapped[Status]
    from_custodian_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    from_location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    from_department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    returned_at: Mapped[datetime | None]

    handover: Mapped[Handover] = relationship(back_populates="lines")
    asset: Mapped[Asset] = relationship()
    from_custodian: Mapped[User | None] = relationship()

    @property
    def is_out(self) -> bool:
        is_awaited = self.handover.kind in LENT and self.returned_at is None
        return is_awaited and self.asset.status not in GONE


class HoldingConfirmed(Model):
    """Somebody said in a fiscal year that he holds a device."""

    __tablename__ = "holding_confirmed"
    __table_args__ = (UniqueConstraint("asset_id", "user_id", "fiscal_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"))
    fiscal_year: Mapped[str]
    at: Mapped[datetime]


class HoldingDenied(Model):
    """Somebody said that a device is not his; the request is where that is cleared up."""

    __tablename__ = "holding_denied"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), index=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    at: Mapped[datetime]

    ticket: Mapped[Ticket] = relationship()


class Clearance(Model):
    """A certificate that somebody held no equipment on that day; never changed afterwards."""

    __tablename__ = "clearance"
    __table_args__ = (UniqueConstraint("council_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    number: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    by: Mapped[User] = relationship(foreign_keys=[by_id])

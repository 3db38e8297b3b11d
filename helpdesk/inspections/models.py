"""Tables of inspections; what was asked is copied, so that no later checklist changes them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.checklists.models import ByChecklist, Finding
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition
from helpdesk.infra.db import Model, Versioned
from helpdesk.tickets.models import Ticket


class Inspection(ByChecklist, Model):
    """Somebody looked at a device; rows are only ever added."""

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("council_id", "reference"),
        Index("ix_inspection_asset_at", "asset_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    reference: Mapped[str]
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"))
    template_id: Mapped[int] = mapped_column(ForeignKey("checklist_template.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    condition_before: Mapped[Condition]
    condition: Mapped[Condition]
    score: Mapped[int | None] = mapped_column(SmallInteger)
    faults: Mapped[int] = mapped_column(SmallInteger)
    note: Mapped[str] = mapped_column(Text, default="")

    asset: Mapped[Asset] = relationship()
    by: Mapped[User] = relationship()
    results: Mapped[list["InspectionResult"]] = relationship(order_by="InspectionResult.seq")


class InspectionResult(Finding, Model):
    """One item as it was asked, with its limits, and what was found."""

    __tablename__ = "inspection_result"
    __table_args__ = (UniqueConstraint("inspection_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    follow_up: Mapped["InspectionFollowUp | None"] = relationship(back_populates="result")


class InspectionFollowUp(Model):
    """The one request that a fault led to."""

    __tablename__ = "inspection_follow_up"
    __table_args__ = (UniqueConstraint("result_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("inspection_result.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)

    result: Mapped[InspectionResult] = relationship(back_populates="follow_up")
    ticket: Mapped[Ticket] = relationship()


class InspectionIntervals(Versioned, Model):
    """After how many months a device is inspected again, by how many stop when it stops."""

    __tablename__ = "inspection_intervals"
    __table_args__ = (
        CheckConstraint("service BETWEEN 1 AND 60", name="service"),
        CheckConstraint("department BETWEEN 1 AND 60", name="department"),
        CheckConstraint("person BETWEEN 1 AND 60", name="person"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), primary_key=True)
    service: Mapped[int] = mapped_column(SmallInteger)
    department: Mapped[int] = mapped_column(SmallInteger)
    person: Mapped[int] = mapped_column(SmallInteger)

    @property
    def id(self) -> int:
        return self.council_id

    @property
    def months(self) -> dict[int, int]:
        """Return the months by criticality."""
        return {1: self.service, 2: self.department, 3: self.person}

"""Tables of what follows a repair; a job taken up again is tested and signed off anew."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.checklists.models import ByChecklist, Finding
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY
from helpdesk.repairs.rules import State, Verdict
from helpdesk.vendors.models import Vendor
from helpdesk.workorders.models import CostLine, WorkOrder


class OutsideJob(Versioned, Model):
    """A device in an outside workshop, for a repair of ours: asked, quoted, approved, back, paid.

    `warranty_ends_on` is the last day on which the workshop mends the same fault for nothing.
    """

    __tablename__ = "outside_job"
    __table_args__ = (
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="decider"),
        CheckConstraint("is_approved IS NULL OR quoted IS NOT NULL", name="quoted"),
        CheckConstraint("(billed IS NULL) OR is_approved", name="billed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"))
    sent_on: Mapped[date]
    wanted: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    quoted: Mapped[Decimal | None] = mapped_column(MONEY)
    quotation_number: Mapped[str] = mapped_column(default="")
    is_approved: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(Text, default="")
    back_on: Mapped[date | None]
    billed: Mapped[Decimal | None] = mapped_column(MONEY)
    invoice_number: Mapped[str] = mapped_column(default="")
    why_more: Mapped[str] = mapped_column(Text, default="")
    cost_line_id: Mapped[int | None] = mapped_column(
        ForeignKey("cost_line.id", ondelete="SET NULL")
    )
    warranty_ends_on: Mapped[date | None]

    work_order: Mapped[WorkOrder] = relationship()
    vendor: Mapped[Vendor] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    cost_line: Mapped[CostLine | None] = relationship()

    @property
    def state(self) -> State:
        if self.back_on:
            return State.BACK
        if self.is_approved is not None:
            return State.APPROVED if self.is_approved else State.REFUSED
        return State.SENT if self.quoted is None else State.QUOTED


class RepairTest(ByChecklist, Model):
    """A device tested after a repair; `attempt` counts how often the job was taken up again."""

    __tablename__ = "repair_test"
    __table_args__ = (UniqueConstraint("work_order_id", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"))
    attempt: Mapped[int] = mapped_column(SmallInteger)
    template_id: Mapped[int] = mapped_column(ForeignKey("checklist_template.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    has_passed: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")

    by: Mapped[User] = relationship()
    results: Mapped[list["RepairTestResult"]] = relationship(order_by="RepairTestResult.seq")


class RepairTestResult(Finding, Model):
    """One item as it was asked, with its limits, and what was found."""

    __tablename__ = "repair_test_result"
    __table_args__ = (UniqueConstraint("test_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    test_id: Mapped[int] = mapped_column(ForeignKey("repair_test.id"))


class SignOff(Model):
    """What whoever uses the device said of the repair; `signer` where an officer wrote it down."""

    __tablename__ = "sign_off"
    __table_args__ = (
        UniqueConstraint("work_order_id", "attempt"),
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating"),
        CheckConstraint("verdict = 'satisfied' OR remark <> ''", name="remark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"))
    attempt: Mapped[int] = mapped_column(SmallInteger)
    verdict: Mapped[Verdict]
    remark: Mapped[str] = mapped_column(Text, default="")
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    signer: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    by: Mapped[User] = relationship()

"""Tables of the repair log."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.equipment.models import Asset, AssetCategory
from helpdesk.equipment.rules import Status as AssetStatus
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY, QUANTITY
from helpdesk.org.models import Department, Location
from helpdesk.stock.models import Part, StockMovement
from helpdesk.tickets.models import Ticket
from helpdesk.workorders.rules import (
    CauseCode,
    CostKind,
    Costs,
    HoldReason,
    Kind,
    Problem,
    Remedy,
    Result,
    Status,
)


class WorkOrder(Versioned, Model):
    """One job on one device. The `at_…` columns keep where it was and who held it then.

    The device stood still from `down_from` to `up_at`, when it worked again or was given up.
    Costs are sums of the lines, kept here by the service that adds them; `last_activity_at` moves
    with every line too, so that a page from before it is stale. `reopened` counts how often the
    job was thought finished and was not.
    """

    __tablename__ = "work_order"
    __table_args__ = (
        UniqueConstraint("council_id", "reference"),
        CheckConstraint(
            "down_from IS NULL OR up_at IS NULL OR down_from <= up_at", name="downtime"
        ),
        CheckConstraint("(status = 'on_hold') = (hold_reason IS NOT NULL)", name="hold"),
        CheckConstraint(
            "(status IN ('done', 'verified', 'closed')) = (done_at IS NOT NULL)", name="done"
        ),
        CheckConstraint("done_at IS NULL OR result IS NOT NULL", name="result"),
        Index("ix_work_order_done", "council_id", "done_at"),
        Index("ix_work_order_opened", "council_id", "opened_at"),
        Index("ix_work_order_asset_opened", "asset_id", "opened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    reference: Mapped[str]
    kind: Mapped[Kind] = mapped_column(default=Kind.CORRECTIVE)
    status: Mapped[Status]
    hold_reason: Mapped[HoldReason | None]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"))
    technician_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    reported_at: Mapped[datetime]
    opened_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    down_from: Mapped[datetime | None]
    up_at: Mapped[datetime | None]
    problem: Mapped[Problem]
    cause: Mapped[CauseCode]
    remedy: Mapped[Remedy]
    description: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[Result | None]
    next_step: Mapped[str] = mapped_column(Text, default="")
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    at_asset_tag: Mapped[str]
    at_asset_status: Mapped[AssetStatus]
    at_category_id: Mapped[int] = mapped_column(ForeignKey("asset_category.id"))
    at_department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    at_location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    at_custodian_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    labour_cost: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0))
    parts_cost: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0))
    vendor_cost: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0))
    other_cost: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0))
    reopened: Mapped[int] = mapped_column(default=0, server_default="0")
    last_activity_at: Mapped[datetime]
    search_text: Mapped[str] = mapped_column(Text, default="")

    asset: Mapped[Asset] = relationship()
    ticket: Mapped[Ticket | None] = relationship()
    technician: Mapped[User] = relationship(foreign_keys=technician_id)
    at_category: Mapped[AssetCategory] = relationship()
    at_department: Mapped[Department] = relationship()
    at_location: Mapped[Location] = relationship()
    at_custodian: Mapped[User | None] = relationship(foreign_keys=at_custodian_id)
    repeat_of: Mapped["WorkOrder | None"] = relationship(remote_side="WorkOrder.id")
    parts: Mapped[list["PartUsed"]] = relationship(
        back_populates="work_order", cascade="all, delete-orphan", order_by="PartUsed.id"
    )
    labour: Mapped[list["LabourEntry"]] = relationship(
        back_populates="work_order", cascade="all, delete-orphan", order_by="LabourEntry.id"
    )
    cost_lines: Mapped[list["CostLine"]] = relationship(
        back_populates="work_order", cascade="all, delete-orphan", order_by="CostLine.id"
    )

    @property
    def costs(self) -> Costs:
        return Costs(
            labour=self.labour_cost,
            parts=self.parts_cost,
            vendor=self.vendor_cost,
            other=self.other_cost,
        )

    @property
    def cash_cost(self) -> Decimal:
        """What the council paid in money: all but its own officers' time."""
        return self.costs.cash

    @property
    def full_cost(self) -> Decimal:
        return self.costs.full


class PartUsed(Model):
    """A part issued for a job, at the cost of that day and as it was called then.

    `counter` is how many pages a printer had printed when toner was put in.
    """

    __tablename__ = "part_used"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("counter > 0", name="counter"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), index=True)
    movement_id: Mapped[int] = mapped_column(ForeignKey("stock_movement.id"))
    quantity: Mapped[Decimal] = mapped_column(QUANTITY)
    unit_cost: Mapped[Decimal] = mapped_column(MONEY)
    cost: Mapped[Decimal] = mapped_column(MONEY)
    code: Mapped[str] = mapped_column(default="", server_default="")
    name_sw: Mapped[str] = mapped_column(default="", server_default="")
    name_en: Mapped[str] = mapped_column(default="", server_default="")
    unit: Mapped[str] = mapped_column(default="", server_default="")
    counter: Mapped[int | None]

    work_order: Mapped[WorkOrder] = relationship(back_populates="parts")
    part: Mapped[Part] = relationship()
    movement: Mapped[StockMovement] = relationship()


class LabourGrade(Model):
    """A grade of officers whose hour is reckoned at a price of its own."""

    __tablename__ = "labour_grade"
    __table_args__ = (UniqueConstraint("council_id", "name_sw"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    name_sw: Mapped[str]
    name_en: Mapped[str]


class OfficerGrade(Model):
    """The grade that an officer has now; what he did before keeps the rate of its day."""

    __tablename__ = "officer_grade"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    grade_id: Mapped[int] = mapped_column(ForeignKey("labour_grade.id"))

    user: Mapped[User] = relationship()
    grade: Mapped[LabourGrade] = relationship()


class LabourRate(Model):
    """What an hour of the unit's own work is reckoned at, from a day on.

    A rate without a grade is that of everybody whose grade has none.
    """

    __tablename__ = "labour_rate"
    __table_args__ = (
        UniqueConstraint("council_id", "grade_id", "starts_at", name="uq_labour_rate_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    grade_id: Mapped[int | None] = mapped_column(ForeignKey("labour_grade.id"))
    starts_at: Mapped[datetime]
    hourly_rate: Mapped[Decimal] = mapped_column(MONEY)

    grade: Mapped[LabourGrade | None] = relationship()


class LabourEntry(Model):
    """Minutes of an officer, at the rate of that day."""

    __tablename__ = "labour_entry"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    minutes: Mapped[int]
    hourly_rate: Mapped[Decimal] = mapped_column(MONEY)
    cost: Mapped[Decimal] = mapped_column(MONEY)

    work_order: Mapped[WorkOrder] = relationship(back_populates="labour")
    user: Mapped[User] = relationship()


class CostLine(Model):
    """Money paid for a job beyond parts: an outside workshop, transport; with its paper.

    A mistaken line stays, and a line with the same amount below nothing takes it back.
    """

    __tablename__ = "cost_line"
    __table_args__ = (
        CheckConstraint("(amount > 0) = (reverses_id IS NULL)", name="sign"),
        CheckConstraint("amount <> 0", name="nothing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    kind: Mapped[CostKind]
    paid_to: Mapped[str]
    document_number: Mapped[str] = mapped_column(default="")
    amount: Mapped[Decimal] = mapped_column(MONEY)
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("cost_line.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    work_order: Mapped[WorkOrder] = relationship(back_populates="cost_lines")
    reverses: Mapped["CostLine | None"] = relationship(remote_side="CostLine.id")

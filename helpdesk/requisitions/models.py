"""Tables of requisitions."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import QUANTITY
from helpdesk.org.models import Department
from helpdesk.requisitions.rules import State
from helpdesk.stock.models import Part, StockMovement


class Requisition(Versioned, Model):
    """Who asks for what, and how far it has come; `reason` says why it was rejected or closed."""

    __tablename__ = "requisition"
    __table_args__ = (
        UniqueConstraint("council_id", "number"),
        CheckConstraint(
            "asked_by_id <> recommended_by_id AND asked_by_id <> approved_by_id"
            " AND recommended_by_id <> approved_by_id",
            name="independent",
        ),
        CheckConstraint("state NOT IN ('rejected', 'closed') OR reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    number: Mapped[str]
    state: Mapped[State] = mapped_column(default=State.ASKED)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    purpose: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    asked_at: Mapped[datetime]
    recommended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    recommended_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    department: Mapped[Department | None] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    recommended_by: Mapped[User | None] = relationship(foreign_keys=[recommended_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])
    lines: Mapped[list["RequisitionLine"]] = relationship(order_by="RequisitionLine.place")


class RequisitionLine(Model):
    """One thing that is asked for: a part of the store, or in `words` what no store knows."""

    __tablename__ = "requisition_line"
    __table_args__ = (
        UniqueConstraint("requisition_id", "place"),
        CheckConstraint("quantity > 0 AND issued >= 0 AND issued <= quantity", name="quantity"),
        CheckConstraint("part_id IS NOT NULL OR words <> ''", name="words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    requisition_id: Mapped[int] = mapped_column(ForeignKey("requisition.id"))
    place: Mapped[int]
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"))
    words: Mapped[str] = mapped_column(default="")
    quantity: Mapped[Decimal] = mapped_column(QUANTITY)
    issued: Mapped[Decimal] = mapped_column(QUANTITY, default=Decimal(0))

    part: Mapped[Part | None] = relationship()
    issues: Mapped[list["RequisitionIssue"]] = relationship(order_by="RequisitionIssue.id")

    @property
    def outstanding(self) -> Decimal:
        return self.quantity - self.issued


class RequisitionIssue(Model):
    """What went out of a store for a line."""

    __tablename__ = "requisition_issue"
    __table_args__ = (UniqueConstraint("movement_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("requisition_line.id"), index=True)
    movement_id: Mapped[int] = mapped_column(ForeignKey("stock_movement.id"))

    line: Mapped[RequisitionLine] = relationship(overlaps="issues")
    movement: Mapped[StockMovement] = relationship()

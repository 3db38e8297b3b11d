"""Tables of cost estimates; what was submitted is never changed, a new version is."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.estimates.rules import (
    Line,
    Office,
    Origin,
    PriceSource,
    State,
    StepState,
    TaxCode,
    Totals,
)
from helpdesk.estimates.rules import totals as sum_up
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY, QUANTITY, Exact
from helpdesk.org.models import Department
from helpdesk.procurement.models import PurchaseOrder
from helpdesk.stock.models import Part

PERCENT = Exact(5, 2)


class BudgetCode(Versioned, Model):
    """A line of the budget (kasma), as the council's planning system numbers it."""

    __tablename__ = "budget_code"
    __table_args__ = (UniqueConstraint("council_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[str]
    name_sw: Mapped[str]
    name_en: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())


class FundSource(Versioned, Model):
    """Whose money it is, by the code of the council's planning system."""

    __tablename__ = "fund_source"
    __table_args__ = (UniqueConstraint("council_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[str]
    name_sw: Mapped[str]
    name_en: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)


class TaxRate(Versioned, Model):
    """A rate of value added tax, in percent, from a day on; what is not in use is only known."""

    __tablename__ = "tax_rate"
    __table_args__ = (
        UniqueConstraint("council_id", "code", "valid_from"),
        CheckConstraint("percent >= 0", name="percent"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[TaxCode]
    percent: Mapped[Decimal] = mapped_column(PERCENT)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(Text, default="")


class Estimate(Versioned, Model):
    """One edition of an estimate; all editions share the `number`.

    `hands` are those who wrote or submitted it. `ceiling` is what the budget line has left, in
    shillings; None is not known. `digest` vouches for what was submitted. `reason` says why this
    edition replaces the one before. `code_said` names the budget line as it was when this was
    submitted; `taken_out` are drawn lines that somebody removed, with item and reason.
    `vat_percent` is the rate of `tax_code` on `taxed_on`, the day on which it was written or
    submitted last.
    """

    __tablename__ = "estimate"
    __table_args__ = (
        UniqueConstraint("council_id", "number", "edition"),
        CheckConstraint("contingency_percent >= 0 AND vat_percent >= 0", name="percent"),
        CheckConstraint(
            "state IN ('draft', 'cancelled') OR (digest <> '' AND submitted_by_id IS NOT NULL)",
            name="submitted",
        ),
        CheckConstraint("edition = 1 OR reason <> ''", name="reason"),
        Index("ix_estimate_council_made", "council_id", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    number: Mapped[str]
    edition: Mapped[int] = mapped_column(SmallInteger, default=1)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("estimate.id"), unique=True)
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(Text, default="")
    first_year: Mapped[int]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    budget_code_id: Mapped[int | None] = mapped_column(ForeignKey("budget_code.id"))
    fund_id: Mapped[int | None] = mapped_column(ForeignKey("fund_source.id"))
    ceiling: Mapped[Decimal | None] = mapped_column(MONEY)
    contingency_percent: Mapped[Decimal] = mapped_column(PERCENT)
    tax_code: Mapped[TaxCode] = mapped_column(default=TaxCode.STANDARD)
    vat_percent: Mapped[Decimal] = mapped_column(PERCENT)
    taxed_on: Mapped[date]
    vat_on_contingency: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    hands: Mapped[list[int]] = mapped_column(JSON)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    submitted_at: Mapped[datetime | None]
    total: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0))
    digest: Mapped[str] = mapped_column(default="")
    code_said: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    taken_out: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)

    department: Mapped[Department | None] = relationship()
    budget_code: Mapped[BudgetCode | None] = relationship()
    fund: Mapped[FundSource | None] = relationship()
    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])
    submitted_by: Mapped[User | None] = relationship(foreign_keys=[submitted_by_id])
    previous: Mapped["Estimate | None"] = relationship(remote_side="Estimate.id")
    lines: Mapped[list["EstimateLine"]] = relationship(
        cascade="all, delete-orphan", order_by="EstimateLine.place, EstimateLine.id"
    )
    steps: Mapped[list["EstimateStep"]] = relationship(
        cascade="all, delete-orphan", order_by="EstimateStep.place"
    )

    @property
    def year(self) -> FiscalYear:
        return FiscalYear(self.first_year)

    def code_named(self, language: str) -> str:
        """Return the budget line with its name of the day on which this was submitted."""
        code = self.budget_code
        if code is None:
            return ""
        now = code.name_en if language == "en" else code.name_sw
        return f"{code.code} {self.code_said.get(language, now)}"

    @property
    def totals(self) -> Totals:
        """Sum up what costs money; labour from the salary vote is only a note."""
        return sum_up(
            (Line(line.quantity, line.unit_price, line.taxable) for line in self.cash_lines),
            self.contingency_percent,
            self.vat_percent,
            self.vat_on_contingency,
        )

    @property
    def cash_lines(self) -> list["EstimateLine"]:
        return [line for line in self.lines if line.is_cash]

    @property
    def labour_lines(self) -> list["EstimateLine"]:
        return [line for line in self.lines if not line.is_cash]

    @property
    def labour(self) -> Decimal:
        """What the hours of the council's own people are worth; salaries are paid anyway."""
        return sum((line.amount for line in self.labour_lines), Decimal(0))

    @property
    def pending(self) -> "EstimateStep | None":
        return next((step for step in self.steps if step.state is StepState.PENDING), None)


class EstimateLine(Model):
    """One thing to be paid for, with where its price and its number come from.

    `lineage` stays the same in all editions; `source_key` tells what a line was drawn from, so
    that drawing twice gives it once. `english` has the words of a drawn line for English readers,
    by the names of their columns. `basis` holds the formula and its numbers, and what was drawn
    before somebody changed it for `reason`. `price_cap` is what nobody may pay more than, as the
    price book said when the line was written or submitted.
    """

    __tablename__ = "estimate_line"
    __table_args__ = (
        UniqueConstraint("estimate_id", "origin", "source_key"),
        CheckConstraint("quantity > 0 AND unit_price >= 0", name="amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    estimate_id: Mapped[int] = mapped_column(ForeignKey("estimate.id"), index=True)
    place: Mapped[int]
    lineage: Mapped[str]
    section: Mapped[str] = mapped_column(default="")
    item: Mapped[str]
    english: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    specification: Mapped[str] = mapped_column(default="")
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"))
    unit: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(QUANTITY)
    unit_price: Mapped[Decimal] = mapped_column(MONEY)
    taxable: Mapped[bool] = mapped_column(default=True)
    is_cash: Mapped[bool] = mapped_column(default=True)
    price_source: Mapped[PriceSource]
    priced_on: Mapped[date | None]
    price_note: Mapped[str] = mapped_column(default="")
    price_cap: Mapped[Decimal | None] = mapped_column(MONEY)
    origin: Mapped[Origin] = mapped_column(default=Origin.MANUAL)
    source_key: Mapped[str | None]
    basis: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(Text, default="")

    part: Mapped[Part | None] = relationship()

    def said(self, column: str, language: str) -> str:
        """Return the item, the section or the unit in the reader's language, if it is known."""
        own = str(getattr(self, column))
        return self.english.get(column, own) if language == "en" else own

    @property
    def amount(self) -> Decimal:
        return Line(self.quantity, self.unit_price).amount

    @property
    def is_labour(self) -> bool:
        return not self.is_cash

    @property
    def is_above_cap(self) -> bool:
        return self.price_cap is not None and self.unit_price > self.price_cap


class EstimateStep(Versioned, Model):
    """What one office says to an edition; whoever prepared it decides no step of it.

    With `acting_for_id` somebody decided in another's place.
    """

    __tablename__ = "estimate_step"
    __table_args__ = (
        UniqueConstraint("estimate_id", "office"),
        UniqueConstraint("estimate_id", "decided_by_id"),
        CheckConstraint(
            "decided_by_id <> prepared_by_id AND decided_by_id <> submitted_by_id"
            " AND acting_for_id <> prepared_by_id AND acting_for_id <> submitted_by_id",
            name="independent",
        ),
        CheckConstraint(
            "(state IN ('agreed', 'returned')) = (decided_by_id IS NOT NULL)", name="decided"
        ),
        CheckConstraint("state <> 'returned' OR note <> ''", name="note"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    estimate_id: Mapped[int] = mapped_column(ForeignKey("estimate.id"))
    place: Mapped[int] = mapped_column(SmallInteger)
    office: Mapped[Office]
    state: Mapped[StepState] = mapped_column(default=StepState.LATER)
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    acting_for_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")

    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    acting_for: Mapped[User | None] = relationship(foreign_keys=[acting_for_id])


class EstimateSpending(Model):
    """What was paid from an approved estimate, VAT and all; rows are added and never changed.

    `lineage` is that of the line, or empty for what no line foresaw. A row that takes another
    back says the same with the opposite sign.
    """

    __tablename__ = "estimate_spending"
    __table_args__ = (
        CheckConstraint("amount <> 0 AND (amount < 0) = (undoes_id IS NOT NULL)", name="amount"),
        CheckConstraint("paper <> ''", name="paper"),
        CheckConstraint("undoes_id IS NULL OR note <> ''", name="note"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    estimate_id: Mapped[int] = mapped_column(ForeignKey("estimate.id"), index=True)
    lineage: Mapped[str]
    item: Mapped[str]
    spent_on: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(MONEY)
    paper: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("estimate_spending.id"), unique=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_order.id"), index=True)

    estimate: Mapped[Estimate] = relationship()
    order: Mapped[PurchaseOrder | None] = relationship()
    recorded_by: Mapped[User] = relationship()


class PriceEntry(Versioned, Model):
    """A price that was asked for, without VAT; it is never changed, only withdrawn.

    A cap (bei kikomo) is what nobody may pay more than. `item_key` finds the same words again.
    """

    __tablename__ = "price_entry"
    __table_args__ = (
        CheckConstraint("unit_price > 0", name="price"),
        CheckConstraint("source <> 'quotation' OR supplier <> ''", name="supplier"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_why = '')", name="withdrawn"),
        Index("ix_price_entry_council_item", "council_id", "item_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"), index=True)
    item: Mapped[str]
    item_key: Mapped[str]
    unit: Mapped[str]
    unit_price: Mapped[Decimal] = mapped_column(MONEY)
    is_cap: Mapped[bool] = mapped_column(default=False)
    source: Mapped[PriceSource]
    supplier: Mapped[str] = mapped_column(default="")
    reference: Mapped[str] = mapped_column(default="")
    priced_on: Mapped[date]
    valid_until: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(Text, default="")

    recorded_by: Mapped[User] = relationship()

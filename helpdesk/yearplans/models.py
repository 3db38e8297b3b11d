"""Tables of yearly plans; what was approved is kept as it was then, line by line."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY
from helpdesk.maintenance.models import MaintenancePlan
from helpdesk.org.models import Location
from helpdesk.yearplans.rules import State, Terms


class YearPlan(Versioned, Model):
    """One version (`number`) of the plan of a fiscal year; `digest` vouches for what was approved.

    `hands` are the people who drafted or submitted it; `acting_for` is whose place the deputy
    took who approved it. `annex` is the digest of what is promised to each device.

    `share` is in percent of the officers' hours, `km_rate` in shillings for a kilometre and
    `per_diem` for one day outside.
    """

    __tablename__ = "year_plan"
    __table_args__ = (
        UniqueConstraint("council_id", "first_year", "number"),
        CheckConstraint("officers BETWEEN 1 AND 99", name="officers"),
        CheckConstraint("share BETWEEN 1 AND 100", name="share"),
        CheckConstraint(
            "state NOT IN ('approved', 'superseded') OR approved_by_id IS NOT NULL", name="approved"
        ),
        CheckConstraint(
            "approved_by_id IS NULL "
            "OR (approved_by_id <> made_by_id AND approved_by_id <> submitted_by_id "
            "AND (acting_for_id IS NULL OR (acting_for_id <> approved_by_id "
            "AND acting_for_id <> made_by_id AND acting_for_id <> submitted_by_id)))",
            name="approver",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    first_year: Mapped[int]
    number: Mapped[int]
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    officers: Mapped[int] = mapped_column(SmallInteger)
    share: Mapped[int] = mapped_column(SmallInteger)
    km_rate: Mapped[Decimal] = mapped_column(MONEY)
    per_diem: Mapped[Decimal] = mapped_column(MONEY)
    capacity: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text, default="")
    hands: Mapped[list[int]] = mapped_column(JSON)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    submitted_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[datetime | None]
    acting_for_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(default="")
    annex: Mapped[str] = mapped_column(default="", server_default="")

    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])
    submitted_by: Mapped[User | None] = relationship(foreign_keys=[submitted_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])
    acting_for: Mapped[User | None] = relationship(foreign_keys=[acting_for_id])
    lines: Mapped[list["YearPlanLine"]] = relationship(
        cascade="all, delete-orphan", order_by="YearPlanLine.id"
    )
    trips: Mapped[list["YearPlanTrip"]] = relationship(
        cascade="all, delete-orphan", order_by="YearPlanTrip.id"
    )

    @property
    def year(self) -> FiscalYear:
        return FiscalYear(self.first_year)

    @property
    def terms(self) -> Terms:
        return Terms(
            officers=self.officers,
            share=self.share,
            km_rate=self.km_rate,
            per_diem=self.per_diem,
        )


class YearPlanLine(Model):
    """What one plan promises for the year: twelve numbers of visits and of minutes, July first.

    `times` are when it comes: the nominal day, the day when it is due, and the minutes it takes.
    `vendor_cost` is what outside workshops ask for. `manner` says how it is done, as it was said
    when the plan was drafted: how often in each language, by which version of which checklist, who.
    """

    __tablename__ = "year_plan_line"
    __table_args__ = (UniqueConstraint("year_plan_id", "plan_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year_plan_id: Mapped[int] = mapped_column(ForeignKey("year_plan.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("maintenance_plan.id"), index=True)
    title_sw: Mapped[str]
    title_en: Mapped[str]
    devices: Mapped[int]
    months: Mapped[list[int]] = mapped_column(JSON)
    month_minutes: Mapped[list[int]] = mapped_column(JSON)
    parts_cost: Mapped[Decimal] = mapped_column(MONEY)
    labour_cost: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0), server_default="0")
    vendor_cost: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0), server_default="0")
    times: Mapped[list[tuple[str, str, int]]] = mapped_column(
        JSON, default=list, server_default="[]"
    )
    manner: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")

    plan: Mapped[MaintenancePlan] = relationship()

    @property
    def name_sw(self) -> str:
        return self.title_sw

    @property
    def name_en(self) -> str:
        return self.title_en

    @property
    def visits(self) -> int:
        return sum(self.months)

    @property
    def minutes(self) -> int:
        return sum(self.month_minutes)

    @property
    def full_cost(self) -> Decimal:
        return self.cash_cost + self.labour_cost

    @property
    def cash_cost(self) -> Decimal:
        return self.parts_cost + self.vendor_cost


class YearPlanDevice(Model):
    """A device of a line as it was then; the plan comes to it from `since` on."""

    __tablename__ = "year_plan_device"
    __table_args__ = (UniqueConstraint("line_id", "asset_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("year_plan_line.id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"))
    tag: Mapped[str]
    name: Mapped[str]
    place: Mapped[str]
    since: Mapped[date | None]


class YearPlanTrip(Model):
    """How often somebody goes to a ward; `km` is one way to the farthest site that is visited.

    `months` are the journeys of each month, July first; what is older than they has none.
    """

    __tablename__ = "year_plan_trip"
    __table_args__ = (UniqueConstraint("year_plan_id", "location_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year_plan_id: Mapped[int] = mapped_column(ForeignKey("year_plan.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    name: Mapped[str]
    trips: Mapped[int]
    km: Mapped[int | None]
    fuel: Mapped[Decimal] = mapped_column(MONEY)
    per_diem: Mapped[Decimal] = mapped_column(MONEY)
    months: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")

    location: Mapped[Location] = relationship()

    @property
    def cost(self) -> Decimal:
        return self.fuel + self.per_diem

    @property
    def way(self) -> int:
        """Kilometres of all journeys, there and back."""
        return 2 * (self.km or 0) * self.trips

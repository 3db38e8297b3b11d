"""Tables of preventive plans; the promise of a visit stays apart from the work that keeps it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.checklists.models import ByChecklist, ChecklistTemplate, Finding
from helpdesk.core.recurrence import DayRule, Nonworking, Rule, SeasonPolicy, Unit
from helpdesk.equipment.models import Asset, AssetCategory, AssetModel
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY, QUANTITY
from helpdesk.maintenance.rules import MissedPolicy, Mode, PlanState, Reason, StartPolicy, State
from helpdesk.org.models import Location
from helpdesk.stock.models import Part
from helpdesk.tickets.models import Ticket
from helpdesk.vendors.models import Vendor
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import Kind


class MaintenancePlan(Versioned, Model):
    """Which devices are looked after: those to which all that is said of them applies.

    `looked_until` is the day up to which visits were handed out; `error` is why the last run
    could not.
    """

    __tablename__ = "maintenance_plan"
    __table_args__ = (
        CheckConstraint(
            "asset_id IS NOT NULL OR model_id IS NOT NULL OR category_id IS NOT NULL "
            "OR location_id IS NOT NULL OR criticality IS NOT NULL",
            name="scope",
        ),
        CheckConstraint("criticality BETWEEN 1 AND 3", name="criticality"),
        CheckConstraint("state = 'running' OR state_reason <> ''", name="reason"),
        Index("ix_maintenance_plan_council", "council_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    title_sw: Mapped[str]
    title_en: Mapped[str]
    kind: Mapped[Kind] = mapped_column(default=Kind.PREVENTIVE)
    state: Mapped[PlanState] = mapped_column(default=PlanState.RUNNING)
    state_reason: Mapped[str] = mapped_column(default="")
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("asset.id"))
    model_id: Mapped[int | None] = mapped_column(ForeignKey("asset_model.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("asset_category.id"))
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"))
    criticality: Mapped[int | None] = mapped_column(SmallInteger)
    looked_until: Mapped[date | None]
    error: Mapped[str] = mapped_column(Text, default="")

    asset: Mapped[Asset | None] = relationship()
    model: Mapped[AssetModel | None] = relationship()
    category: Mapped[AssetCategory | None] = relationship()
    location: Mapped[Location | None] = relationship()
    revisions: Mapped[list["PlanRevision"]] = relationship(
        back_populates="plan", order_by="PlanRevision.number"
    )
    parts: Mapped[list["PlanPart"]] = relationship(
        cascade="all, delete-orphan", order_by="PlanPart.id"
    )

    @property
    def name_sw(self) -> str:
        return self.title_sw

    @property
    def name_en(self) -> str:
        return self.title_en


TEAM = Table(
    "maintenance_plan_team",
    Model.metadata,
    Column("revision_id", ForeignKey("maintenance_plan_revision.id"), primary_key=True),
    Column("user_id", ForeignKey("user_account.id"), primary_key=True),
)
"""Who goes along with the officer responsible."""


class PlanRevision(Model):
    """When the visits of a plan come from a day on, and who makes them; rows are only added.

    `fee` is what the outside workshop asks for at one device, with tax; `travels` says whether
    officers go to places outside for it.
    """

    __tablename__ = "maintenance_plan_revision"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("every >= 1", name="every"),
        CheckConstraint("minutes >= 1", name="minutes"),
        CheckConstraint("lead_days IS NULL OR lead_days BETWEEN 0 AND 60", name="lead"),
        CheckConstraint("min_gap_percent BETWEEN 0 AND 100", name="gap"),
        CheckConstraint("fee >= 0 AND (fee = 0 OR vendor_id IS NOT NULL)", name="fee"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("maintenance_plan.id"))
    number: Mapped[int]
    effective_from: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    mode: Mapped[Mode] = mapped_column(default=Mode.FIXED)
    anchor_on: Mapped[date]
    every: Mapped[int]
    unit: Mapped[Unit]
    day_rule: Mapped[DayRule] = mapped_column(default=DayRule.ANCHOR)
    nth: Mapped[int] = mapped_column(SmallInteger, default=1)
    weekday: Mapped[int] = mapped_column(SmallInteger, default=0)
    season_from: Mapped[str] = mapped_column(default="")
    season_until: Mapped[str] = mapped_column(default="")
    season_policy: Mapped[SeasonPolicy] = mapped_column(default=SeasonPolicy.SKIP)
    nonworking: Mapped[Nonworking] = mapped_column(default=Nonworking.MODIFIED_NEXT)
    until: Mapped[date | None]
    lead_days: Mapped[int | None]
    tolerance_before: Mapped[int | None]
    tolerance_after: Mapped[int | None]
    missed_policy: Mapped[MissedPolicy] = mapped_column(default=MissedPolicy.COLLAPSE)
    min_gap_percent: Mapped[int] = mapped_column(SmallInteger, default=0)
    start_policy: Mapped[StartPolicy] = mapped_column(
        default=StartPolicy.NEXT, server_default=StartPolicy.NEXT
    )
    minutes: Mapped[int]
    responsible_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    checklist_id: Mapped[int | None] = mapped_column(ForeignKey("checklist_template.id"))
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    fee: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0), server_default="0")
    travels: Mapped[bool] = mapped_column(default=True, server_default=true())

    plan: Mapped[MaintenancePlan] = relationship(back_populates="revisions")
    responsible: Mapped[User] = relationship()
    checklist: Mapped[ChecklistTemplate | None] = relationship()
    vendor: Mapped[Vendor | None] = relationship()
    team: Mapped[list[User]] = relationship(secondary=TEAM, order_by=User.name)

    @property
    def rule(self) -> Rule:
        """Return when visits come; seasons are kept as months and days, such as 05-01."""
        names = (name for name in Rule.__slots__ if name != "season")
        season = _month_day(self.season_from), _month_day(self.season_until)
        values = {name: getattr(self, name) for name in names}
        return Rule(**values, season=season if self.season_from else None)


class PlanPart(Model):
    """What a visit usually uses up; `probability` is in how many of a hundred visits."""

    __tablename__ = "maintenance_plan_part"
    __table_args__ = (
        UniqueConstraint("plan_id", "part_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("probability BETWEEN 1 AND 100", name="probability"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("maintenance_plan.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    quantity: Mapped[Decimal] = mapped_column(QUANTITY)
    probability: Mapped[int] = mapped_column(SmallInteger, default=100)

    part: Mapped[Part] = relationship()


class Occurrence(Versioned, Model):
    """One visit that a plan promised to one device, and what became of it.

    `key` is the nominal day of a fixed plan or the number of a floating one, so that nothing is
    promised twice; what was planned anew gives its key up. Where it was postponed, `postponed_from`
    is the day for which it was promised; its window stays, so it is not punctual any later.
    `checklist_id` is the version that was in use when it was handed out. Work that was done for
    an earlier visit and keeps this one too is that of `satisfied_by_id`.
    """

    __tablename__ = "maintenance_occurrence"
    __table_args__ = (
        UniqueConstraint("plan_id", "asset_id", "key"),
        CheckConstraint("state <> 'generated' OR work_order_id IS NOT NULL", name="order"),
        CheckConstraint(
            "(state IN ('done_on_time', 'done_late')) = (done_on IS NOT NULL)", name="done"
        ),
        CheckConstraint(
            "window_from <= due_on AND window_from <= window_until "
            "AND (due_on <= window_until OR postponed_from IS NOT NULL)",
            name="window",
        ),
        CheckConstraint("(postponed_from IS NULL) = (postponed_at IS NULL)", name="postponed"),
        CheckConstraint("satisfied_by_id IS NULL OR state = 'done_on_time'", name="satisfied"),
        Index("ix_maintenance_occurrence_due", "council_id", "state", "due_on"),
        Index("ix_maintenance_occurrence_asset", "asset_id", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("maintenance_plan.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("maintenance_plan_revision.id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"))
    key: Mapped[str]
    nominal_on: Mapped[date]
    due_on: Mapped[date]
    window_from: Mapped[date]
    window_until: Mapped[date]
    state: Mapped[State]
    reason: Mapped[Reason | None]
    note: Mapped[str] = mapped_column(Text, default="")
    done_on: Mapped[date | None]
    work_order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), unique=True)
    generated_at: Mapped[datetime]
    postponed_from: Mapped[date | None]
    postponed_at: Mapped[datetime | None]
    postponed_why: Mapped[str] = mapped_column(Text, default="", server_default="")
    checklist_id: Mapped[int | None] = mapped_column(ForeignKey("checklist_template.id"))
    satisfied_by_id: Mapped[int | None] = mapped_column(ForeignKey("maintenance_occurrence.id"))

    plan: Mapped[MaintenancePlan] = relationship()
    revision: Mapped[PlanRevision] = relationship()
    asset: Mapped[Asset] = relationship()
    work_order: Mapped[WorkOrder | None] = relationship()
    report: Mapped["VisitReport | None"] = relationship(back_populates="visit")
    satisfied_by: Mapped["Occurrence | None"] = relationship(remote_side="Occurrence.id")


def _month_day(said: str) -> tuple[int, int]:
    month, day = said.split("-") if said else (0, 0)
    return int(month), int(day)


class VisitReport(ByChecklist, Model):
    """What was found at a visit, by which version of which checklist; rows are only added."""

    __tablename__ = "maintenance_report"
    __table_args__ = (UniqueConstraint("occurrence_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("maintenance_occurrence.id"))
    faults: Mapped[int] = mapped_column(SmallInteger)
    witness: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")

    visit: Mapped[Occurrence] = relationship(back_populates="report")
    results: Mapped[list["VisitResult"]] = relationship(order_by="VisitResult.seq")


class VisitResult(Finding, Model):
    """One item as it was asked, with its limits, and what was found."""

    __tablename__ = "maintenance_result"
    __table_args__ = (UniqueConstraint("report_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("maintenance_report.id"))

    follow_up: Mapped["VisitFollowUp | None"] = relationship(back_populates="result")


class VisitFollowUp(Model):
    """The one request that a fault led to."""

    __tablename__ = "maintenance_follow_up"
    __table_args__ = (UniqueConstraint("result_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("maintenance_result.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)

    result: Mapped[VisitResult] = relationship(back_populates="follow_up")
    ticket: Mapped[Ticket] = relationship()

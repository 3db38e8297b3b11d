"""Reading what the quarterly report is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.models import Asset, AssetCategory, AssetModel, AssetStatusChange
from helpdesk.equipment.queries import visible_to as assets_visible_to
from helpdesk.equipment.rules import IN_HAND, Criticality, Status
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.i18n import named
from helpdesk.maintenance import queries as maintenance
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import State as Visit
from helpdesk.org.models import Location
from helpdesk.org.queries import departments
from helpdesk.reports.rules import Job
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import visible_to as tickets_visible_to
from helpdesk.workorders.models import PartUsed, WorkOrder
from helpdesk.workorders.queries import that_count
from helpdesk.workorders.rules import Costs, Kind

BEGAN = func.coalesce(WorkOrder.down_from, WorkOrder.reported_at)


@dataclass(frozen=True, slots=True)
class Promises:
    """Tickets solved in a period, and how many of them in time."""

    solved: int
    in_time: int


@dataclass(frozen=True, slots=True)
class WorstAsset:
    asset_tag: str
    model: str
    place: str
    jobs: int
    now: Decimal
    cash: Decimal
    replacement_cost: Decimal | None


def corrective_jobs(actor: Actor, period: Period) -> list[Job]:
    """Return every repair that touches a period: begun, done or standing still in it."""
    still_down = or_(WorkOrder.up_at.is_(None), WorkOrder.up_at >= period.starts_at)
    touches = or_(
        _within(BEGAN, period),
        _within(WorkOrder.done_at, period),
        and_(WorkOrder.down_from < period.ends_at, still_down),
    )
    orders = that_count(actor).where(WorkOrder.kind == Kind.CORRECTIVE, touches)
    return [job_of(order) for order in db.session.scalars(orders.order_by(WorkOrder.id))]


def job_of(order: WorkOrder) -> Job:
    return Job(
        asset_id=order.asset_id,
        category_id=order.at_category_id,
        department_id=order.at_department_id,
        began_at=order.down_from or order.reported_at,
        up_at=order.up_at,
        done_at=order.done_at,
        stood_still=order.down_from is not None,
        problem=order.problem,
        cause=order.cause,
        is_repeat=order.repeat_of_id is not None,
        costs=costs_of(order),
    )


def costs_of(order: WorkOrder) -> Costs:
    return Costs(
        labour=order.labour_cost,
        parts=order.parts_cost,
        vendor=order.vendor_cost,
        other=order.other_cost,
    )


def finished_orders(asset: Asset, *, actor: Actor) -> Sequence[WorkOrder]:
    """Return all finished work on a device, oldest first, with its parts."""
    return db.session.scalars(
        that_count(actor)
        .where(WorkOrder.asset_id == asset.id, WorkOrder.done_at.is_not(None))
        .options(
            joinedload(WorkOrder.technician),
            selectinload(WorkOrder.parts).joinedload(PartUsed.part),
            selectinload(WorkOrder.cost_lines),
        )
        .order_by(WorkOrder.done_at, WorkOrder.id)
    ).all()


def next_visit(asset: Asset, *, actor: Actor) -> date | None:
    """Return the day of the next preventive visit to a device that is handed out."""
    waiting = maintenance.visible_to(actor).where(
        Occurrence.asset_id == asset.id, Occurrence.state == Visit.GENERATED
    )
    return db.session.scalar(waiting.with_only_columns(func.min(Occurrence.due_on)))


def repairs_done(actor: Actor, period: Period) -> Sequence[WorkOrder]:
    """Return the corrective jobs that ended in a period, in the order of their ending."""
    return db.session.scalars(
        that_count(actor)
        .where(WorkOrder.kind == Kind.CORRECTIVE, _within(WorkOrder.done_at, period))
        .options(joinedload(WorkOrder.asset))
        .order_by(WorkOrder.done_at, WorkOrder.id)
    ).all()


def promises(actor: Actor, period: Period) -> Promises:
    solved = tickets_visible_to(actor).where(_within(Ticket.resolved_at, period))
    in_time = func.count().filter(Ticket.resolved_at <= Ticket.resolution_due_at)
    row = db.session.execute(
        solved.with_only_columns(func.count(), in_time, maintain_column_froms=True)
    ).one()
    return Promises(*row)


def statuses_at(actor: Actor, moment: datetime) -> list[Status]:
    """Return the status that each registered device had at a moment, by undoing what came after."""
    later = (
        select(AssetStatusChange.asset_id, func.min(AssetStatusChange.id).label("id"))
        .where(AssetStatusChange.at >= moment)
        .group_by(AssetStatusChange.asset_id)
        .subquery()
    )
    status = func.coalesce(AssetStatusChange.from_status, Asset.status)
    rows = (
        assets_visible_to(actor)
        .where(Asset.registered_at < moment)
        .outerjoin(later, later.c.asset_id == Asset.id)
        .outerjoin(AssetStatusChange, AssetStatusChange.id == later.c.id)
        .with_only_columns(status, maintain_column_froms=True)
    )
    return [found for (found,) in db.session.execute(rows) if found in IN_HAND]


def critical_assets(actor: Actor) -> Mapping[int, date | None]:
    """Return when each device came into service on which the whole council depends."""
    rows = assets_visible_to(actor).where(
        Asset.criticality == Criticality.SERVICE, Asset.status.in_(IN_HAND)
    )
    columns = rows.with_only_columns(Asset.id, Asset.in_service_on, maintain_column_froms=True)
    return {row.id: row.in_service_on for row in db.session.execute(columns)}


def worst_assets(actor: Actor, period: Period, *, most: int = 10) -> Sequence[WorstAsset]:
    """Return the devices whose repairs of the period cost most, with what they have cost so far."""
    cash = func.sum(WorkOrder.parts_cost + WorkOrder.vendor_cost + WorkOrder.other_cost)
    jobs = func.count().filter(_within(WorkOrder.done_at, period))
    orders = that_count(actor).where(WorkOrder.done_at < period.ends_at)
    by_asset = (
        orders.with_only_columns(
            WorkOrder.asset_id,
            jobs.label("jobs"),
            cash.filter(_within(WorkOrder.done_at, period)).label("now"),
            cash.label("cash"),
            maintain_column_froms=True,
        )
        .group_by(WorkOrder.asset_id)
        .having(jobs > 0)
        .subquery()
    )
    rows = (
        select(
            Asset.asset_tag,
            AssetModel.manufacturer + " " + AssetModel.name,
            Location.name,
            by_asset.c.jobs,
            by_asset.c.now,
            by_asset.c.cash,
            AssetModel.replacement_cost,
        )
        .join(by_asset, by_asset.c.asset_id == Asset.id)
        .join(AssetModel, AssetModel.id == Asset.model_id)
        .join(Location, Location.id == Asset.location_id)
        .order_by(by_asset.c.now.desc(), by_asset.c.jobs.desc(), Asset.asset_tag)
        .limit(most)
    )
    return [WorstAsset(*row) for row in db.session.execute(rows)]


def category_names(actor: Actor) -> dict[int, str]:
    rows = select(AssetCategory).where(AssetCategory.council_id == actor.council_id)
    return {row.id: named(row) for row in db.session.scalars(rows)}


def department_names(actor: Actor) -> dict[int, str]:
    return {row.id: named(row) for row in departments(actor)}


def _within(column: Any, period: Period) -> ColumnElement[bool]:
    return and_(column >= period.starts_at, column < period.ends_at)

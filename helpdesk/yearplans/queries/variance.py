"""Reading what was promised to each device in a period, and what came of it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Subquery, case, func, select

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.models import Asset, AssetStatusChange
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.queries import judged
from helpdesk.maintenance.rules import LEFT, State
from helpdesk.maintenance.rules import Reason as Why
from helpdesk.workorders.models import CostLine, LabourEntry, WorkOrder
from helpdesk.workorders.rules import CostKind
from helpdesk.yearplans import rules
from helpdesk.yearplans.models import YearPlan, YearPlanDevice, YearPlanLine
from helpdesk.yearplans.rules import Came, Promised, Time, Variance

TRAVEL = (CostKind.TRANSPORT, CostKind.PER_DIEM)
NONE = Decimal(0)


Lines = list[tuple[YearPlanLine, Variance]]


def variances(plan: YearPlan, period: Period, *, actor: Actor, today: date) -> Lines:
    """Return line by line what was promised for a period of the plan's year, and what came."""
    (found,) = _of_periods(plan, [period], actor=actor, today=today)
    return found


def of_quarters(plan: YearPlan, *, actor: Actor, today: date) -> list[Lines]:
    """Return the same for each quarter of the year."""
    quarters = [Period.parse(f"{plan.year.slug}-Q{number}") for number in (1, 2, 3, 4)]
    return _of_periods(plan, quarters, actor=actor, today=today)


def _of_periods(
    plan: YearPlan, periods: Sequence[Period], *, actor: Actor, today: date
) -> list[Lines]:
    devices, came = _devices(plan), _came(plan, periods, actor, today)
    return [
        [
            (line, _variance(line, period, devices[line.id], found[line.plan_id], today=today))
            for line in plan.lines
        ]
        for period, found in zip(periods, came, strict=True)
    ]


def _variance(
    line: YearPlanLine,
    period: Period,
    devices: Sequence[Promised],
    came: Sequence[Came],
    *,
    today: date,
) -> Variance:
    cost, is_over = planned_cost(line, period), period.last_day < today
    if devices or line.times:
        times = _times(line, period)
        found = rules.variance(times, devices, came, today=today, is_over=is_over)
        return replace(found, planned_cost=cost)
    months = _months(period)
    found = rules.whole_line(sum(line.months[one] for one in months), came, is_over=is_over)
    minutes = sum(line.month_minutes[one] for one in months)
    return replace(found, planned_minutes=minutes, planned_cost=cost)


def planned_cost(line: YearPlanLine, period: Period) -> Decimal:
    """Return what the visits of a period were to cost: parts, workshops and officers' time."""
    cash = rules.shares(line.cash_cost, line.months)
    labour = rules.shares(line.labour_cost, line.month_minutes)
    return sum((cash[month] + labour[month] for month in _months(period)), NONE)


def planned_travel(plan: YearPlan, period: Period) -> Decimal | None:
    """Return what the journeys of a period were to cost; older plans do not say it."""
    if any(not one.months for one in plan.trips):
        return None
    costs = [rules.shares(one.cost, one.months) for one in plan.trips]
    return sum((one[month] for one in costs for month in _months(period)), NONE)


def _months(period: Period) -> range:
    first = rules.month_of(period.first_day)
    return range(first, first + period.months)


def _times(line: YearPlanLine, period: Period) -> list[Time]:
    known = [
        Time(date.fromisoformat(nominal), date.fromisoformat(due), minutes)
        for nominal, due, minutes in line.times
    ]
    return [one for one in known if period.first_day <= one.due_on <= period.last_day]


def _devices(plan: YearPlan) -> defaultdict[int, list[Promised]]:
    """Return the devices of each line, with the day on which they left service since then."""
    gone = (
        select(AssetStatusChange.asset_id, func.max(AssetStatusChange.at).label("at"))
        .join(Asset, Asset.id == AssetStatusChange.asset_id)
        .where(AssetStatusChange.to_status.in_(LEFT), Asset.status.in_(LEFT))
        .group_by(AssetStatusChange.asset_id)
        .subquery()
    )
    columns = YearPlanDevice.line_id, YearPlanDevice.asset_id, YearPlanDevice.since, gone.c.at
    rows = (
        select(*columns)
        .outerjoin(gone, gone.c.asset_id == YearPlanDevice.asset_id)
        .where(YearPlanDevice.line_id.in_([line.id for line in plan.lines]))
    )
    found = defaultdict[int, list[Promised]](list)
    for line_id, asset_id, since, at in db.session.execute(rows):
        left_on = clock.local_date(at) if at else None
        found[line_id].append(Promised(asset_id, since, left_on))
    return found


def _came(
    plan: YearPlan, periods: Sequence[Period], actor: Actor, today: date
) -> list[defaultdict[int, list[Came]]]:
    """Return by period and plan what was promised for it; what was postponed stays promised."""
    promised_for = func.coalesce(Occurrence.postponed_from, Occurrence.due_on)
    said = case((Occurrence.reason == Why.OTHER, Occurrence.note), else_="")
    minutes, travel = _minutes(), _travel()
    cash = WorkOrder.parts_cost + WorkOrder.vendor_cost + WorkOrder.other_cost
    rows = (
        select(
            promised_for,
            *(Occurrence.plan_id, Occurrence.asset_id, judged(today), Occurrence.reason, said),
            func.coalesce(minutes.c.minutes, 0),
            WorkOrder.labour_cost + cash,
            travel.c.travel,
        )
        .outerjoin(WorkOrder, WorkOrder.id == Occurrence.work_order_id)
        .outerjoin(minutes, minutes.c.work_order_id == WorkOrder.id)
        .outerjoin(travel, travel.c.work_order_id == WorkOrder.id)
        .where(
            Occurrence.council_id == actor.council_id,
            Occurrence.plan_id.in_([line.plan_id for line in plan.lines]),
            promised_for.between(periods[0].first_day, periods[-1].last_day),
            Occurrence.state != State.REPLANNED,
        )
    )
    found = [defaultdict[int, list[Came]](list) for _period in periods]
    firsts = [period.first_day for period in periods]
    for day, plan_id, *rest in db.session.execute(rows):
        found[bisect_right(firsts, day) - 1][plan_id].append(_one(rest))
    return found


def _one(row: Sequence[Any]) -> Came:
    asset_id, state, reason, note, minutes, cost, gone = row
    travel, why = gone or NONE, note or str(reason or "")
    paid = (cost or NONE) - travel
    return Came(asset_id, str(state), why=why, minutes=minutes, cost=paid, travel=travel)


def _minutes() -> Subquery:
    columns = LabourEntry.work_order_id, func.sum(LabourEntry.minutes).label("minutes")
    return select(*columns).group_by(LabourEntry.work_order_id).subquery()


def _travel() -> Subquery:
    columns = CostLine.work_order_id, func.sum(CostLine.amount).label("travel")
    own = select(*columns).where(CostLine.kind.in_(TRAVEL))
    return own.group_by(CostLine.work_order_id).subquery()

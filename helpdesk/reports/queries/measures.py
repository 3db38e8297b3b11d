"""Fleets, failures, repairs and their costs in a period, by kind of device and by department."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.rules import IN_USE, Status
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.reports.queries.maintenance import BEGAN, costs_of
from helpdesk.reports.rules.measures import Group, days_served, in_service, month_ends
from helpdesk.workorders.models import LabourEntry, WorkOrder
from helpdesk.workorders.queries import that_count
from helpdesk.workorders.rules import FINISHED, Kind

WHOLE = 0  # the key of all devices together
SERVING = IN_USE | {Status.UNDER_REPAIR}


@dataclass(frozen=True, slots=True)
class Measures:
    whole: Group
    kinds: Mapping[int, Group]
    departments: Mapping[int, Group]


def measures(actor: Actor, period: Period, *, today: date) -> Measures:
    """Return the figures of a period up to today; four statements, whatever the rows."""
    ends = month_ends(period.first_day, min(period.last_day, today))
    kinds, departments, all_ = _groups(ends), _groups(ends), _groups(ends)
    for row in _devices(actor):
        for group in (all_[WHOLE], kinds[row.category_id], departments[row.department_id]):
            _count_in(group, row, ends, period.first_day)
    minutes = _minutes(actor, period)
    for order in _orders(actor, period):
        keys = (all_, WHOLE), (kinds, order.at_category_id), (departments, order.at_department_id)
        for groups, key in keys:
            _add(groups[key], order, period, minutes.get(order.id, 0))
    return Measures(all_[WHOLE], kinds, departments)


def _groups(ends: list[date]) -> defaultdict[int, Group]:
    return defaultdict(lambda: Group([0] * len(ends)))


@dataclass(frozen=True, slots=True)
class _Device:
    category_id: int
    department_id: int
    began: date
    ended: date | None
    price: Decimal


def _devices(actor: Actor) -> Iterable[_Device]:
    """Return every device that served at some time, with the price of a new one."""
    columns = (
        *(Asset.category_id, Asset.department_id, Asset.in_service_on, Asset.purchased_on),
        *(Asset.retired_on, Asset.status, AssetModel.replacement_cost),
    )
    seen = equipment.visible_to(actor).join(AssetModel, AssetModel.id == Asset.model_id)
    for row in db.session.execute(seen.options().with_only_columns(*columns)):
        began = row.in_service_on or row.purchased_on
        if began is not None and (row.retired_on is not None or row.status in SERVING):
            price = row.replacement_cost or Decimal(0)
            yield _Device(row.category_id, row.department_id, began, row.retired_on, price)


def _count_in(group: Group, device: _Device, ends: list[date], first: date) -> None:
    if not ends:
        return
    serves = in_service(device.began, device.ended, ends)
    group.fleets = [one + is_in for one, is_in in zip(group.fleets, serves, strict=True)]
    group.device_days += days_served(device.began, device.ended, first, ends[-1])
    group.worth += device.price if serves[-1] else 0


def _orders(actor: Actor, period: Period) -> Iterable[WorkOrder]:
    """Return the jobs that ended in a period, and the repairs that were asked for in it."""
    ended = WorkOrder.done_at >= period.starts_at, WorkOrder.done_at < period.ends_at
    began = period.starts_at <= BEGAN, period.ends_at > BEGAN, WorkOrder.kind == Kind.CORRECTIVE
    found = that_count(actor).where((ended[0] & ended[1]) | (began[0] & began[1] & began[2]))
    return db.session.scalars(found.order_by(WorkOrder.id))


def _minutes(actor: Actor, period: Period) -> Mapping[int, int]:
    ids = that_count(actor).where(
        WorkOrder.done_at >= period.starts_at, WorkOrder.done_at < period.ends_at
    )
    owned = LabourEntry.work_order_id.in_(ids.with_only_columns(WorkOrder.id))
    sums = select(LabourEntry.work_order_id, func.sum(LabourEntry.minutes)).where(owned)
    rows = db.session.execute(sums.group_by(LabourEntry.work_order_id))
    return {row[0]: row[1] for row in rows}


def _add(group: Group, order: WorkOrder, period: Period, minutes: int) -> None:
    """Count a failure where it began, and a repair with its costs where it ended."""
    is_repair = order.kind is Kind.CORRECTIVE
    began = order.down_from or order.reported_at
    if is_repair and period.starts_at <= began < period.ends_at:
        group.failures += 1
    done = order.done_at
    if done is None or order.status not in FINISHED:
        return
    if period.starts_at <= done < period.ends_at:
        group.costs += costs_of(order)
        group.repairs += is_repair
        group.repeats += is_repair and order.repeat_of_id is not None
        group.minutes += minutes if is_repair else 0

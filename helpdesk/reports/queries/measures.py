"""Fleets, failures, repairs and their costs in a period, by kind of device and by department."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select

from helpdesk.core.fiscal_year import Period
from helpdesk.core.local_time import local_date
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.rules import SERVING
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.reports.queries.fleet import fleets, fleets_by_kind
from helpdesk.reports.queries.maintenance import BEGAN, costs_of
from helpdesk.reports.rules.measures import Group, days_served, serves
from helpdesk.workorders.models import LabourEntry, WorkOrder
from helpdesk.workorders.queries import that_count
from helpdesk.workorders.rules import FINISHED, Kind


@dataclass(frozen=True, slots=True)
class Measures:
    whole: Group
    kinds: Mapping[int, Group]
    departments: Mapping[int, Group]


def measures(actor: Actor, period: Period, *, now: datetime) -> Measures:
    """Return the figures of a period up to now; a fixed number of statements for each month."""
    by_kind = fleets_by_kind(actor, period, now=now)
    by_department = fleets(actor, period, now=now)
    kinds, departments = _Groups(by_kind), _Groups(by_department)
    whole = Group([one.total() for one in by_kind])
    last = min(period.last_day, local_date(now))
    for row in _devices(actor):
        for group in (whole, kinds[row.category_id]):
            group.device_days += days_served(row.began, row.ended, period.first_day, last)
            group.worth += row.price if row.began <= last and serves(row.ended, last) else 0
    minutes = _minutes(actor, period)
    for order in _orders(actor, period):
        here = kinds[order.at_category_id], departments[order.at_department_id]
        for group in (whole, *here):
            _add(group, order, period, minutes.get(order.id, 0))
    return Measures(whole, kinds, departments)


class _Groups(dict[int, Group]):
    """A group for each key, with how many devices it had at the end of each month."""

    def __init__(self, counted: Sequence[Counter[int]]) -> None:
        super().__init__()
        self._counted = counted
        for key in set().union(*counted):
            self[key]  # those without repairs are shown too

    def __missing__(self, key: int) -> Group:
        made = self[key] = Group([one[key] for one in self._counted])
        return made


@dataclass(frozen=True, slots=True)
class _Device:
    category_id: int
    began: date
    ended: date | None
    price: Decimal


def _devices(actor: Actor) -> Iterable[_Device]:
    """Return every device that served at some time, with the price of a new one."""
    columns = (
        *(Asset.category_id, Asset.in_service_on, Asset.purchased_on),
        *(Asset.retired_on, Asset.status, AssetModel.replacement_cost),
    )
    seen = equipment.visible_to(actor).join(AssetModel, AssetModel.id == Asset.model_id)
    for row in db.session.execute(seen.options().with_only_columns(*columns)):
        began = row.in_service_on or row.purchased_on
        if began is not None and (row.retired_on is not None or row.status in SERVING):
            price = row.replacement_cost or Decimal(0)
            yield _Device(row.category_id, began, row.retired_on, price)


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

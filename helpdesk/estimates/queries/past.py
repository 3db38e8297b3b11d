"""Faults and costs of three fiscal years, by kind of device."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import ScalarSelect, Select, func, select

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.local_time import ZONE, local_date
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset, AssetCategory, AssetStatusChange
from helpdesk.equipment.rules import SERVING
from helpdesk.estimates.rules import Past
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.workorders import queries as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import FINISHED, UNCOUNTED, Kind

YEARS, YEAR, HUNDREDTH = 3, Decimal("365.25"), Decimal("0.01")

Found = tuple[AssetCategory, Past, Sequence[int]]


def pasts(actor: Actor, year: FiscalYear, *, today: date) -> list[Found]:
    """Return for each kind of device its past three years, and the repairs that these hold.

    The years are the last ones that are over, so that no day changes what they say, and not from
    before the council's first record: what nobody wrote down did not fail. Four statements.
    """
    over = min(year.first, FiscalYear.containing(today).first)
    first, last = FiscalYear(over - YEARS).first_day, FiscalYear(over - 1).last_day
    recorded = db.session.scalar(_visible(actor).with_only_columns(func.min(WorkOrder.reported_at)))
    if recorded is None or local_date(recorded) > last:
        return []
    first = max(first, local_date(recorded))
    orders = _orders(actor, first, last)
    ages, fleet = _fleet(actor, first, last)
    wanted = select(AssetCategory).where(AssetCategory.id.in_(orders))
    kinds = db.session.scalars(wanted.order_by(AssetCategory.code)).all()
    return [_found(kind, orders[kind.id], ages[kind.id], fleet[kind.id]) for kind in kinds]


def _found(kind: AssetCategory, orders: Sequence[WorkOrder], days: int, fleet: int) -> Found:
    costs = [one.cash_cost for one in orders if one.status in FINISHED]
    years = (Decimal(days) / YEAR).quantize(HUNDREDTH)
    return kind, Past(len(orders), years, fleet, costs), [one.id for one in orders]


def _orders(actor: Actor, first: date, last: date) -> Mapping[int, list[WorkOrder]]:
    since = datetime.combine(first, time.min, ZONE)
    until = datetime.combine(last + timedelta(days=1), time.min, ZONE)
    found = _visible(actor).where(WorkOrder.reported_at >= since, WorkOrder.reported_at < until)
    groups = defaultdict[int, list[WorkOrder]](list)
    for one in db.session.scalars(found.order_by(WorkOrder.id)):
        groups[one.at_category_id].append(one)
    return groups


def _visible(actor: Actor) -> Select[WorkOrder]:
    return workorders.visible_to(actor).where(
        WorkOrder.kind == Kind.CORRECTIVE, WorkOrder.status.not_in(UNCOUNTED)
    )


def _stopped_at() -> ScalarSelect[datetime]:
    """Say when a device came into the state in which it is."""
    changes = select(func.max(AssetStatusChange.at)).where(AssetStatusChange.asset_id == Asset.id)
    return changes.correlate(Asset).scalar_subquery()


def _fleet(actor: Actor, first: date, last: date) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return the days that devices were in service, and how many are now, by kind.

    One that serves no more, though it is not retired, served until it came into that state.
    """
    said = (
        *(Asset.category_id, Asset.in_service_on, Asset.purchased_on),
        *(Asset.retired_on, Asset.status, _stopped_at()),
    )
    days, now = defaultdict[int, int](int), defaultdict[int, int](int)
    rows = db.session.execute(equipment.visible_to(actor).with_only_columns(*said))
    for category_id, used_on, bought_on, retired_on, status, stopped_at in rows:
        began, served = used_on or bought_on, status in SERVING
        stopped = None if served or stopped_at is None else local_date(stopped_at)
        ended = retired_on or stopped
        if began is not None and (ended is not None or served):
            whole = min(ended or last, last) - max(began, first)
            days[category_id] += max(whole.days, 0)
        now[category_id] += status in SERVING
    return days, now

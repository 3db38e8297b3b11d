"""Faults and costs of three fiscal years, by kind of device."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.local_time import ZONE
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset, AssetCategory
from helpdesk.equipment.rules import IN_USE, Status
from helpdesk.estimates.rules import Past
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.workorders import queries as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import FINISHED, UNCOUNTED, Kind

YEARS, YEAR, HUNDREDTH = 3, Decimal("365.25"), Decimal("0.01")
WORKING = IN_USE | {Status.UNDER_REPAIR}

Found = tuple[AssetCategory, Past, Sequence[int]]


def pasts(actor: Actor, year: FiscalYear, *, today: date) -> list[Found]:
    """Return for each kind of device its past three years, and the repairs that these hold.

    The years are those before `year`, the running one as far as it has come; three statements.
    """
    first = FiscalYear(year.first - YEARS).first_day
    last = min(FiscalYear(year.first - 1).last_day, today)
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
    found = workorders.visible_to(actor).where(
        WorkOrder.kind == Kind.CORRECTIVE,
        WorkOrder.status.not_in(UNCOUNTED),
        WorkOrder.reported_at >= since,
        WorkOrder.reported_at < until,
    )
    groups = defaultdict[int, list[WorkOrder]](list)
    for one in db.session.scalars(found.order_by(WorkOrder.id)):
        groups[one.at_category_id].append(one)
    return groups


def _fleet(actor: Actor, first: date, last: date) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return the days that devices were in service, and how many are now, by kind."""
    said = (
        *(Asset.category_id, Asset.in_service_on, Asset.purchased_on),
        *(Asset.retired_on, Asset.status),
    )
    days, now = defaultdict[int, int](int), defaultdict[int, int](int)
    rows = db.session.execute(equipment.visible_to(actor).with_only_columns(*said))
    for category_id, used_on, bought_on, retired_on, status in rows:
        began = used_on or bought_on
        if began is not None and (retired_on is not None or status in WORKING):
            whole = min(retired_on or last, last) - max(began, first)
            days[category_id] += max(whole.days, 0)
        now[category_id] += status in WORKING
    return days, now

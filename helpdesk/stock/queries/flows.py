"""What moved in a time: sums for the report of the store, lines for the stock card."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Result, func, select

from helpdesk.core.fiscal_year import Period
from helpdesk.core.recurrence import add_months
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.stock.models import StockLevel, StockMovement, Store
from helpdesk.stock.queries.holdings import movements_visible_to
from helpdesk.stock.rules import CARRIED, Balance, Column, MovementKind, column_of

YEAR = 12
USED = (MovementKind.ISSUE, MovementKind.RETURN)


@dataclass(slots=True)
class Flow:
    """What a part had at the beginning, and what each kind of movement brought or took."""

    opening: Balance = field(default_factory=Balance)
    moved: dict[Column, Balance] = field(default_factory=dict)

    def __getitem__(self, column: Column) -> Balance:
        return self.moved.get(column, Balance())

    @property
    def closing(self) -> Balance:
        return sum(self.moved.values(), start=self.opening)


def flows_in(period: Period, *, actor: Actor, store_id: int | None) -> Mapping[int, Flow]:
    """Return by part what moved before and in a period, in all stores or in one."""
    found: defaultdict[int, Flow] = defaultdict(Flow)
    for row in _sums(None, period.starts_at, actor, store_id):
        found[row.part_id].opening += Balance(row.quantity, row.value)
    for row in _sums(period.starts_at, period.ends_at, actor, store_id):
        if store_id is None and row.kind in CARRIED:
            continue
        flow, column = found[row.part_id], column_of(row.kind)
        flow.moved[column] = flow[column] + Balance(row.quantity, row.value)
    return found


def _sums(
    since: datetime | None, until: datetime, actor: Actor, store_id: int | None
) -> Result[Any]:
    summed = (
        select(
            StockLevel.part_id,
            StockMovement.kind,
            func.sum(StockMovement.quantity).label("quantity"),
            func.sum(StockMovement.value).label("value"),
        )
        .join(StockMovement.level)
        .join(StockLevel.store)
        .where(Store.council_id == actor.council_id, StockMovement.at < until)
        .group_by(StockLevel.part_id, StockMovement.kind)
    )
    if since is not None:
        summed = summed.where(StockMovement.at >= since)
    if store_id is not None:
        summed = summed.where(StockLevel.store_id == store_id)
    return db.session.execute(summed)


def opening_of(level: StockLevel, at: datetime) -> Balance:
    """Return what a store held of a part before a moment."""
    row = db.session.execute(
        select(
            func.coalesce(func.sum(StockMovement.quantity), 0),
            func.coalesce(func.sum(StockMovement.value), 0),
        ).where(StockMovement.level_id == level.id, StockMovement.at < at)
    ).one()
    return Balance(Decimal(row[0]), Decimal(row[1]))


def card_lines(level: StockLevel, period: Period, *, actor: Actor) -> Sequence[StockMovement]:
    moved = movements_visible_to(actor).where(
        StockMovement.level_id == level.id,
        StockMovement.at >= period.starts_at,
        StockMovement.at < period.ends_at,
    )
    return db.session.scalars(moved.order_by(StockMovement.id)).all()


def monthly_use(until: date, *, actor: Actor) -> Mapping[int, list[Decimal]]:
    """Return by part what was used in each of the twelve months before that of a day."""
    months = [Period.month_of(add_months(until.replace(day=1), -back)) for back in range(12, 0, -1)]
    used = (
        select(StockLevel.part_id, StockMovement.at, StockMovement.quantity)
        .join(StockMovement.level)
        .join(StockLevel.store)
        .where(
            Store.council_id == actor.council_id,
            StockMovement.kind.in_(USED),
            StockMovement.at >= months[0].starts_at,
            StockMovement.at < months[-1].ends_at,
        )
    )
    places = {month.first_day: place for place, month in enumerate(months)}
    found: defaultdict[int, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * YEAR)
    for row in db.session.execute(used):
        found[row.part_id][places[clock.local_date(row.at).replace(day=1)]] -= row.quantity
    return found


def last_moved(*, actor: Actor) -> Mapping[int, datetime]:
    """Return by part when something of it moved last."""
    rows = db.session.execute(
        select(StockLevel.part_id, func.max(StockMovement.at).label("at"))
        .join(StockMovement.level)
        .join(StockLevel.store)
        .where(Store.council_id == actor.council_id)
        .group_by(StockLevel.part_id)
    )
    return {row.part_id: row.at for row in rows}

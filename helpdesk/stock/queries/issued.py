"""Where parts went that were issued in a time, and what counts found too much or too little."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import contains_eager

from helpdesk.core.fiscal_year import Period
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org.models import Department
from helpdesk.stock.models import StockLevel, StockMovement, Store
from helpdesk.stock.queries.flows import USED
from helpdesk.stock.rules import MovementKind

Destinations = Callable[[], Select[int, int | None]]
_sources: list[Destinations] = []
CORRECTED = (MovementKind.ADJUSTMENT, MovementKind.WRITE_OFF)


def destination_source(source: Destinations) -> Destinations:
    """Declare a statement of issues, as `movement_id`, and the `department_id` they went to."""
    _sources.append(source)
    return source


def issued_by_department(
    period: Period, *, actor: Actor, store_id: int | None
) -> Sequence[tuple[Department | None, int, Decimal]]:
    """Return how often and for how much was issued to each department, less what came back.

    What nobody can say of comes last, without a department.
    """
    went = union_all(*(source() for source in _sources)).subquery()
    issue = func.coalesce(StockMovement.reverses_id, StockMovement.id)
    value = func.sum(StockMovement.value)
    rows = (
        select(Department, func.count(issue.distinct()), value)
        .select_from(StockMovement)
        .join(StockMovement.level)
        .join(StockLevel.store)
        .outerjoin(went, went.c.movement_id == issue)
        .outerjoin(Department, Department.id == went.c.department_id)
        .where(*_in(period, actor, store_id), StockMovement.kind.in_(USED))
        .group_by(*Department.__table__.columns)
        .order_by(Department.name_sw.is_(None), value)
    )
    return [(to, number, -Decimal(amount)) for to, number, amount in db.session.execute(rows)]


def variances(period: Period, *, actor: Actor, store_id: int | None) -> Sequence[StockMovement]:
    """Return what counts of a time found too much or too little, and what was written off."""
    found = (
        select(StockMovement)
        .join(StockMovement.level)
        .join(StockLevel.store)
        .join(StockLevel.part)
        .where(*_in(period, actor, store_id), StockMovement.kind.in_(CORRECTED))
        .where(StockMovement.quantity != 0)
        .options(
            contains_eager(StockMovement.level).options(
                contains_eager(StockLevel.store), contains_eager(StockLevel.part)
            )
        )
    )
    return db.session.scalars(found.order_by(StockMovement.id)).all()


def _in(period: Period, actor: Actor, store_id: int | None) -> list[ColumnElement[bool]]:
    said = [
        Store.council_id == actor.council_id,
        StockMovement.at >= period.starts_at,
        StockMovement.at < period.ends_at,
    ]
    return said if store_id is None else [*said, Store.id == store_id]

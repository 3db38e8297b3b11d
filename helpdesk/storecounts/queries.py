"""Reading counts of stores; every statement starts at `visible_to`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from helpdesk.audit.queries import subject_names
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.stock.models import Part, StockLevel, StockMovement, Store
from helpdesk.stock.queries import counting_source
from helpdesk.stock.rules import MovementKind
from helpdesk.storecounts.models import StoreCount, StoreCounter, StoreCountLine
from helpdesk.storecounts.rules import State


def visible_to(actor: Actor) -> Select[StoreCount]:
    found = select(StoreCount).where(StoreCount.council_id == actor.council_id)
    return found.options(joinedload(StoreCount.store), joinedload(StoreCount.started_by))


def get_or_404(count_id: int, *, actor: Actor) -> StoreCount:
    return found_or_404(visible_to(actor).where(StoreCount.id == count_id))


def line_or_404(line_id: int, count: StoreCount) -> StoreCountLine:
    return found_or_404(_lines_of(count).where(StoreCountLine.id == line_id))


def lines_of(count: StoreCount) -> Sequence[StoreCountLine]:
    return db.session.scalars(_lines_of(count).order_by(Part.code)).all()


def _lines_of(count: StoreCount) -> Select[StoreCountLine]:
    part = joinedload(StoreCountLine.level).joinedload(StockLevel.part)
    return (
        select(StoreCountLine)
        .join(StoreCountLine.level)
        .join(StockLevel.part)
        .where(StoreCountLine.count_id == count.id)
        .options(part, joinedload(StoreCountLine.counted_by), joinedload(StoreCountLine.movement))
    )


def progress_of(counts: Sequence[StoreCount]) -> Mapping[int, tuple[int, int]]:
    """Return by count how many parts were counted, of how many."""
    rows = db.session.execute(
        select(
            StoreCountLine.count_id, func.count(StoreCountLine.counted).label("done"), func.count()
        )
        .where(StoreCountLine.count_id.in_([one.id for one in counts]))
        .group_by(StoreCountLine.count_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def is_being_counted(store: Store) -> bool:
    going_on = select(StoreCount.id).where(
        StoreCount.store_id == store.id, StoreCount.state != State.APPLIED
    )
    return db.session.scalar(going_on.limit(1)) is not None


def levels_to_count(store: Store) -> Sequence[StockLevel]:
    """Return what lies in a store, and what is in use and may lie there although it should not."""
    held = select(StockLevel).join(StockLevel.part).where(StockLevel.store_id == store.id)
    return db.session.scalars(held.where(Part.is_active | (StockLevel.quantity > 0))).all()


def held_at(level_ids: Sequence[int], moment: datetime) -> Mapping[int, Decimal]:
    """Return what the books said then, whatever has moved since."""
    moved = (
        select(StockMovement.level_id, func.sum(StockMovement.quantity).label("held"))
        .where(StockMovement.level_id.in_(level_ids), StockMovement.at <= moment)
        .group_by(StockMovement.level_id)
    )
    return {row.level_id: row.held for row in db.session.execute(moved)}


def counters_of(count: StoreCount) -> set[int | None]:
    wrote = select(StoreCounter.user_id).where(StoreCounter.count_id == count.id)
    return {*db.session.scalars(wrote), count.started_by_id, count.finished_by_id}


def corrected_since(count: StoreCount) -> set[int]:
    """Return the lines of parts whose books were corrected otherwise after they were counted."""
    later = (
        select(StoreCountLine.id)
        .join(StockMovement, StockMovement.level_id == StoreCountLine.level_id)
        .where(
            StoreCountLine.count_id == count.id,
            StockMovement.kind == MovementKind.ADJUSTMENT,
            StockMovement.at > StoreCountLine.counted_at,
        )
    )
    return set(db.session.scalars(later))


@subject_names("store_count")
def numbers(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(StoreCount).where(StoreCount.id.in_(ids)))
    return {one.id: one.number for one in rows}


@counting_source
def counted_by(actor: Actor) -> Sequence[Store]:
    """Return the stores that somebody counts and whose count has not ended."""
    wrote = select(StoreCounter.count_id).where(StoreCounter.user_id == actor.id)
    mine = (StoreCount.started_by_id == actor.id) | StoreCount.id.in_(wrote)
    counting = StoreCount.council_id == actor.council_id, StoreCount.state == State.COUNTING
    found = select(Store).join(StoreCount, StoreCount.store_id == Store.id)
    return db.session.scalars(found.where(*counting, mine)).all()

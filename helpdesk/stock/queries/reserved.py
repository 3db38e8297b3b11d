"""Reading what is kept for jobs and requisitions, and what was ordered and has not come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.stock.models import Part, PartOrder, PartReservation, StockLevel

NONE = Decimal(0)


@dataclass(slots=True)
class Kept:
    """How many of a part all stores hold, and how many are kept for whom."""

    held: Decimal
    quantity: Decimal = NONE
    references: list[str] = field(default_factory=list)


def reserved_of(parts: Sequence[Part]) -> defaultdict[int, Decimal]:
    """Return by part how many are kept for something, in one statement."""
    columns = PartReservation.part_id, func.sum(PartReservation.quantity)
    rows = select(*columns).where(PartReservation.part_id.in_([part.id for part in parts]))
    found = db.session.execute(rows.group_by(PartReservation.part_id))
    return defaultdict(Decimal, {part_id: Decimal(quantity) for part_id, quantity in found})


def reservation(owner_kind: str, owner_id: int, part_id: int) -> PartReservation | None:
    return db.session.scalars(
        select(PartReservation)
        .where(*_of(owner_kind, owner_id), PartReservation.part_id == part_id)
        .with_for_update()
    ).one_or_none()


def reservations_of(owner_kind: str, owner_id: int) -> Sequence[PartReservation]:
    """Return what is kept for something."""
    rows = select(PartReservation).where(*_of(owner_kind, owner_id))
    with_part = rows.options(joinedload(PartReservation.part)).order_by(PartReservation.id)
    return db.session.scalars(with_part).all()


def reservations(part: Part, *, actor: Actor) -> Sequence[PartReservation]:
    """Return for what a part is kept, the oldest first."""
    own = PartReservation.council_id == actor.council_id, PartReservation.part_id == part.id
    rows = select(PartReservation).where(*own)
    return db.session.scalars(rows.order_by(PartReservation.id)).all()


def kept_for_others(parts: Sequence[Part], owner_kind: str, owner_id: int) -> Mapping[int, Kept]:
    """Return by part what is firmly kept for others: before this, where this has its own share.

    The rows stay locked, so that two stores do not give the same parts away at once.
    """
    ids = [part.id for part in parts]
    firm = select(PartReservation).where(PartReservation.part_id.in_(ids), PartReservation.is_firm)
    kept_rows = db.session.scalars(firm.order_by(PartReservation.id).with_for_update()).all()
    own = {
        row.part_id: row.id
        for row in kept_rows
        if (row.owner_kind, row.owner_id) == (owner_kind, owner_id)
    }
    rows = [row for row in kept_rows if row.id < own.get(row.part_id, row.id + 1)]
    held = _held([row.part_id for row in rows]) if rows else {}
    found: dict[int, Kept] = {}
    for row in rows:
        kept = found.setdefault(row.part_id, Kept(held.get(row.part_id, NONE)))
        kept.quantity += row.quantity
        kept.references.append(row.reference)
    return found


def _held(part_ids: Sequence[int]) -> dict[int, Decimal]:
    columns = StockLevel.part_id, func.sum(StockLevel.quantity)
    rows = select(*columns).where(StockLevel.part_id.in_(part_ids)).group_by(StockLevel.part_id)
    return {part_id: Decimal(quantity) for part_id, quantity in db.session.execute(rows)}


def _of(owner_kind: str, owner_id: int) -> tuple[ColumnElement[bool], ...]:
    return PartReservation.owner_kind == owner_kind, PartReservation.owner_id == owner_id


def orders_visible_to(actor: Actor) -> Select[PartOrder]:
    return select(PartOrder).where(PartOrder.council_id == actor.council_id)


def order_or_404(order_id: int, *, actor: Actor) -> PartOrder:
    whole = orders_visible_to(actor).options(joinedload(PartOrder.part))
    return found_or_404(whole.where(PartOrder.id == order_id))


def orders_listed(actor: Actor) -> Select[PartOrder]:
    """Return all orders with what the list shows; the caller sorts and pages them."""
    return orders_visible_to(actor).options(
        joinedload(PartOrder.part), joinedload(PartOrder.supplier), joinedload(PartOrder.by)
    )


def open_orders(actor: Actor, part: Part | None = None) -> Sequence[PartOrder]:
    """Return what has not come, of one part or of all, the oldest first."""
    rows = orders_visible_to(actor).where(*_awaited())
    if part is not None:
        rows = rows.where(PartOrder.part_id == part.id)
    whole = rows.options(joinedload(PartOrder.part), joinedload(PartOrder.supplier))
    return db.session.scalars(whole.order_by(PartOrder.ordered_on, PartOrder.id)).all()


def awaited_of(actor: Actor) -> defaultdict[int, Decimal]:
    """Return by part how many were ordered and have not come."""
    columns = PartOrder.part_id, func.sum(PartOrder.quantity - PartOrder.received)
    rows = orders_visible_to(actor).where(*_awaited()).with_only_columns(*columns)
    found = db.session.execute(rows.group_by(PartOrder.part_id))
    return defaultdict(Decimal, {part_id: Decimal(number) for part_id, number in found})


def _awaited() -> tuple[ColumnElement[bool], ...]:
    return PartOrder.closed_why == "", PartOrder.received < PartOrder.quantity

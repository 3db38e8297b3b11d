"""Reading the stores; every statement starts at a `…visible_to`, so no council sees another's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from helpdesk.audit.queries import subject_names
from helpdesk.core.text import fold, normalise_code, search_words
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import named
from helpdesk.stock.models import Part, PartReservation, StockLevel, StockMovement, Store
from helpdesk.stock.queries.reserved import reservations_of, reserved_of
from helpdesk.stock.rules import Balance, Lot, MovementKind, StockState, state


@dataclass(frozen=True, slots=True)
class Holding:
    """What all stores together hold of a part, and each of them alone; `reserved` is for whom."""

    part: Part
    levels: Sequence[StockLevel]
    reserved: Decimal = Decimal(0)

    @property
    def quantity(self) -> Decimal:
        return sum((level.quantity for level in self.levels), start=Decimal(0))

    @property
    def value(self) -> Decimal:
        return sum((level.value for level in self.levels), start=Decimal(0))

    @property
    def available(self) -> Decimal:
        """What nobody has asked for yet; below nothing where more is promised than there is."""
        return self.quantity - self.reserved

    @property
    def state(self) -> StockState:
        return state(self.quantity, self.available, self.part.point)


def visible_to(actor: Actor) -> Select[Part]:
    return select(Part).where(Part.council_id == actor.council_id)


def stores_visible_to(actor: Actor) -> Select[Store]:
    return select(Store).where(Store.council_id == actor.council_id)


def levels_visible_to(actor: Actor) -> Select[StockLevel]:
    """Levels with their part and store, the stores in the order of their codes."""
    return (
        select(StockLevel)
        .join(StockLevel.store)
        .join(StockLevel.part)
        .where(Store.council_id == actor.council_id)
        .options(contains_eager(StockLevel.store), contains_eager(StockLevel.part))
        .order_by(Store.code)
    )


@subject_names("part")
def part_names(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.scalars(select(Part).where(Part.id.in_(ids)))
    return {part.id: f"{part.code} {named(part)}" for part in rows}


@subject_names("store")
def store_names(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.scalars(select(Store).where(Store.id.in_(ids)))
    return {store.id: named(store) for store in rows}


@subject_names("stock_level")
def level_names(ids: Sequence[int]) -> dict[int, str]:
    levels = select(StockLevel).where(StockLevel.id.in_(ids))
    rows = db.session.scalars(
        levels.options(joinedload(StockLevel.part), joinedload(StockLevel.store))
    )
    return {level.id: f"{named(level.part)}, {named(level.store)}" for level in rows}


def part_or_404(part_id: int, *, actor: Actor) -> Part:
    return found_or_404(visible_to(actor).where(Part.id == part_id))


def level_or_404(level_id: int, *, actor: Actor) -> StockLevel:
    return found_or_404(levels_visible_to(actor).where(StockLevel.id == level_id))


def stores(actor: Actor) -> Sequence[Store]:
    return db.session.scalars(stores_visible_to(actor).order_by(Store.code)).all()


def matching(actor: Actor, *, text: str = "", store_id: int | None = None) -> Select[Part]:
    """Return the parts that all words name, of one store or of all; the caller sorts and pages."""
    found = visible_to(actor)
    for word in search_words(text):
        found = found.where(Part.search_text.contains(word, autoescape=True))
    if store_id is not None:
        there = select(StockLevel.part_id).where(
            StockLevel.store_id == store_id, StockLevel.quantity > 0
        )
        found = found.where(Part.id.in_(there))
    return found


def is_low() -> ColumnElement[bool]:
    """Tell parts that are to be bought: watched, and down to their reorder point in all stores."""
    held = (
        select(func.coalesce(func.sum(StockLevel.quantity), 0))
        .where(StockLevel.part_id == Part.id)
        .scalar_subquery()
    )
    kept = (
        select(func.coalesce(func.sum(PartReservation.quantity), 0))
        .where(PartReservation.part_id == Part.id)
        .scalar_subquery()
    )
    points = (Part.reorder_point, Part.use_point)
    return and_(Part.is_active, or_(*(and_(one > 0, held - kept <= one) for one in points)))


def turned(part_id: int) -> Part | None:
    """Return a part that is low and not noted as such, or the other way round; and lock it.

    Who finds it locked leaves it: whoever turns it at the same moment tells of it.
    """
    low, noted = is_low(), Part.low_since.is_not(None)
    return db.session.scalar(
        select(Part)
        .where(Part.id == part_id, or_(and_(low, ~noted), and_(~low, noted)))
        .with_for_update(skip_locked=True, key_share=True)
    )


def low_parts(parts: Select[Part], *, most: int = 50) -> Sequence[Part]:
    return db.session.scalars(parts.where(is_low()).order_by(Part.code).limit(most)).all()


def holdings(actor: Actor, parts: Sequence[Part]) -> list[Holding]:
    """Return what the stores hold of these parts, in two statements."""
    wanted = levels_visible_to(actor).where(StockLevel.part_id.in_([part.id for part in parts]))
    found, kept = _by_part(db.session.scalars(wanted)), reserved_of(parts)
    return [Holding(one, found.get(one.id, ()), kept[one.id]) for one in parts]


def kept_with_holdings(
    owner_kind: str, owner_id: int, *, actor: Actor
) -> list[tuple[PartReservation, Holding]]:
    """Return what is kept for something, and what the stores hold of it."""
    kept = reservations_of(owner_kind, owner_id)
    held = holdings(actor, [one.part for one in kept]) if kept else []
    return list(zip(kept, held, strict=True))


def catalogue(actor: Actor) -> list[Holding]:
    """Return every part that may be used, for pickers."""
    parts = db.session.scalars(visible_to(actor).where(Part.is_active).order_by(Part.code)).all()
    found = _by_part(db.session.scalars(levels_visible_to(actor)))
    kept = reserved_of(parts)
    return [Holding(one, found.get(one.id, ()), kept[one.id]) for one in parts]


def parts_called(typed: str, among: Iterable[Part]) -> list[Part]:
    """Return what somebody means by a code, or by a name in either language."""
    parts, code, name = list(among), normalise_code(typed), fold(typed)
    exact = [part for part in parts if part.code == code]
    return exact or [part for part in parts if name in (fold(part.name_sw), fold(part.name_en))]


def movements_visible_to(actor: Actor) -> Select[StockMovement]:
    return (
        select(StockMovement)
        .join(StockMovement.level)
        .join(StockLevel.store)
        .where(Store.council_id == actor.council_id)
        .options(
            contains_eager(StockMovement.level).contains_eager(StockLevel.store),
            joinedload(StockMovement.by),
            joinedload(StockMovement.supplier),
        )
    )


def ledger(part: Part, *, actor: Actor, store_id: int | None = None) -> Select[StockMovement]:
    """Return what moved of a part, in all stores or in one; the caller sorts and pages."""
    moved = movements_visible_to(actor).where(StockLevel.part_id == part.id)
    return moved if store_id is None else moved.where(StockLevel.store_id == store_id)


def movement_or_404(movement_id: int, *, actor: Actor) -> StockMovement:
    return found_or_404(movements_visible_to(actor).where(StockMovement.id == movement_id))


def is_reversed(movement: StockMovement) -> bool:
    """Tell of a receipt, whose level the caller locks, whether it was taken back before."""
    undone = select(StockMovement.id).where(StockMovement.reverses_id == movement.id)
    return db.session.scalar(undone) is not None


def still_out(issued: StockMovement) -> Balance:
    """Return what of an issue, whose level the caller locks, has not come back."""
    columns = func.sum(StockMovement.quantity), func.sum(StockMovement.value)
    came = select(*columns).where(StockMovement.reverses_id == issued.id)
    quantity, value = db.session.execute(came).one()
    back = Balance(Decimal(quantity or 0), Decimal(value or 0))
    return Balance(-issued.quantity - back.quantity, -issued.value - back.value)


def returned_of(movements: Sequence[StockMovement]) -> Mapping[int, Decimal]:
    """Return by movement how much of what was issued has come back."""
    ids = [one.id for one in movements]
    came = select(StockMovement.reverses_id, func.sum(StockMovement.quantity)).where(
        StockMovement.reverses_id.in_(ids), StockMovement.kind == MovementKind.RETURN
    )
    rows = db.session.execute(came.group_by(StockMovement.reverses_id))
    return {id_: Decimal(quantity) for id_, quantity in rows if id_}


def reversed_among(movements: Sequence[StockMovement]) -> set[int]:
    ids = [one.id for one in movements]
    undone = select(StockMovement.reverses_id).where(StockMovement.reverses_id.in_(ids))
    return {one for one in db.session.scalars(undone) if one}


def lots(levels: Sequence[StockLevel]) -> Mapping[int, list[Lot]]:
    """Return what came into each level, newest first; what came back is a lot of its own."""
    ids = [level.id for level in levels]
    came = (
        select(StockMovement.level_id, StockMovement.quantity, StockMovement.expires_on)
        .where(StockMovement.level_id.in_(ids), StockMovement.quantity > 0)
        .order_by(StockMovement.id.desc())
    )
    found: defaultdict[int, list[Lot]] = defaultdict(list)
    for row in db.session.execute(came):
        found[row.level_id].append(Lot(row.quantity, row.expires_on))
    return found


def next_expiry(level: StockLevel) -> date | None:
    """Return when the oldest goods in a level, which are issued first, expire."""
    held, oldest = level.quantity, None
    for lot in lots([level]).get(level.id, ()):
        if held <= 0:
            break
        held, oldest = held - lot.quantity, lot.expires_on
    return oldest


def has_code(code: str, *, actor: Actor) -> bool:
    return db.session.scalar(visible_to(actor).where(Part.code == code)) is not None


def has_store(code: str, *, actor: Actor) -> bool:
    return db.session.scalar(stores_visible_to(actor).where(Store.code == code)) is not None


def _by_part(levels: Iterable[StockLevel]) -> Mapping[int, list[StockLevel]]:
    found: defaultdict[int, list[StockLevel]] = defaultdict(list)
    for level in levels:
        found[level.part_id].append(level)
    return found

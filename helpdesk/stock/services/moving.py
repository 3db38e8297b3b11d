"""Moving parts in and out of stores; the caller commits.

A movement locks its level first, reckons in Decimal, and writes; whoever needs several levels
holds them by id, so that two people never wait for each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select, update

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, insert_into
from helpdesk.stock import queries
from helpdesk.stock.models import Part, StockLevel, StockMovement, Store
from helpdesk.stock.rules import (
    CARRIED,
    DELIVERED,
    Balance,
    CountedMeanwhileError,
    MovementKind,
    NotEnoughStockError,
    NotReversibleError,
    ReservedError,
    SameStoreError,
    check_whole,
    share_of,
)
from helpdesk.stock.services.low import watch
from helpdesk.stock.services.reserving import Owner
from helpdesk.vendors.models import Vendor

NOBODY = Owner("", 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    part: Part
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What else is known of goods that come in."""

    kind: MovementKind = MovementKind.RECEIPT
    supplier: Vendor | None = None
    fiscal_receipt: str = ""
    expires_on: date | None = None
    net_cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slip:
    """The paper of a movement: what kind, who, when, and for what."""

    kind: MovementKind
    actor: Actor
    at: datetime
    reference: str = ""
    reason: str = ""
    reverses_id: int | None = None
    delivery: Delivery = Delivery()


def receive(  # noqa: PLR0913  # a delivery is these facts
    store: Store,
    part: Part,
    *,
    quantity: Decimal,
    unit_cost: Decimal,
    reference: str,
    actor: Actor,
    now: datetime,
    delivery: Delivery = Delivery(),
) -> StockMovement:
    """Take a delivery in; what was paid for one is the part's last price from now on."""
    check_whole(quantity, part.unit)
    level = _level(store, part)
    after = _balance(level).receive(quantity, unit_cost)
    if unit_cost:  # a gift says nothing about the price
        _note_price(part, unit_cost)
    slip = _Slip(kind=delivery.kind, actor=actor, at=now, reference=reference, delivery=delivery)
    return _move(level, after, slip)


def issue(
    store: Store, part: Part, *, quantity: Decimal, reference: str, actor: Actor, now: datetime
) -> StockMovement:
    """Take parts out at what they are worth now; more than there is raises NotEnoughStockError."""
    check_whole(quantity, part.unit)
    level = _locked_levels(store, [part]).get(part.id)
    if level is None:
        raise NotEnoughStockError(quantity, Decimal(0))
    after = _balance(level).issue(quantity).left
    slip = _Slip(kind=MovementKind.ISSUE, actor=actor, at=now, reference=reference)
    return _move(level, after, slip)


def hold(store: Store, wanted: Sequence[Wanted], owner: Owner | None = NOBODY) -> None:
    """Keep everybody else from these parts until the commit, and see that there is enough.

    Raises ReservedError where what is wanted is kept for others than `owner`; None asks nobody.
    """
    levels = _locked_levels(store, [one.part for one in wanted])
    left = {part_id: _balance(level) for part_id, level in levels.items()}
    for line, one in enumerate(wanted):
        check_whole(one.quantity, one.part.unit)
        held = left.get(one.part.id, Balance())
        try:
            left[one.part.id] = held.issue(one.quantity).left
        except NotEnoughStockError as error:
            raise _short(wanted, levels.get(one.part.id), line) from error
    if owner is not None:
        _respect(wanted, owner)


def _respect(wanted: Sequence[Wanted], owner: Owner) -> None:
    """Leave to others what is kept for them, in all stores together."""
    kept = queries.kept_for_others([one.part for one in wanted], owner.kind, owner.id)
    for line, one in enumerate(wanted):
        others = kept.get(one.part.id)
        if others is None:
            continue
        together = sum((each.quantity for each in wanted if each.part is one.part), Decimal(0))
        left = max(Decimal(0), others.held - others.quantity)
        if together > left:
            raise ReservedError(together, left, line, others.references)


def _short(wanted: Sequence[Wanted], level: StockLevel | None, line: int) -> NotEnoughStockError:
    """Say what is wanted of a part on all lines together, and what there is before any of them."""
    part = wanted[line].part
    together = sum((one.quantity for one in wanted if one.part is part), start=Decimal(0))
    return NotEnoughStockError(together, level.quantity if level else Decimal(0), line)


def give_back(
    issued: StockMovement,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    quantity: Decimal | None = None,
) -> StockMovement:
    """Put what was issued back where it came from, all that is out or so much of it.

    It comes back at the value that left with it. Raises NotEnoughStockError where less is out.
    """
    level = _locked(issued.level_id)
    out = queries.still_out(issued)
    quantity = out.quantity if quantity is None else quantity
    check_whole(quantity, level.part.unit)
    if not 0 < quantity <= out.quantity:
        raise NotEnoughStockError(quantity, out.quantity)
    value = share_of(out.value, quantity, out.quantity)
    after = _balance(level).take_back(quantity, value=value)
    slip = _Slip(
        kind=MovementKind.RETURN,
        actor=actor,
        at=now,
        reference=issued.reference,
        reason=reason,
        reverses_id=issued.id,
    )
    return _move(level, after, slip)


def reverse(received: StockMovement, *, reason: str, actor: Actor, now: datetime) -> StockMovement:
    """Take back what was entered by mistake, as long as the store still holds so much."""
    level = _locked(received.level_id)
    if received.kind not in DELIVERED or queries.is_reversed(received):
        raise NotReversibleError
    after = _balance(level).undo(received.quantity, value=received.value)
    slip = _Slip(
        kind=MovementKind.REVERSAL,
        actor=actor,
        at=now,
        reference=received.reference,
        reason=reason,
        reverses_id=received.id,
    )
    return _move(level, after, slip)


def transfer(
    level: StockLevel, to: Store, *, quantity: Decimal, reason: str, actor: Actor, now: datetime
) -> StockMovement:
    """Carry parts to another store; their value goes along, and so does the day they expire."""
    if to.id == level.store_id:
        raise SameStoreError
    check_whole(quantity, level.part.unit)
    source, target = _both(level, to)
    issue = _balance(source).issue(quantity)
    delivery = Delivery(expires_on=queries.next_expiry(source))
    slip = _Slip(kind=MovementKind.TRANSFER_OUT, actor=actor, at=now, reason=reason)
    sent = _move(source, issue.left, slip)
    after = _balance(target).take_back(quantity, value=issue.value)
    arrival = replace(slip, kind=MovementKind.TRANSFER_IN, reverses_id=sent.id, delivery=delivery)
    return _move(target, after, arrival)


def write_off(
    level: StockLevel, *, quantity: Decimal, reason: str, actor: Actor, now: datetime
) -> StockMovement:
    """Take out what is spoilt, expired or gone."""
    check_whole(quantity, level.part.unit)
    level = _locked(level.id)
    after = _balance(level).issue(quantity).left
    slip = _Slip(kind=MovementKind.WRITE_OFF, actor=actor, at=now, reason=reason)
    return _move(level, after, slip)


def adjust(
    level: StockLevel, *, counted: Decimal, reason: str, actor: Actor, now: datetime
) -> StockMovement:
    """Write down what a count found; a count that agrees is written down too."""
    check_whole(counted, level.part.unit)
    seen = level.version
    level = _locked(level.id)
    if level.version != seen:
        raise CountedMeanwhileError
    price = level.part.last_price or Decimal(0)
    after = _balance(level).counted(counted, price=price)
    slip = _Slip(kind=MovementKind.ADJUSTMENT, actor=actor, at=now, reason=reason)
    return _move(level, after, slip)


def correct(
    level: StockLevel,
    over: Decimal,
    *,
    reference: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> StockMovement:
    """Write down what a count found too much or, below zero, too little, whatever moved since."""
    level = _locked(level.id)
    price = level.part.last_price or Decimal(0)
    after = _balance(level).counted(level.quantity + over, price=price)
    kind = MovementKind.ADJUSTMENT
    return _move(
        level, after, _Slip(kind=kind, actor=actor, at=now, reference=reference, reason=reason)
    )


def _move(level: StockLevel, after: Balance, slip: _Slip) -> StockMovement:
    before = _balance(level)
    quantity, value = after.quantity - before.quantity, after.value - before.value
    movement = StockMovement(
        level=level,
        kind=slip.kind,
        quantity=quantity,
        quantity_after=after.quantity,
        unit_cost=Balance(quantity, value).unit_cost if quantity else before.unit_cost,
        value=value,
        at=slip.at,
        reference=slip.reference,
        reason=slip.reason,
        by_id=slip.actor.id,
        reverses_id=slip.reverses_id,
        supplier=slip.delivery.supplier,
        fiscal_receipt=slip.delivery.fiscal_receipt,
        expires_on=slip.delivery.expires_on,
        net_cost=slip.delivery.net_cost,
    )
    level.quantity, level.value = after.quantity, after.value
    db.session.add(movement)
    changes = {"quantity": [before.quantity, after.quantity], "reference": [None, slip.reference]}
    record(slip.actor, f"stock.{slip.kind}", level, changes, at=slip.at)
    db.session.flush()
    if slip.kind not in CARRIED:
        watch(level.part_id, slip.at)
    return movement


def _note_price(part: Part, unit_cost: Decimal) -> None:
    """Past the record itself: two stores may receive the part at once, and its version stays."""
    db.session.execute(
        update(Part).where(Part.id == part.id).values(last_price=unit_cost),
        execution_options={"synchronize_session": False},
    )
    db.session.expire(part, ["last_price"])


def _balance(level: StockLevel) -> Balance:
    return Balance(level.quantity, level.value)


def _level(store: Store, part: Part) -> StockLevel:
    """Return what a store holds of a part, locked; the first delivery makes it."""
    _make_level(store, part)
    return _locked_levels(store, [part])[part.id]


def _make_level(store: Store, part: Part) -> None:
    first = {"store_id": store.id, "part_id": part.id, "quantity": 0, "value": 0, "version": 1}
    db.session.execute(insert_into(StockLevel).values(**first).on_conflict_do_nothing())


def _both(level: StockLevel, to: Store) -> tuple[StockLevel, StockLevel]:
    """Lock a level and that of the same part in another store, by id as everybody does."""
    _make_level(to, level.part)
    locked = db.session.scalars(
        select(StockLevel)
        .where(
            StockLevel.part_id == level.part_id,
            StockLevel.store_id.in_((level.store_id, to.id)),
        )
        .order_by(StockLevel.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    by_store = {one.store_id: one for one in locked}
    return by_store[level.store_id], by_store[to.id]


def _locked_levels(store: Store, parts: Sequence[Part]) -> dict[int, StockLevel]:
    """Lock the levels of these parts by id, as everybody does, and read them anew."""
    levels = db.session.scalars(
        select(StockLevel)
        .where(StockLevel.store_id == store.id, StockLevel.part_id.in_([part.id for part in parts]))
        .order_by(StockLevel.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {level.part_id: level for level in levels}


def _locked(level_id: int) -> StockLevel:
    return db.session.scalars(
        select(StockLevel)
        .where(StockLevel.id == level_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()

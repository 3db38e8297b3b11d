"""Counting a store, and letting its books follow; the caller commits."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from helpdesk.audit.services import record
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, insert_into
from helpdesk.infra.i18n import OFFICE_LANGUAGE
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council
from helpdesk.stock import services as stock
from helpdesk.stock.models import Store
from helpdesk.stock.rules import Balance, NotEnoughStockError, check_whole
from helpdesk.storecounts import queries
from helpdesk.storecounts.models import StoreCount, StoreCounter, StoreCountLine
from helpdesk.storecounts.rules import (
    CorrectedError,
    GoesOnError,
    OverError,
    OwnCountError,
    State,
    check_state,
)


def start(store: Store, *, actor: Actor, now: datetime) -> StoreCount:
    """Begin a count of all that the store may hold; one store is counted once at a time."""
    db.session.scalars(select(Store).where(Store.id == store.id).with_for_update()).one()
    if queries.is_being_counted(store):
        raise GoesOnError
    council = db.session.get_one(Council, actor.council_id)
    count = StoreCount(
        council_id=council.id,
        number=next_reference(council, "STK", on=clock.local_date(now)),
        store=store,
        started_at=now,
        started_by_id=actor.id,
    )
    db.session.add(count)
    db.session.flush()
    levels = queries.levels_to_count(store)
    db.session.add_all(StoreCountLine(count_id=count.id, level_id=one.id) for one in levels)
    db.session.flush()
    record(actor, "store_count.start", count, at=now)
    return count


def note(
    count: StoreCount, counted: Mapping[int, Decimal], *, at: datetime, actor: Actor, now: datetime
) -> int:
    """Write down what was found of these lines at a moment; say how many numbers are new."""
    _hold(count, State.COUNTING)
    if not count.started_at <= at <= now:
        raise OverError
    lines = [one for one in queries.lines_of(count) if one.id in counted]
    new = [one for one in lines if one.counted != counted[one.id]]
    held = queries.held_at([one.level_id for one in new], at)
    for line in new:
        check_whole(counted[line.id], line.level.part.unit)
        line.counted, line.expected = counted[line.id], held.get(line.level_id, Decimal(0))
        line.unit_cost, line.counted_at, line.counted_by_id = _worth(line), at, actor.id
    if new:
        _note_counter(count, actor)
        found = {"counted": [None, ", ".join(_said(line) for line in new)]}
        record(actor, "store_count.note", count, found, at=now)
    db.session.flush()
    return len(new)


def _worth(line: StoreCountLine) -> Decimal:
    level = line.level
    average = Balance(level.quantity, level.value).unit_cost
    return average or level.part.last_price or Decimal(0)


def _said(line: StoreCountLine) -> str:
    return f"{line.level.part.code} {line.counted:f}"


def _note_counter(count: StoreCount, actor: Actor) -> None:
    if actor.id is not None:
        row = insert_into(StoreCounter).values(count_id=count.id, user_id=actor.id)
        db.session.execute(row.on_conflict_do_nothing())


def finish(count: StoreCount, *, actor: Actor, now: datetime) -> None:
    _hold(count, State.COUNTING)
    count.state, count.finished_at, count.finished_by_id = State.WAITING, now, actor.id
    record(actor, "store_count.finish", count, at=now)
    db.session.flush()


def count_again(line: StoreCountLine, *, actor: Actor, now: datetime) -> None:
    """Take one number out, so that this part is counted once more before anybody approves."""
    count = line.count
    _hold(count, State.WAITING)
    record(actor, "store_count.again", count, {"counted": [_said(line), None]}, at=now)
    line.counted = line.expected = line.unit_cost = line.counted_at = line.counted_by_id = None
    count.state = State.COUNTING
    db.session.flush()


def approve(count: StoreCount, *, actor: Actor, now: datetime) -> None:
    """Correct the books by what differs, once; what moved after the count stays moved."""
    _hold(count, State.WAITING)
    if actor.id is None or actor.id in queries.counters_of(count):
        raise OwnCountError
    if queries.corrected_since(count):
        raise CorrectedError
    with force_locale(OFFICE_LANGUAGE):
        reason = _("Count %(number)s", number=count.number)
    for line in sorted(queries.lines_of(count), key=lambda one: one.level_id):
        _correct(line, count.number, reason, actor, now)
    count.state, count.approved_at, count.approved_by_id = State.APPLIED, now, actor.id
    record(actor, "store_count.approve", count, at=now)
    db.session.flush()


def _correct(line: StoreCountLine, number: str, reason: str, actor: Actor, now: datetime) -> None:
    if line.variance is None or not line.variance.quantity:
        return
    over = line.variance.quantity
    try:
        line.movement = stock.correct(
            line.level, over, reference=number, reason=reason, actor=actor, now=now
        )
    except NotEnoughStockError as error:
        raise CorrectedError from error


def _hold(count: StoreCount, wanted: State) -> None:
    """Let nobody else change its state meanwhile, and look what it is now."""
    same = select(StoreCount).where(StoreCount.id == count.id).with_for_update()
    db.session.scalars(same.execution_options(populate_existing=True)).one()
    check_state(count.state, wanted)

"""Counting, and letting the register follow; the caller commits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from helpdesk.audit.services import record
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import GONE, Condition, Status
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, insert_into
from helpdesk.infra.i18n import OFFICE_LANGUAGE
from helpdesk.infra.numbers import next_reference
from helpdesk.losses import services as losses
from helpdesk.losses.rules import Kind
from helpdesk.losses.rules import can_be_lost as losable
from helpdesk.org.models import Council, Department, Location
from helpdesk.stocktakes import queries
from helpdesk.stocktakes.models import Stocktake, StocktakeLine
from helpdesk.stocktakes.rules import OwnCountError, Result, State, check_state

NOT_HERE = GONE | {Status.LOST_STOLEN}  # by the register, which a count does not contradict alone


@dataclass(frozen=True, slots=True)
class Typed:
    """What a sheet of paper says of one device."""

    is_found: bool
    condition: Condition | None = None


def start(
    scope: Location | Department, *, is_blind: bool, actor: Actor, now: datetime
) -> Stocktake:
    """Begin a count; what is expected is what the register says now, whatever moves later."""
    council = db.session.get_one(Council, actor.council_id)
    stocktake = Stocktake(
        council_id=council.id,
        number=next_reference(council, "CNT", on=clock.local_date(now)),
        location=scope if isinstance(scope, Location) else None,
        department=scope if isinstance(scope, Department) else None,
        is_blind=is_blind,
        started_at=now,
        started_by_id=actor.id,
        started_by=actor.name,
    )
    db.session.add(stocktake)
    db.session.flush()
    _expect(stocktake, actor)
    record(actor, "stocktake.start", stocktake, at=now)
    return stocktake


def _expect(stocktake: Stocktake, actor: Actor) -> None:
    db.session.add_all(
        StocktakeLine(
            stocktake_id=stocktake.id,
            asset_id=asset.id,
            is_expected=True,
            location_id=asset.location_id,
            custodian_id=asset.custodian_id,
        )
        for asset in queries.expected_at(stocktake, actor=actor)
    )
    db.session.flush()


def count(
    stocktake: Stocktake, asset: Asset, *, condition: Condition | None, actor: Actor, now: datetime
) -> bool:
    """Note that a device is here; False where somebody noted it before."""
    _hold(stocktake, State.COUNTING)
    seen = {
        "found_at": now,
        "found_by_id": actor.id,
        "found_by": actor.name,
        "condition": condition,
    }
    unexpected = {
        "stocktake_id": stocktake.id,
        "asset_id": asset.id,
        "is_expected": False,
        "location_id": asset.location_id,
        "custodian_id": asset.custodian_id,
        "words": "",
        "is_lost": False,
        "is_absent": False,
    }
    met = insert_into(StocktakeLine).values(**unexpected, **seen)
    fresh = met.on_conflict_do_update(
        index_elements=["stocktake_id", "asset_id"],
        set_=seen,
        where=StocktakeLine.found_at.is_(None),
    ).returning(StocktakeLine.id)
    is_fresh = db.session.scalars(fresh).first() is not None
    if is_fresh:
        record(actor, "stocktake.count", stocktake, {"asset": [None, asset.asset_tag]}, at=now)
    return is_fresh


def type_in(stocktake: Stocktake, said: Mapping[int, Typed], *, actor: Actor, now: datetime) -> int:
    """Follow a sheet that was filled in by hand, and return how many lines changed."""
    _hold(stocktake, State.COUNTING)
    lines = select(StocktakeLine).where(
        StocktakeLine.stocktake_id == stocktake.id, StocktakeLine.id.in_(said)
    )
    changed = 0
    for line in db.session.scalars(lines).all():
        typed = said[line.id]
        if typed != _as_it_stands(line):
            changed += 1
            _follow(stocktake, line, typed, actor=actor, now=now)
    return changed


def _as_it_stands(line: StocktakeLine) -> Typed | None:
    """Return what was said of a device so far, if anything was."""
    is_found = line.found_at is not None
    return Typed(is_found, line.condition) if is_found or line.is_absent else None


def _follow(
    stocktake: Stocktake, line: StocktakeLine, typed: Typed, *, actor: Actor, now: datetime
) -> None:
    if line.found_at is not None:
        take_back(stocktake, [line.id], actor=actor, now=now)
    line.is_absent = not typed.is_found
    if typed.is_found and line.asset is not None:
        count(stocktake, line.asset, condition=typed.condition, actor=actor, now=now)


def add_extra(stocktake: Stocktake, words: str, *, actor: Actor, now: datetime) -> StocktakeLine:
    """Note a device that the register does not know."""
    _hold(stocktake, State.COUNTING)
    line = StocktakeLine(
        stocktake_id=stocktake.id,
        is_expected=False,
        found_at=now,
        found_by_id=actor.id,
        found_by=actor.name,
        words=words,
    )
    db.session.add(line)
    db.session.flush()
    record(actor, "stocktake.count", stocktake, {"extra": [None, words]}, at=now)
    return line


def take_back(stocktake: Stocktake, ids: Collection[int], *, actor: Actor, now: datetime) -> None:
    """Undo what was counted by mistake."""
    _hold(stocktake, State.COUNTING)
    of_count = StocktakeLine.stocktake_id == stocktake.id
    for line in db.session.scalars(
        select(StocktakeLine).where(of_count, StocktakeLine.id.in_(ids))
    ):
        said = line.asset.asset_tag if line.asset else line.words
        record(actor, "stocktake.count", stocktake, {"asset": [said, None]}, at=now)
        if line.is_expected:
            line.found_at, line.found_by_id, line.found_by, line.condition = None, None, "", None
        else:
            db.session.delete(line)
    db.session.flush()


def finish(stocktake: Stocktake, *, actor: Actor, now: datetime) -> None:
    _hold(stocktake, State.COUNTING)
    stocktake.state, stocktake.finished_at = State.WAITING, now
    stocktake.finished_by_id, stocktake.finished_by = actor.id, actor.name
    record(actor, "stocktake.finish", stocktake, at=now)


def approve(stocktake: Stocktake, *, lost: Collection[int], actor: Actor, now: datetime) -> None:
    """Let the register follow the count, once; `lost` are the lines of missing devices given up.

    A device that was moved after it was counted stays where it was moved to.
    """
    _hold(stocktake, State.WAITING)
    if actor.id in queries.counters_of(stocktake):
        raise OwnCountError
    with force_locale(OFFICE_LANGUAGE):
        reason = _("Count %(number)s", number=stocktake.number)
    lines, moved = queries.lines_of(stocktake), queries.moved_since(stocktake)
    for line in (one for one in lines[Result.MISPLACED] if one.asset_id not in moved):
        _move(line, stocktake, reason=reason, actor=actor, now=now)
    for line in (*lines[Result.FOUND], *lines[Result.MISPLACED]):
        if line.asset and line.condition and line.asset.status not in NOT_HERE:
            equipment.set_condition(line.asset, condition=line.condition, actor=actor, now=now)
    for line in lines[Result.MISSING]:
        if line.id in lost and line.asset_id not in moved:
            _give_up(line, reason=reason, actor=actor, now=now)
    stocktake.state, stocktake.approved_at = State.APPLIED, now
    stocktake.approved_by = actor.name
    record(actor, "stocktake.approve", stocktake, at=now)


def _move(
    line: StocktakeLine, stocktake: Stocktake, *, reason: str, actor: Actor, now: datetime
) -> None:
    asset = line.asset
    if asset is None or asset.status in NOT_HERE:
        return
    to = equipment.Whereabouts(
        location=stocktake.location or asset.location,
        department=stocktake.department or asset.department,
        custodian=asset.custodian,
    )
    if (to.location, to.department) != (asset.location, asset.department):
        equipment.move(asset, to=to, reason=reason, actor=actor, now=now)


def risen(lines: Mapping[Result, Sequence[StocktakeLine]]) -> list[StocktakeLine]:
    """Return what was met although it left the register, or is being looked for."""
    met = (*lines[Result.FOUND], *lines[Result.MISPLACED])
    return [line for line in met if line.asset is not None and line.asset.status in NOT_HERE]


def can_be_lost(line: StocktakeLine) -> bool:
    return line.asset is not None and losable(line.asset.status)


def _give_up(line: StocktakeLine, *, reason: str, actor: Actor, now: datetime) -> None:
    """Report a missing device as lost; how it was lost is told later."""
    if line.asset is None or not can_be_lost(line):
        return
    told = losses.Told(
        kind=Kind.LOST,
        happened_on=clock.local_date(now),
        circumstances=_not_found(reason),
    )
    losses.report(line.asset, told, actor=actor, now=now)
    line.is_lost = True


def _hold(stocktake: Stocktake, wanted: State) -> None:
    """Let nobody else change its state meanwhile, and look what it is now."""
    same = select(Stocktake).where(Stocktake.id == stocktake.id).with_for_update()
    db.session.scalars(same.execution_options(populate_existing=True)).one()
    check_state(stocktake.state, wanted)


def _not_found(count: str) -> str:
    with force_locale(OFFICE_LANGUAGE):
        return str(_("Not found at the count. %(count)s.", count=count))

"""Reading counts; every statement starts at `visible_to`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Any

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import joinedload

from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset, Movement
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.org.models import Location
from helpdesk.stocktakes import permissions
from helpdesk.stocktakes.models import Stocktake, StocktakeLine
from helpdesk.stocktakes.rules import Result, State

MOST_OPEN, LAST = 10, 5
SCOPE = (joinedload(Stocktake.location), joinedload(Stocktake.department))


def visible_to(actor: Actor) -> Select[Stocktake]:
    return select(Stocktake).where(Stocktake.council_id == actor.council_id).options(*SCOPE)


def get_or_404(stocktake_id: int, *, actor: Actor) -> Stocktake:
    return found_or_404(visible_to(actor).where(Stocktake.id == stocktake_id))


@subject_names("stocktake")
def numbers(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Stocktake.id, Stocktake.number).where(Stocktake.id.in_(ids)))
    return {row.id: row.number for row in rows}


@owner("stocktake_line")
def lines_with_files(actor: Actor) -> Select[Any]:
    """Return what was met and photographed at counts that an actor may see."""
    seen = visible_to(actor).with_only_columns(Stocktake.id)
    lines = select(StocktakeLine.id).where(StocktakeLine.stocktake_id.in_(seen))
    return lines if can(actor, permissions.VIEW) else lines.where(false())


def open_counts(actor: Actor) -> Sequence[Stocktake]:
    """Return the counts that go on, those of the actor first."""
    is_own = Stocktake.started_by_id == actor.id
    going_on = visible_to(actor).where(Stocktake.state == State.COUNTING)
    newest = going_on.order_by(is_own.desc(), Stocktake.started_at.desc(), Stocktake.id.desc())
    return db.session.scalars(newest.limit(MOST_OPEN)).all()


def last_seen(stocktake: Stocktake, *, actor: Actor) -> Sequence[StocktakeLine]:
    """Return what the actor counted last."""
    own = StocktakeLine.found_by_id == actor.id, StocktakeLine.stocktake_id == stocktake.id
    return db.session.scalars(
        select(StocktakeLine)
        .where(*own)
        .options(joinedload(StocktakeLine.asset).joinedload(Asset.model))
        .order_by(StocktakeLine.found_at.desc(), StocktakeLine.id.desc())
        .limit(LAST)
    ).all()


def belongs_elsewhere(stocktake: Stocktake, asset: Asset) -> bool:
    """Tell whether a device was met that the count did not expect."""
    line = StocktakeLine.stocktake_id == stocktake.id, StocktakeLine.asset_id == asset.id
    return not db.session.scalar(select(StocktakeLine.is_expected).where(*line))


def progress_of(stocktake: Stocktake) -> tuple[int, int]:
    return counts_of([stocktake.id]).get(stocktake.id, (0, 0))


def lines_of(stocktake: Stocktake) -> dict[Result, list[StocktakeLine]]:
    """Return the devices of a count by what became of them, each by its number."""
    place = joinedload(StocktakeLine.location)
    rows = db.session.scalars(
        select(StocktakeLine)
        .outerjoin(StocktakeLine.asset)
        .where(StocktakeLine.stocktake_id == stocktake.id)
        .options(
            joinedload(StocktakeLine.asset).joinedload(Asset.model),
            joinedload(StocktakeLine.custodian),
            place.joinedload(Location.parent).joinedload(Location.parent),
        )
        .order_by(Asset.asset_tag, StocktakeLine.id)
    )
    found: defaultdict[Result, list[StocktakeLine]] = defaultdict(list)
    for row in rows:
        found[row.result].append(row)
    return found


def moved_since(stocktake: Stocktake) -> Set[int]:
    """Return the devices that somebody moved after they were counted: the register is newer."""
    counted = func.coalesce(StocktakeLine.found_at, stocktake.started_at)
    moved = (
        select(StocktakeLine.asset_id)
        .join(Movement, Movement.asset_id == StocktakeLine.asset_id)
        .where(StocktakeLine.stocktake_id == stocktake.id, Movement.at > counted)
    )
    return {one for one in db.session.scalars(moved) if one is not None}


def overlapping(stocktake: Stocktake) -> Sequence[Stocktake]:
    """Return other counts that go on and expect some of the same devices."""
    own = select(StocktakeLine.asset_id).where(StocktakeLine.stocktake_id == stocktake.id)
    same = select(StocktakeLine.stocktake_id).where(
        StocktakeLine.asset_id.in_(own), StocktakeLine.is_expected
    )
    others = select(Stocktake).where(
        Stocktake.council_id == stocktake.council_id,
        Stocktake.state == State.COUNTING,
        Stocktake.id != stocktake.id,
        Stocktake.id.in_(same),
    )
    return db.session.scalars(others.order_by(Stocktake.number)).all()


def expected_at(stocktake: Stocktake, *, actor: Actor) -> Sequence[Asset]:
    """Return what the register has at the place, or with the department, of a count."""
    filters = equipment.Filters(
        location_id=stocktake.location_id, department_id=stocktake.department_id
    )
    return db.session.scalars(equipment.listed(actor, filters, kinds=(), today=clock.today())).all()


def counts_of(ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Return for each count how many devices were expected, and how many of them are found."""
    rows = db.session.execute(
        select(
            StocktakeLine.stocktake_id,
            func.count().label("expected"),
            func.count(StocktakeLine.found_at).label("found"),
        )
        .where(StocktakeLine.stocktake_id.in_(ids), StocktakeLine.is_expected)
        .group_by(StocktakeLine.stocktake_id)
    )
    return {row.stocktake_id: (row.expected, row.found) for row in rows}


def counters_of(stocktake: Stocktake) -> set[int]:
    """Return who had a hand in a count."""
    found = select(StocktakeLine.found_by_id).where(StocktakeLine.stocktake_id == stocktake.id)
    people = {*db.session.scalars(found), stocktake.started_by_id, stocktake.finished_by_id}
    return {one for one in people if one is not None}

"""What the books hold of each device, and where it was on a day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from helpdesk.accounts.models import User
from helpdesk.core.local_time import local_date, start_of
from helpdesk.equipment.models import Asset, AssetStatusChange, Movement
from helpdesk.equipment.queries.money import price_of
from helpdesk.equipment.queries.register import at_or_below, visible_to
from helpdesk.equipment.rules import NOT_OWNED, NOT_YET, Entry, Reconciliation, Stay, reconcile
from helpdesk.equipment.rules.books import LEFT, Here
from helpdesk.equipment.rules.register import Status
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org.models import Department, Location
from helpdesk.org.queries import departments_visible_to
from helpdesk.org.queries import places as places_of

_handed_on: list[Callable[[], Select[int]]] = []


def handed_on(select_ids: Callable[[], Select[int]]) -> Callable[[], Select[int]]:
    """Say which devices left to another institution, which a feature above knows."""
    _handed_on.append(select_ids)
    return select_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which part of the council's devices the books are opened for."""

    category_id: int | None = None
    department_id: int | None = None
    location_id: int | None = None

    @property
    def is_whole(self) -> bool:
        return self == Scope()


@dataclass(frozen=True, slots=True)
class Record:
    """A device, its entry in the books and its status on the day that was asked for."""

    asset: Asset
    entry: Entry
    status: Status


@dataclass(frozen=True, slots=True)
class Line:
    """A device where it was on the day, with names."""

    record: Record
    department: Department
    location: Location
    custodian: str | None


@dataclass(frozen=True, slots=True)
class Books:
    """All devices that ever stood in the books, gone ones too; `here` narrows them to a place."""

    records: Sequence[Record]
    day: date
    here: Here | None = None

    def reconciled(self, first: date) -> Reconciliation:
        entries = [one.entry for one in self.records]
        return reconcile(entries, first, self.day, self.here)

    def held(self) -> list[Record]:
        """Return what is there in the evening of the day."""
        return [one for one in self.records if one.entry.is_at(self.day, self.here)]

    def known(self) -> list[Record]:
        """Return also what is gone, by the place that it had then."""
        return [one for one in self.records if one.entry.was_at(self.day, self.here)]

    def left_since(self, first: date) -> list[Record]:
        return [one for one in self.records if one.entry.left_from(first, self.day, self.here)]


def books(actor: Actor, scope: Scope, *, day: date) -> Books:
    """Open the books as they stood in the evening of a day, in a fixed number of statements."""
    assets = _owned(actor, scope)
    ids = assets.with_only_columns(Asset.id)
    changes = _by_asset(AssetStatusChange, ids)
    stays = _stays(ids)
    away = _ids_of_handed_on()
    found = db.session.scalars(assets.options(*_WITH_NAMES).order_by(Asset.asset_tag))
    records = [
        Record(
            asset,
            _entry(asset, changes[asset.id], stays[asset.id], is_handed_on=asset.id in away),
            _status(asset, changes[asset.id], day),
        )
        for asset in found
    ]
    return Books(records, day, _here(scope))


_WITH_NAMES = (joinedload(Asset.model), joinedload(Asset.category), joinedload(Asset.supplier))


def _owned(actor: Actor, scope: Scope) -> Select[Asset]:
    owned = visible_to(actor).where(Asset.ownership.not_in(NOT_OWNED), Asset.status.not_in(NOT_YET))
    return owned.where(Asset.category_id == scope.category_id) if scope.category_id else owned


def _by_asset(kind: Any, ids: Select[int]) -> Mapping[int, list[Any]]:
    rows = db.session.execute(
        select(kind.asset_id, kind.at, kind.from_status, kind.to_status)
        .where(kind.asset_id.in_(ids))
        .order_by(kind.at, kind.id)
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.asset_id].append(row)
    return found


def _stays(ids: Select[int]) -> Mapping[int, tuple[Stay, ...]]:
    rows = db.session.execute(
        select(
            Movement.asset_id,
            Movement.at,
            Movement.department_id,
            Movement.location_id,
            Movement.custodian_id,
        )
        .where(Movement.asset_id.in_(ids))
        .order_by(Movement.at, Movement.id)
    )
    found: defaultdict[int, tuple[Stay, ...]] = defaultdict(tuple)
    for row in rows:
        stay = Stay(local_date(row.at), row.department_id, row.location_id, row.custodian_id)
        found[row.asset_id] += (stay,)
    return found


def _ids_of_handed_on() -> set[int]:
    return {one for ids in _handed_on for one in db.session.scalars(ids())}


def _entry(
    asset: Asset, changes: Sequence[Any], stays: tuple[Stay, ...], *, is_handed_on: bool
) -> Entry:
    left_on = _left_on(asset, changes)
    registered_on = local_date(asset.registered_at)
    known = asset.purchased_on or asset.received_on or asset.in_service_on or registered_on
    return Entry(
        price=price_of(asset),
        entered_on=min(known, left_on) if left_on else known,
        left_on=left_on,
        is_handed_on=is_handed_on,
        stays=stays or (_now(asset),),
        registered_on=registered_on,
    )


def _now(asset: Asset) -> Stay:
    return Stay(date.min, asset.department_id, asset.location_id, asset.custodian_id)


def _left_on(asset: Asset, changes: Sequence[Any]) -> date | None:
    """Return the day on which a device left the books: of its paper, or of its last status."""
    if asset.status not in LEFT:
        return None
    if asset.retired_on:
        return asset.retired_on
    return next((local_date(one.at) for one in changes if one.to_status in LEFT), None)


def _status(asset: Asset, changes: Iterable[Any], day: date) -> Status:
    """Return the status in the evening of a day: that from which the next change came."""
    end = start_of(day + timedelta(days=1))
    later = (one.from_status for one in changes if one.at >= end)
    return next(later, asset.status)


def _here(scope: Scope) -> Here | None:
    department, location = scope.department_id, scope.location_id
    if department is None and location is None:
        return None
    inside = set(db.session.scalars(at_or_below(Location, location))) if location else set()
    return lambda stay: (
        department in (None, stay.department_id)
        and (location is None or stay.location_id in inside)
    )


def lines(books: Books, *, actor: Actor, gone: bool = False) -> list[Line]:
    """Name the places and holders of what is there, or also of what was there and is gone."""
    departments = {one.id: one for one in db.session.scalars(departments_visible_to(actor))}
    locations = {one.location.id: one.location for one in places_of(actor, all_of_them=True)}
    people = dict(_people(actor))
    found = []
    for one in books.known() if gone else books.held():
        stay = one.entry.stay(books.day)
        name = people.get(stay.custodian_id) if stay.custodian_id else None
        where = departments[stay.department_id], locations[stay.location_id]
        found.append(Line(one, *where, name))
    return found


def _people(actor: Actor) -> Iterable[tuple[int, str]]:
    named = select(User.id, User.name).where(User.council_id == actor.council_id)
    return [(row.id, row.name) for row in db.session.execute(named)]


def not_owned(actor: Actor) -> int:
    """Count what is leased or borrowed, which is not in the books."""
    theirs = visible_to(actor).where(
        Asset.ownership.in_(NOT_OWNED), Asset.status.not_in(LEFT | NOT_YET)
    )
    return db.session.scalar(select(func.count()).select_from(theirs.subquery())) or 0

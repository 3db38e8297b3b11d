"""Entering contracts and licences, and giving licences out; the caller commits."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.contracts import queries, rules
from helpdesk.contracts.models import Contract, ContractAsset, Licence, LicenceSeat
from helpdesk.contracts.rules import LicenceKind
from helpdesk.core.recurrence import add_months
from helpdesk.core.text import normalise_code
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import check_present
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a contract says; `annual_cost` in TZS."""

    number: str
    vendor_id: int
    begins_on: date
    ends_on: date
    covers_parts: bool = False
    covers_labour: bool = True
    covers_onsite: bool = False
    response_hours: int | None = None
    annual_cost: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What a licence says; `cost` in TZS."""

    name: str
    kind: LicenceKind
    begins_on: date
    vendor_id: int | None = None
    seats: int | None = None
    key: str = ""
    cost: Decimal | None = None
    ends_on: date | None = None
    note: str = ""


def add_contract(
    terms: Terms, tags: Sequence[str], *, actor: Actor, follows: Contract | None = None
) -> Contract:
    """Raises NumberTakenError, UnknownDevicesError or RenewedError."""
    _check_number(terms.number, None, actor)
    if follows is not None and queries.is_renewed(follows):
        raise rules.RenewedError
    devices = _devices(tags, actor)
    contract = Contract(council_id=actor.council_id, follows=follows, **asdict(terms))
    contract.cover = [ContractAsset(asset=one) for one in devices]
    db.session.add(contract)
    db.session.flush()
    act = "contract.renew" if follows else "contract.add"
    record(actor, act, contract, {"number": [None, contract.number]})
    return contract


def change_contract(contract: Contract, terms: Terms, tags: Sequence[str], *, actor: Actor) -> None:
    """Correct it. Raises NumberTakenError or UnknownDevicesError."""
    _check_number(terms.number, contract, actor)
    devices = _devices(tags, actor)
    changes = changes_of(contract, **asdict(terms))
    before = [one.asset.asset_tag for one in contract.cover]
    after = [one.asset_tag for one in devices]
    if set(before) != set(after):
        changes["devices"] = [", ".join(before) or None, ", ".join(after) or None]
        kept = {one.asset_id: one for one in contract.cover}
        contract.cover = [kept.get(one.id) or ContractAsset(asset=one) for one in devices]
    for name, value in asdict(terms).items():
        setattr(contract, name, value)
    if changes:
        record(actor, "contract.change", contract, changes)
    db.session.flush()


def _check_number(number: str, but: Contract | None, actor: Actor) -> None:
    known = queries.find_number(number, actor=actor)
    if known is not None and known is not but:
        raise rules.NumberTakenError


def _devices(tags: Sequence[str], actor: Actor) -> list[Asset]:
    """Return the devices of these numbers, each once."""
    found = queries.devices_called(tags, actor=actor)
    unknown = [tag for tag in tags if normalise_code(tag) not in found]
    if unknown:
        raise rules.UnknownDevicesError(unknown)
    return sorted(found.values(), key=lambda one: one.asset_tag)


def add_licence(right: Right, *, actor: Actor) -> Licence:
    licence = Licence(council_id=actor.council_id, **asdict(right))
    db.session.add(licence)
    db.session.flush()
    record(actor, "licence.add", licence, {"name": [None, licence.name]})
    return licence


def change_licence(licence: Licence, right: Right, *, actor: Actor) -> None:
    """Correct it; without a key it keeps its own, which the log never repeats.

    Raises TooFewSeatsError.
    """
    if right.seats is not None and right.seats < queries.used(licence):
        raise rules.TooFewSeatsError
    wanted = {**asdict(right), "key": right.key or licence.key}
    changes = changes_of(licence, **wanted)
    if "key" in changes:
        changes["key"] = [None, None]
    for name, value in wanted.items():
        setattr(licence, name, value)
    if changes:
        record(actor, "licence.change", licence, changes)
    db.session.flush()


def give(licence: Licence, holder: Asset | User, *, actor: Actor, now: datetime) -> LicenceSeat:
    """Let a device or person use it. Raises NoSeatLeftError, HasSeatError or GoneError."""
    if isinstance(holder, Asset):
        check_present(holder.status)
    if queries.seat_of(licence, holder) is not None:
        raise rules.HasSeatError
    rules.check_seats(licence.seats, queries.used(licence))
    seat = LicenceSeat(licence=licence, given_at=now, given_by=actor.name)
    if isinstance(holder, Asset):
        seat.asset = holder
    else:
        seat.user = holder
    db.session.add(seat)
    db.session.flush()
    record(actor, "licence.give", licence, {"holder": [None, seat.holder]}, at=now)
    return seat


def take(seat: LicenceSeat, *, actor: Actor, now: datetime) -> None:
    """Let it be given to others. Raises SeatOverError."""
    if seat.taken_at is not None:
        raise rules.SeatOverError
    seat.taken_at, seat.taken_by = now, actor.name
    record(actor, "licence.take", seat.licence, {"holder": [seat.holder, None]}, at=now)
    db.session.flush()


def show_key(licence: Licence, *, actor: Actor, now: datetime) -> None:
    """Let the log say who looked at the key."""
    record(actor, "licence.show_key", licence, at=now)


def as_renewed(old: Contract) -> dict[str, object]:
    """Return what the contract that follows has in common with the old one: a year from its end."""
    begins_on = old.ends_on + timedelta(days=1)
    return {
        "vendor_id": old.vendor_id,
        "begins_on": begins_on,
        "ends_on": add_months(begins_on, 12) - timedelta(days=1),
        "covers_parts": old.covers_parts,
        "covers_labour": old.covers_labour,
        "covers_onsite": old.covers_onsite,
        "response_hours": old.response_hours,
        "annual_cost": old.annual_cost,
        "devices": "\n".join(one.asset.asset_tag for one in old.cover),
    }

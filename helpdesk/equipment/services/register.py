"""Changing the register; the caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.core.text import fold, normalise_code, normalise_name
from helpdesk.equipment import queries, rules
from helpdesk.equipment.models import (
    Asset,
    AssetCategory,
    AssetCounter,
    AssetModel,
    AssetStatusChange,
    Movement,
)
from helpdesk.equipment.rules import Condition, Criticality, FundingSource, Ownership, Status
from helpdesk.equipment.rules.fields import merged
from helpdesk.equipment.services.parts import check_whole
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, insert_into
from helpdesk.infra.i18n import number
from helpdesk.org.models import Council, Department, Location
from helpdesk.vendors.models import Vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a device's papers say; without `criticality` that of its category.

    `details` answers fields of its category by their ids; what is not asked there stays.
    """

    model: AssetModel
    serial_number: str = ""
    gamis_number: str = ""
    condition: Condition = Condition.NEW
    criticality: Criticality | None = None
    ownership: Ownership = Ownership.COUNCIL
    funding_source: FundingSource = FundingSource.OWN_SOURCE
    purchase_cost: Decimal | None = None
    purchased_on: date | None = None
    in_service_on: date | None = None
    warranty_ends_on: date | None = None
    supplier: Vendor | None = None
    order_number: str = ""
    delivery_note: str = ""
    received_on: date | None = None
    funding_code: str = ""
    salvage_value: Decimal | None = None
    life_months: int | None = None
    parent: Asset | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a device is, and in whose hands."""

    location: Location
    department: Department
    custodian: User | None = None


def add_model(
    category: AssetCategory,
    *,
    manufacturer: str,
    name: str,
    actor: Actor,
    specification: str = "",
    replacement_cost: Decimal | None = None,
) -> AssetModel:
    """Return the model of this name, which is new only where nobody wrote it before."""
    known = queries.find_model(manufacturer, name, actor=actor)
    if known is not None:
        return known
    model = AssetModel(
        council_id=actor.council_id,
        category=category,
        manufacturer=normalise_name(manufacturer),
        name=normalise_name(name),
        specification=specification,
        replacement_cost=replacement_cost,
    )
    db.session.add(model)
    record(actor, "asset_model.add", model, {"name": [None, model.full_name]})
    db.session.flush()
    return model


def register(
    facts: Facts,
    to: Whereabouts,
    *,
    actor: Actor,
    now: datetime,
    status: Status = Status.IN_SERVICE,
    asset_tag: str = "",
) -> Asset:
    """Enter a device under the council's next number; one with a tag of old keeps that."""
    _check_serial(facts)
    _check_gamis(facts)
    check_whole(None, facts.parent, council_id=actor.council_id)
    asset = Asset(
        council_id=actor.council_id,
        status=status,
        registered_at=now,
        must_be_installed=status is Status.ACCEPTED,
        **_columns(facts),
    )
    _number(asset, own_tag=normalise_code(asset_tag))
    asset.search_text = search_text(asset)
    db.session.add(asset)
    _place(asset, to, reason="", actor=actor, now=now)
    record(actor, "asset.register", asset, {"asset_tag": [None, asset.asset_tag]}, at=now)
    return asset


def change(asset: Asset, facts: Facts, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Correct what the papers say; its tag, place, custodian and status stay as they are."""
    rules.check_present(asset.status)
    _check_serial(facts, but=asset)
    _check_gamis(facts, but=asset)
    check_whole(asset, facts.parent, council_id=asset.council_id)
    columns = _columns(facts, before=asset.details)
    changes = changes_of(asset, **columns)
    for name, value in columns.items():
        setattr(asset, name, value)
    asset.search_text = search_text(asset)
    why = {"reason": [None, reason]} if reason else {}
    record(actor, "asset.change", asset, {**spelled(changes), **why}, at=now)
    db.session.flush()


def move(asset: Asset, *, to: Whereabouts, reason: str, actor: Actor, now: datetime) -> None:
    """Bring a device to another place or into other hands, and keep where it was before."""
    rules.check_present(asset.status)
    changes = changes_of(
        asset, location=to.location, department=to.department, custodian=to.custodian
    )
    _place(asset, to, reason=reason, actor=actor, now=now)
    record(actor, "asset.move", asset, spelled(changes), at=now)


def move_whole(asset: Asset, *, to: Whereabouts, reason: str, actor: Actor, now: datetime) -> None:
    """Move a device with those of its parts that are where it is."""
    together = queries.parts_beside(asset)
    move(asset, to=to, reason=reason, actor=actor, now=now)
    for part in together:
        move_whole(part, to=to, reason=reason, actor=actor, now=now)


def set_status(asset: Asset, *, status: Status, reason: str, actor: Actor, now: datetime) -> None:
    rules.check_transition(asset.status, status)
    if asset.must_be_installed and status in rules.IN_USE:
        raise rules.NotInstalledError(asset.asset_tag)
    change = AssetStatusChange(
        asset_id=asset.id,
        at=now,
        from_status=asset.status,
        to_status=status,
        reason=reason,
        by_name=actor.name,
    )
    db.session.add(change)
    record(actor, f"asset.{status}", asset, {"status": [asset.status, status]}, at=now)
    asset.status = status
    db.session.flush()


def set_condition(asset: Asset, *, condition: Condition, actor: Actor, now: datetime) -> None:
    changes = changes_of(asset, condition=condition)
    if changes:
        rules.check_present(asset.status)
        asset.condition = condition
        record(actor, "asset.condition", asset, changes, at=now)
        db.session.flush()


def _columns(facts: Facts, before: Mapping[str, str] | None = None) -> dict[str, object]:
    usual = facts.model.category.criticality
    return {
        "model": facts.model,
        "category": facts.model.category,
        "serial_number": rules.normalise_serial(facts.serial_number),
        "gamis_number": normalise_code(facts.gamis_number),
        "condition": facts.condition,
        "criticality": int(facts.criticality or usual),
        "ownership": facts.ownership,
        "funding_source": facts.funding_source,
        "purchase_cost": facts.purchase_cost,
        "purchased_on": facts.purchased_on,
        "in_service_on": facts.in_service_on,
        "warranty_ends_on": facts.warranty_ends_on,
        "supplier": facts.supplier,
        "order_number": facts.order_number,
        "delivery_note": facts.delivery_note,
        "received_on": facts.received_on,
        "funding_code": facts.funding_code,
        "salvage_value": facts.salvage_value,
        "life_months": facts.life_months,
        "parent": facts.parent,
        "details": merged(before or {}, facts.details),
    }


def _check_serial(facts: Facts, *, but: Asset | None = None) -> None:
    serial = rules.normalise_serial(facts.serial_number)
    if serial is None:
        return
    double = queries.asset_with_serial(serial, model=facts.model)
    if double is not None and double is not but:
        raise rules.SerialTakenError(serial, double.asset_tag)


def _check_gamis(facts: Facts, *, but: Asset | None = None) -> None:
    number = normalise_code(facts.gamis_number)
    if number and (number != but.gamis_number if but else True):
        double = queries.asset_with_gamis(number, council_id=facts.model.council_id)
        if double is not None and double is not but:
            raise rules.GamisTakenError(number, double.asset_tag)


def _number(asset: Asset, *, own_tag: str) -> None:
    """Give the next tag and label; a number that an old tag has already is passed over."""
    council = db.session.get_one(Council, asset.council_id)
    if own_tag and queries.tag_exists(own_tag, council_id=council.id):
        raise rules.TagTakenError(own_tag)
    number = next_number(council.id)
    tag = own_tag or rules.asset_tag(council.code, asset.category.code, number)
    while not own_tag and queries.tag_exists(tag, council_id=council.id):
        number = next_number(council.id)
        tag = rules.asset_tag(council.code, asset.category.code, number)
    asset.asset_tag, asset.label_code = tag, rules.label_code(council.code, number)


def next_number(council_id: int) -> int:
    """Count one on; a rollback gives the number back."""
    counted = insert_into(AssetCounter).values(council_id=council_id, last=1)
    return db.session.execute(
        counted.on_conflict_do_update(
            index_elements=["council_id"], set_={"last": AssetCounter.last + 1}
        ).returning(AssetCounter.last)
    ).scalar_one()


def _place(asset: Asset, to: Whereabouts, *, reason: str, actor: Actor, now: datetime) -> None:
    """Write the movement and today's values together, so that they cannot differ."""
    asset.location, asset.department, asset.custodian = to.location, to.department, to.custodian
    db.session.flush()
    movement = Movement(
        asset_id=asset.id,
        at=now,
        location=to.location,
        department=to.department,
        custodian=to.custodian,
        reason=reason,
        by_name=actor.name,
    )
    db.session.add(movement)
    db.session.flush()


def search_text(asset: Asset) -> str:
    said = (
        asset.asset_tag,
        asset.label_code,
        asset.serial_number or "",
        asset.gamis_number,
        asset.model.full_name,
        asset.order_number or "",
        asset.supplier.name if asset.supplier else "",
        *(asset.details or {}).values(),
    )
    return fold(" ".join(said))


def spelled(changes: dict[str, list[object]]) -> dict[str, list[object]]:
    """Spell records in a change by the names that people know them by."""
    return {name: [_spelled(before), _spelled(after)] for name, (before, after) in changes.items()}


def _spelled(value: object) -> object:
    if isinstance(value, Asset):
        return value.asset_tag
    return ", ".join(value.values()) if isinstance(value, dict) else _name(value)


def _name(value: object) -> object:
    match value:
        case AssetModel():
            return value.full_name
        case AssetCategory() | Department():
            return value.code
        case Location() | User() | Vendor():
            return value.name
        case Decimal():
            return number(value)
        case _:
            return value

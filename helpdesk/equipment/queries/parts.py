"""Devices that are parts of others, and those that look like another."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.queries.register import WHOLE, visible_to
from helpdesk.equipment.rules import GONE
from helpdesk.equipment.rules.lookalikes import serials_alike, tags_alike
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

MOST_PARTS = 100
MOST_ALIKE = 5


def parts_of(asset: Asset, *, actor: Actor) -> Sequence[Asset]:
    """Return the devices that are parts of this one, as far as the actor may see them."""
    inside = visible_to(actor).where(Asset.parent_id == asset.id)
    whole = inside.options(joinedload(Asset.model), joinedload(Asset.category))
    return db.session.scalars(whole.order_by(Asset.asset_tag).limit(MOST_PARTS)).all()


def parts_beside(asset: Asset) -> Sequence[Asset]:
    """Return the parts that are where the device is, in the same hands."""
    same = (Asset.location_id, Asset.department_id, Asset.custodian_id)
    beside = [one.is_not_distinct_from(getattr(asset, one.key)) for one in same]
    parts = select(Asset).where(Asset.parent_id == asset.id, Asset.status.not_in(GONE), *beside)
    return db.session.scalars(parts.order_by(Asset.id)).all()


def wholes_of(asset: Asset) -> set[int]:
    """Return the ids of a device and of all that it is in."""
    tree = select(Asset.id, Asset.parent_id).where(Asset.id == asset.id).cte(recursive=True)
    above = select(Asset.id, Asset.parent_id).join(tree, Asset.id == tree.c.parent_id)
    return set(db.session.scalars(select(tree.union(above).c.id)))


def alike_serials(serial: str, *, model: AssetModel, in_a_row: bool) -> list[int]:
    """Return the devices of a model whose serial number is near this one, but not it."""
    found = select(Asset.id, Asset.serial_number).where(
        Asset.council_id == model.council_id,
        Asset.model_id == model.id,
        Asset.serial_number.is_not(None),
    )
    return [
        row.id
        for row in db.session.execute(found)
        if row.serial_number != serial
        and serials_alike(serial, row.serial_number, in_a_row=in_a_row)
    ]


def alike_tags(tag: str, *, council_id: int) -> list[int]:
    """Return the devices whose tag people would read as this one, but not the one that has it."""
    found = select(Asset.id, Asset.asset_tag).where(Asset.council_id == council_id)
    return [
        row.id
        for row in db.session.execute(found)
        if row.asset_tag != tag and tags_alike(tag, row.asset_tag)
    ]


def lookalikes(ids: Iterable[int], *, actor: Actor) -> Sequence[Asset]:
    found = visible_to(actor).where(Asset.id.in_(list(ids)[:MOST_ALIKE])).options(*WHOLE)
    return db.session.scalars(found.order_by(Asset.asset_tag)).all()

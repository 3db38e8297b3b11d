"""What a device may be a part of, and which devices look like it."""

from collections.abc import Mapping
from datetime import datetime

from helpdesk.audit.services import record
from helpdesk.core.text import fold, normalise_code
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.queries import parts as known
from helpdesk.equipment.rules.fields import merged
from helpdesk.equipment.rules.lookalikes import LookalikeError
from helpdesk.equipment.rules.parts import ForeignWholeError
from helpdesk.equipment.rules.parts import check_whole as check_ring
from helpdesk.equipment.rules.register import check_present, normalise_serial
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


def check_whole(asset: Asset | None, whole: Asset | None, *, council_id: int) -> None:
    """Refuse a whole of another council, one that has left the register, and a ring."""
    if whole is None or (asset is not None and asset.parent_id == whole.id):
        return
    if whole.council_id != council_id:
        raise ForeignWholeError
    check_present(whole.status)
    check_ring(asset.id if asset else None, known.wholes_of(whole))


def describe(asset: Asset, answers: Mapping[str, str], *, actor: Actor, now: datetime) -> None:
    """Answer what is asked about devices of this type."""
    details = merged(asset.details, answers)
    changes = {"details": [", ".join(one.values()) for one in (asset.details, details)]}
    asset.details = details
    asset.search_text = fold(" ".join([asset.search_text, *answers.values()]))
    record(actor, "asset.change", asset, changes, at=now)
    db.session.flush()


def put_into(asset: Asset, whole: Asset, *, actor: Actor, now: datetime) -> None:
    """Let a device be a part of another one."""
    check_whole(asset, whole, council_id=asset.council_id)
    asset.parent = whole
    record(actor, "asset.change", asset, {"parent": [None, whole.asset_tag]}, at=now)
    db.session.flush()


def check_alike(
    serial_number: str, asset_tag: str, *, model: AssetModel, in_a_row: bool = False
) -> None:
    """Refuse a device that may be in the register already, under a number misread or mistyped."""
    serial, tag = normalise_serial(serial_number), normalise_code(asset_tag)
    ids = known.alike_serials(serial, model=model, in_a_row=in_a_row) if serial else []
    if tag:
        ids += known.alike_tags(tag, council_id=model.council_id)
    if ids:
        raise LookalikeError(dict.fromkeys(ids))

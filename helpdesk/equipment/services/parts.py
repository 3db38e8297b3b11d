"""What a device may be a part of, and which devices look like it."""

from helpdesk.core.text import normalise_code
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.queries import parts as known
from helpdesk.equipment.rules.lookalikes import LookalikeError
from helpdesk.equipment.rules.parts import ForeignWholeError
from helpdesk.equipment.rules.parts import check_whole as check_ring
from helpdesk.equipment.rules.register import check_present, normalise_serial


def check_whole(asset: Asset | None, whole: Asset | None, *, council_id: int) -> None:
    """Refuse a whole of another council, one that has left the register, and a ring."""
    if whole is None or (asset is not None and asset.parent_id == whole.id):
        return
    if whole.council_id != council_id:
        raise ForeignWholeError
    check_present(whole.status)
    check_ring(asset.id if asset else None, known.wholes_of(whole))


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

"""Labels of devices on paper."""

from collections.abc import Sequence

from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules.labels import Sheet
from helpdesk.infra.documents.labels import Label, Layout, print_labels

A4 = (210, 297)
LAYOUTS = {
    Sheet.A4_3X8: Layout(page=A4, label=(70, 37), grid=(3, 8), corner=(0, 0.5), code=27),
    Sheet.A4_2X7: Layout(
        page=A4,
        label=(99.1, 38.1),
        grid=(2, 7),
        corner=(4.65, 15.15),
        across=101.6,
        code=30,
        letters=8.5,
    ),
    # What a machine for 24 mm prints is 18 mm high; the code's white edge may lie outside that.
    Sheet.TAPE_24: Layout(page=(70, 24), label=(70, 24), code=22, edge=1, letters=6),
    Sheet.TAPE_62: Layout(page=(62, 29), label=(62, 29), code=25, edge=2, letters=6.5),
}


def label_sheet(
    assets: Sequence[Asset], *, sheet: Sheet, first: int, owner: str, site: str, title: str
) -> bytes:
    """Print the labels of devices; `site` is the address before the code of each."""
    labels = [label_of(asset, owner=owner, site=site) for asset in assets]
    return print_labels(labels, LAYOUTS[sheet], title=title, first=first)


def label_of(asset: Asset, *, owner: str, site: str) -> Label:
    address = f"{site.rstrip('/')}/e/{asset.label_code}"
    return Label(owner, asset.asset_tag, asset.model.full_name, address)

"""The devices that need maintenance, as a file."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.equipment import labels as equipment_labels
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named
from helpdesk.inspections import labels
from helpdesk.inspections.rules import Need


def needs_report(
    assets: Sequence[Asset],
    needs: Mapping[int, Need],
    *,
    view: str,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    columns = [
        Column(_("Asset number"), share=3),
        Column(_("Device"), share=4),
        Column(_("Place"), share=4),
        Column(_("Department"), share=3),
        Column(_("Condition"), share=2),
        Column(_("Last inspected"), share=2),
        Column(_("Reasons"), share=5),
    ]
    rows = [_row(asset, needs[asset.id]) for asset in assets]
    title = _("Equipment that needs maintenance")
    table = Table(columns, rows)
    return list_report(table, title=title, view=view, narrowed=narrowed, actor=actor, now=now)


def _row(asset: Asset, need: Need) -> Sequence[Cell]:
    return (
        asset.asset_tag,
        f"{named(asset.category)} {asset.model.full_name}",
        equipment_labels.place(asset.location),
        named(asset.department),
        str(equipment_labels.CONDITION[asset.condition]),
        clock.local_date(need.last_at) if need.last_at else None,
        " ".join(f"{labels.REASON[one]}. {labels.why(one, need)}" for one in need.reasons),
    )

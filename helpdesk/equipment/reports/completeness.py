"""What devices lack in the register, as a list to work through."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.equipment import labels
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.completeness import gaps_of
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Column, Report, Table
from helpdesk.infra.i18n import named


def gaps_report(
    assets: Sequence[Asset],
    *,
    view: str,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    columns = [
        Column(_("Asset number"), 2),
        Column(_("Device"), 3),
        Column(_("Department"), 3),
        Column(_("Place"), 3),
        Column(_("What is missing"), 4),
    ]
    rows = [
        (
            one.asset_tag,
            f"{named(one.category)} {one.model.full_name}",
            named(one.department),
            labels.place(one.location),
            lacking(one),
        )
        for one in assets
    ]
    title = _("Gaps in the register of equipment")
    table = Table(columns, rows)
    return list_report(table, title=title, view=view, narrowed=narrowed, actor=actor, now=now)


def lacking(asset: Asset) -> str:
    """Name what a device lacks, as a list in words."""
    return "; ".join(str(labels.GAP[gap]) for gap in gaps_of(asset))

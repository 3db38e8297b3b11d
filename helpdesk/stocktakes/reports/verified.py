"""The devices that nobody has seen this fiscal year, as a file."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.equipment import labels as equipment
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named
from helpdesk.stocktakes.queries import Share
from helpdesk.stocktakes.rules import found_percent


def unverified_report(
    assets: Sequence[Asset],
    shares: Sequence[Share],
    *,
    year: str,
    narrowed: Sequence[tuple[str, Cell]],
    actor: Actor,
    now: datetime,
) -> Report:
    columns = [
        Column(_("Asset number"), 3),
        Column(_("Device"), 4),
        Column(_("Serial number"), 3),
        Column(_("Department"), 3),
        Column(_("Place"), 4),
        Column(_("Custodian"), 3),
        Column(_("Status"), 2),
    ]
    table = Table(columns, [_row(one) for one in assets], empty=_("All devices were verified."))
    share = (_("Verified, percent"), whole_percent(shares) or "–")
    title = _("Devices not verified in %(year)s", year=year)
    return list_report(table, title=title, narrowed=[*narrowed, share], actor=actor, now=now)


def whole_percent(shares: Sequence[Share]) -> str:
    devices, verified = sum(one.devices for one in shares), sum(one.verified for one in shares)
    return found_percent(devices, verified)


def _row(asset: Asset) -> Sequence[Cell]:
    return (
        asset.asset_tag,
        f"{named(asset.category)} {asset.model.full_name}",
        asset.serial_number,
        named(asset.department),
        equipment.place(asset.location),
        asset.custodian.name if asset.custodian else None,
        str(equipment.STATUS[asset.status]),
    )

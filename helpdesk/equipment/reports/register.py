"""The register on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.equipment import labels
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import price_of
from helpdesk.equipment.reports.reconciliation import added
from helpdesk.equipment.rules import depreciation
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named


def register_report(
    assets: Sequence[Asset],
    *,
    value: Decimal,
    view: str,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List devices as the page lists them, and what all of them cost."""
    return list_report(
        _table(assets, value, clock.local_date(now)),
        title=_("Register of ICT equipment"),
        view=view,
        narrowed=narrowed,
        actor=actor,
        now=now,
    )


def _table(assets: Sequence[Asset], value: Decimal, today: date) -> Table:
    columns = [
        Column(_("Asset number"), share=3),
        Column(_("Equipment type"), share=2),
        Column(_("Model"), share=3),
        Column(_("Serial number"), share=2),
        Column(_("Department"), share=3),
        Column(_("Place"), share=3),
        Column(_("Custodian"), share=2),
        Column(_("Status"), share=2),
        Column(_("Condition")),
        Column(pgettext("asset", "Bought")),
        Column(_("Warranty until")),
        Column(_("Cost (TZS)"), share=2, numeric=True),
        Column(_("Accumulated depreciation"), share=2, numeric=True),
        Column(_("Net book value"), share=2, numeric=True),
    ]
    rows = [_row(asset, today) for asset in assets]
    lost, worth = (added(row[column] for row in rows) for column in (-2, -1))
    rest = [None] * (len(columns) - 4)
    return Table(columns=columns, rows=rows, totals=[None, *rest, value, lost, worth])


def _row(asset: Asset, today: date) -> Sequence[Cell]:
    lost = depreciation(price_of(asset), asset.retired_on or today)
    return (
        asset.asset_tag,
        named(asset.category),
        asset.model.full_name,
        asset.serial_number,
        named(asset.department),
        labels.place(asset.location),
        asset.custodian.name if asset.custodian else None,
        str(labels.STATUS[asset.status]),
        str(labels.CONDITION[asset.condition]),
        asset.purchased_on,
        asset.warranty_ends_on,
        asset.purchase_cost,
        lost.accumulated if lost else None,
        lost.book_value if lost else None,
    )

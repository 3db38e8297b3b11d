"""The register on paper and for spreadsheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask_babel import get_locale, pgettext
from flask_babel import gettext as _

from helpdesk.equipment import labels
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Facts,
    Report,
    Section,
    Table,
)
from helpdesk.infra.i18n import day, named
from helpdesk.org.reports import letterhead


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterList:
    """What was asked for, and what was found; `narrowed` are filters by name and value."""

    view: str
    narrowed: Sequence[tuple[str, str]]
    assets: Sequence[Asset]
    total_value: Decimal


def register_report(found: RegisterList, *, actor: Actor, now: datetime) -> Report:
    """List devices as the page lists them, in the reader's language."""
    today = clock.local_date(now)
    chosen = [Facts(found.narrowed)] if found.narrowed else []
    return Report(
        letterhead=letterhead(actor.council_id, today),
        title=_("Register of ICT equipment"),
        period=_("%(view)s, on %(day)s", view=found.view, day=day(today)),
        made_at=now,
        made_by=actor.name,
        sections=[Section(_("Equipment"), [*chosen, _table(found)])],
        language=_language(),
        landscape=True,
    )


def _table(found: RegisterList) -> Table:
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
    ]
    rest = [None] * (len(columns) - 2)
    return Table(
        columns=columns,
        rows=[_row(asset) for asset in found.assets],
        totals=[None, *rest, found.total_value],
    )


def _row(asset: Asset) -> Sequence[Cell]:
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
    )


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "sw"

"""The register on paper and for spreadsheets."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.equipment import labels
from helpdesk.equipment.models import Asset, CategoryField
from helpdesk.equipment.queries import price_of
from helpdesk.equipment.reports.reconciliation import added
from helpdesk.equipment.rules import FieldKind, depreciation
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named


def register_report(
    assets: Sequence[Asset],
    *,
    view: str,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
    fields: Sequence[CategoryField] = (),
) -> Report:
    """List devices as the page lists them, what all of them cost, and what `fields` ask."""
    value = sum((asset.purchase_cost or Decimal(0) for asset in assets), Decimal(0))
    return list_report(
        _table(assets, value, fields, clock.local_date(now)),
        title=_("Register of ICT equipment"),
        view=view,
        narrowed=narrowed,
        actor=actor,
        now=now,
    )


def _table(
    assets: Sequence[Asset], value: Decimal, fields: Sequence[CategoryField], today: date
) -> Table:
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
    asked = _by_heading(fields)
    return Table(
        columns=[*columns, *_further(asked)],
        rows=[
            [*row, *_answers(asset, asked.values())]
            for row, asset in zip(rows, assets, strict=True)
        ],
        totals=[None, *rest, value, lost, worth, *[None] * len(asked)],
    )


def _by_heading(fields: Sequence[CategoryField]) -> Mapping[str, list[CategoryField]]:
    """Let kinds of devices that are asked the same share a column."""
    found: dict[str, list[CategoryField]] = {}
    for one in fields:
        found.setdefault(labels.with_unit(named(one), one.unit), []).append(one)
    return found


def _further(asked: Mapping[str, Sequence[CategoryField]]) -> list[Column]:
    return [
        Column(heading, numeric=all(one.kind is FieldKind.NUMBER for one in fields))
        for heading, fields in asked.items()
    ]


def _answers(asset: Asset, asked: Collection[Sequence[CategoryField]]) -> list[Cell]:
    return [_first(asset, fields) for fields in asked]


def _first(asset: Asset, fields: Sequence[CategoryField]) -> Cell:
    said = ((one, asset.details.get(str(one.id))) for one in fields)
    return next((_answer(field, answer) for field, answer in said if answer), None)


def _answer(field: CategoryField, said: str | None) -> Cell:
    """Give a spreadsheet numbers and dates that it can reckon with."""
    if not said:
        return None
    match field.kind:
        case FieldKind.NUMBER:
            return Decimal(said)
        case FieldKind.DATE:
            return date.fromisoformat(said)
        case _:
            return labels.answer(field.kind, "", said)


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

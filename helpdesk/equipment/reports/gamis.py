"""Devices as GAMIS, the national register of assets, shall take them over.

Names of columns and codes stay as they are in every language, since programs read them.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from flask_babel import force_locale

from helpdesk.equipment import labels
from helpdesk.equipment.queries.books import Line
from helpdesk.equipment.rules import depreciation
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table

COLUMNS = (
    "gamis_id",
    "code",
    "description",
    "category",
    "location",
    "department",
    "custodian",
    "serial",
    "funding",
    "purchase_date",
    "cost",
    "useful_life_months",
    "accumulated_depreciation",
    "net_book_value",
    "condition",
    "status",
    "disposal_date",
)


def gamis_report(lines: Sequence[Line], *, on: date, actor: Actor, now: datetime) -> Report:
    with force_locale("en"):
        table = Table([Column(name) for name in COLUMNS], [_row(one, on) for one in lines])
        return list_report(table, title="GAMIS", narrowed=(), actor=actor, now=now)


def gamis_json(lines: Sequence[Line], *, on: date) -> str:
    rows = [dict(zip(COLUMNS, map(_said, _row(one, on)), strict=True)) for one in lines]
    content: Mapping[str, object] = {"as_at": on.isoformat(), "currency": "TZS", "assets": rows}
    return json.dumps(content, ensure_ascii=False, indent=1)


def _row(one: Line, on: date) -> Sequence[Cell]:
    asset, entry = one.record.asset, one.record.entry
    lost = depreciation(entry.price, min(on, entry.left_on or on))
    return (
        asset.gamis_number or None,
        asset.asset_tag,
        asset.model.full_name,
        asset.category.code,
        labels.place(one.location),
        one.department.code,
        one.custodian,
        asset.serial_number,
        asset.funding_source.value,
        asset.purchased_on,
        entry.price.cost,
        entry.price.life_months,
        lost.accumulated if lost else None,
        lost.book_value if lost else None,
        asset.condition.value,
        one.record.status.value,
        entry.left_on,
    )


def _said(cell: Cell) -> str | int | None:
    """Spell amounts as text, so that no program rounds them."""
    match cell:
        case Decimal():
            return f"{cell:.2f}"
        case date():
            return cell.isoformat()
        case _:
            return cell

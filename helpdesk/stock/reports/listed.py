"""What the stores hold, on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named, number
from helpdesk.stock import labels
from helpdesk.stock.queries import Holding


def stock_report(
    holdings: Sequence[Holding],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List parts as the page lists them, and what all of them are worth."""
    title = _("Spare parts store")
    return list_report(_table(holdings), title=title, narrowed=narrowed, actor=actor, now=now)


def _table(holdings: Sequence[Holding]) -> Table:
    columns = [
        Column(_("Code"), share=2),
        Column(_("Part"), share=3),
        Column(_("Which devices it fits"), share=3),
        Column(_("Status"), share=2),
        Column(_("Quantity"), numeric=True),
        Column(_("Unit")),
        Column(_("Stores"), share=3),
        Column(_("Buy more at"), numeric=True),
        Column(_("Last price (TZS)"), share=2, numeric=True),
        Column(_("Value (TZS)"), share=2, numeric=True),
    ]
    value = sum((one.value for one in holdings), start=Decimal(0))
    return Table(
        columns=columns,
        rows=[_row(one) for one in holdings],
        totals=[None] * (len(columns) - 1) + [value],
    )


def _row(one: Holding) -> Sequence[Cell]:
    part = one.part
    return (
        part.code,
        named(part),
        part.fits or None,
        str(labels.STATE[one.state]),
        one.quantity,
        part.unit,
        _per_store(one) or None,
        part.point or None,
        part.last_price,
        one.value,
    )


def _per_store(one: Holding) -> str:
    filled = [level for level in one.levels if level.quantity]
    return "; ".join(f"{named(level.store)}: {number(level.quantity)}" for level in filled)

"""What to order, and why: use of the last year, days until goods come, what is left."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from helpdesk.core.money import cents
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named, number
from helpdesk.stock.queries import Need
from helpdesk.stock.rules import AHEAD


def order_report(needs: Sequence[Need], *, actor: Actor, now: datetime) -> Report:
    return list_report(_table(needs), title=_("Order these"), narrowed=(), actor=actor, now=now)


def _table(needs: Sequence[Need]) -> Table:
    columns = [
        Column(_("Code"), 2),
        Column(_("Part"), 4),
        Column(_("Remaining"), numeric=True),
        Column(_("Kept"), numeric=True),
        Column(_("On order"), numeric=True),
        Column(_("Unit"), 2),
        Column(_("Buy more at"), numeric=True),
        Column(_("Order so many"), numeric=True),
        Column(_("Why"), 7),
        Column(_("Last price (TZS)"), 2, numeric=True),
        Column(_("Cost (TZS)"), 2, numeric=True),
    ]
    costs = sum((_cost(one) or Decimal(0) for one in needs), start=Decimal(0))
    return Table(
        columns,
        [_row(one) for one in needs],
        totals=[None] * (len(columns) - 1) + [costs] if needs else None,
        empty=_("Nothing need be ordered today."),
    )


def _row(one: Need) -> list[Cell]:
    part = one.part
    return [
        part.code,
        named(part),
        one.held,
        one.reserved or None,
        one.awaited or None,
        part.unit,
        one.point,
        one.order,
        _why(one),
        part.last_price,
        _cost(one),
    ]


def _why(one: Need) -> str:
    """Tell the sum, so that whoever pays can follow it."""
    if not one.use:
        return str(_("The storekeeper set the point; nothing was used in the last 12 months."))
    said = _(
        "%(use)s a month were used in the last 12 months, goods take %(days)d days: by use, buy at "
        "%(by_use)d. The order also covers %(months)d months more.",
        use=number(one.use.quantize(Decimal("0.1"))),
        days=one.part.lead_days,
        by_use=one.by_use,
        months=AHEAD,
    )
    if one.point > one.by_use:
        return str(said) + " " + str(_("The storekeeper set a higher point."))
    return str(said)


def _cost(one: Need) -> Decimal | None:
    price = one.part.last_price
    return cents(price * one.order) if price is not None else None

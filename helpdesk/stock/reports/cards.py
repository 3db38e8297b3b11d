"""The stock card (leja): what a store received and issued of one part, line by line."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Facts,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, named
from helpdesk.org.reports import letterhead
from helpdesk.stock import queries
from helpdesk.stock.labels import MOVEMENT_KIND, period_name
from helpdesk.stock.models import StockLevel, StockMovement
from helpdesk.stock.rules import Balance


def stock_card(level: StockLevel, period: Period, *, actor: Actor, now: datetime) -> Report:
    opening = queries.opening_of(level, period.starts_at)
    moves = queries.card_lines(level, period, actor=actor)
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Stock card (ledger)"),
        period=period_name(period),
        made_at=now,
        made_by=actor.name,
        reference=level.part.code,
        sections=[Section("", [Facts(_facts(level)), _table(opening, moves, period)])],
        signatures=[
            Signature(_("Storekeeper"), "", is_stamped=False),
            Signature(_("Checked by"), "", is_stamped=False),
        ],
        language=str(get_locale() or "sw"),
        landscape=True,
    )


def _facts(level: StockLevel) -> Sequence[tuple[str, Cell]]:
    part = level.part
    return [
        (_("Part"), f"{named(part)} ({part.code})"),
        (_("Store"), named(level.store)),
        (_("Unit"), part.unit),
        (_("Buy more when this many are left"), part.point or None),
    ]


def _table(opening: Balance, moves: Sequence[StockMovement], period: Period) -> Table:
    columns = [
        Column(_("Date"), 2),
        Column(_("Movement"), 3),
        Column(_("Paper, reason"), 5),
        Column(_("In"), numeric=True),
        Column(_("Out"), numeric=True),
        Column(_("Balance"), numeric=True),
        Column(_("Price of one (TZS)"), 2, numeric=True),
        Column(_("Value of the balance (TZS)"), 2, numeric=True),
        Column(_("Recorded by"), 3),
    ]
    first: list[Cell] = [day(period.first_day), _("Brought forward"), None, None, None]
    rows = [[*first, opening.quantity, None, opening.value, None]]
    balance = opening
    for move in moves:
        balance += Balance(move.quantity, move.value)
        rows.append(_row(move, balance))
    return Table(columns, rows)


def _row(move: StockMovement, after: Balance) -> list[Cell]:
    said = (move.reference, move.reason, move.supplier.name if move.supplier else "")
    return [
        day(clock.local_date(move.at)),
        str(MOVEMENT_KIND[move.kind]),
        "; ".join(part for part in said if part) or None,
        move.quantity if move.quantity > 0 else None,
        -move.quantity if move.quantity < 0 else None,
        after.quantity,
        move.unit_cost,
        after.value,
        move.by.name if move.by else _("The system"),
    ]

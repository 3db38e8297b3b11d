"""The report of the store (R8): what was there, came, went and is left, and what is odd."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, named, number
from helpdesk.org.models import Department
from helpdesk.org.reports import letterhead
from helpdesk.stock import queries
from helpdesk.stock.labels import period_name
from helpdesk.stock.models import Part, StockMovement, Store
from helpdesk.stock.queries import Flow, Holding
from helpdesk.stock.rules import Column as Side
from helpdesk.stock.rules import expired, months_of_cover

STILL = timedelta(days=365)
SIDES = (Side.IN, Side.OUT, Side.ADJUSTED)


@dataclass(frozen=True, slots=True)
class Line:
    """A part with all that the report says of it."""

    holding: Holding
    flow: Flow
    cover: Decimal | None
    last_moved_on: date | None
    expired: Decimal
    point: Decimal
    order: int
    awaited: Decimal

    @property
    def part(self) -> Part:
        return self.holding.part


def store_report(period: Period, *, store: Store | None, actor: Actor, now: datetime) -> Report:
    today = clock.local_date(now)
    lines = _lines(period, store, actor, today)
    of: Any = {"actor": actor, "store_id": store.id if store else None}
    where = named(store) if store else _("All stores")
    return Report(
        letterhead=letterhead(actor.council_id, today),
        title=_("Report of the store"),
        period=f"{period_name(period)}. {where}",
        made_at=now,
        made_by=actor.name,
        sections=[
            Section(_("Quantities"), [_quantities(lines)]),
            Section(_("Values (TZS)"), [_values(lines)]),
            Section(
                _("Issued by department (TZS)"),
                [_departments(queries.issued_by_department(period, **of), _sent(lines, of))],
            ),
            Section(
                _("What counts found, and what was written off"),
                [_found(queries.variances(period, **of))],
            ),
            Section(_("What needs a look today"), [_flags(lines, today)]),
        ],
        signatures=[
            Signature(_("Storekeeper"), "", is_stamped=False),
            Signature(_("Head of the ICT unit"), ""),
            Signature(_("Internal auditor"), ""),
        ],
        language=str(get_locale() or "sw"),
        landscape=True,
    )


def _lines(period: Period, store: Store | None, actor: Actor, today: date) -> list[Line]:
    parts = db.session.scalars(queries.visible_to(actor).order_by(Part.code)).all()
    flows = queries.flows_in(period, actor=actor, store_id=store.id if store else None)
    used, moved = queries.monthly_use(today, actor=actor), queries.last_moved(actor=actor)
    held = queries.holdings(actor, parts)
    lots = queries.lots([level for one in held for level in one.levels])
    needed = {one.part.id: one for one in queries.points(actor, today=today)}
    return [
        Line(
            holding=one,
            flow=flows.get(one.part.id, Flow()),
            cover=_cover(one, used),
            last_moved_on=clock.local_date(moved[one.part.id]) if one.part.id in moved else None,
            expired=sum(
                (expired(at.quantity, lots.get(at.id, ()), today) for at in one.levels),
                start=Decimal(0),
            ),
            point=needed[one.part.id].point if one.part.id in needed else one.part.point,
            order=needed[one.part.id].order if one.part.id in needed else 0,
            awaited=needed[one.part.id].awaited if one.part.id in needed else Decimal(0),
        )
        for one in held
        if one.part.is_active or one.part.id in flows
    ]


def _cover(one: Holding, used: Mapping[int, Sequence[Decimal]]) -> Decimal | None:
    monthly = used.get(one.part.id)
    return months_of_cover(one.quantity, monthly) if monthly else None


def _quantities(lines: Sequence[Line]) -> Table:
    columns = [
        Column(_("Code"), 2),
        Column(_("Part"), 4),
        Column(_("Unit"), 1),
        Column(_("Opening"), numeric=True),
        *_moves(),
        Column(_("Closing"), numeric=True),
        Column(_("Free today"), numeric=True),
        Column(_("On order"), numeric=True),
        Column(_("Buy more at"), numeric=True),
        Column(_("Lasts, months"), numeric=True),
        Column(_("Last price (TZS)"), 2, numeric=True),
    ]
    return Table(columns, [_quantity_row(line) for line in lines], empty=_("There are no parts."))


def _quantity_row(line: Line) -> list[Cell]:
    part, flow = line.part, line.flow
    return [
        part.code,
        named(part),
        part.unit,
        flow.opening.quantity,
        *(_outward(side, flow[side].quantity) for side in SIDES),
        flow.closing.quantity,
        line.holding.available,
        line.awaited or None,
        line.point or None,
        line.cover,
        part.last_price,
    ]


def _values(lines: Sequence[Line]) -> Table:
    columns = [
        Column(_("Code"), 2),
        Column(_("Part"), 4),
        Column(_("Opening"), 2, numeric=True),
        *_moves(2),
        Column(_("Closing"), 2, numeric=True),
    ]
    amounts = [_amounts(line.flow) for line in lines]
    totals = [sum(column, start=Decimal(0)) for column in zip(*amounts, strict=True)]
    named_ones = [(line.part.code, named(line.part)) for line in lines]
    return Table(
        columns,
        [[*name, *row] for name, row in zip(named_ones, amounts, strict=True)],
        totals=[None, None, *totals] if totals else None,
        empty=_("There are no parts."),
    )


def _amounts(flow: Flow) -> list[Decimal]:
    sides = [_outward(side, flow[side].value) for side in SIDES]
    return [flow.opening.value, *sides, flow.closing.value]


def _moves(share: int = 1) -> list[Column]:
    names = (_("Received"), _("Issued"), _("Corrected"))
    return [Column(name, share, numeric=True) for name in names]


def _outward(side: Side, amount: Decimal) -> Decimal:
    """What went out is printed without its sign, below a heading that says so."""
    return -amount if side is Side.OUT and amount else amount


def _sent(lines: Sequence[Line], of: Mapping[str, Any]) -> Decimal | None:
    """Return what went to other stores, where the report is of one: what else is issued."""
    if of["store_id"] is None:
        return None
    return -sum((line.flow[Side.OUT].value for line in lines), start=Decimal(0))


def _departments(
    issued: Sequence[tuple[Department | None, int, Decimal]], whole_out: Decimal | None
) -> Table:
    columns = [
        Column(_("Department or unit"), 6),
        Column(_("Issues"), 2, numeric=True),
        Column(_("Value (TZS)"), 3, numeric=True),
    ]
    rows: list[Sequence[Cell]] = [
        (named(to) if to else _("Not known"), number_of, value) for to, number_of, value in issued
    ]
    values = sum((one[2] for one in issued), Decimal(0))
    if whole_out is not None and whole_out != values:
        rows.append((_("Other stores"), None, whole_out - values))
    whole = sum(one[1] for one in issued), values if whole_out is None else whole_out
    return Table(columns, rows, totals=[None, *whole] if rows else None, empty=_("None."))


def _found(moved: Sequence[StockMovement]) -> Table:
    columns = [
        Column(_("Day"), 2),
        Column(_("Code"), 2),
        Column(_("Part"), 4),
        Column(_("Store"), 3),
        Column(_("Difference"), numeric=True),
        Column(_("Value (TZS)"), 2, numeric=True),
        Column(_("Reason"), 5),
    ]
    rows = [_difference(one) for one in moved]
    whole = sum((one.value for one in moved), start=Decimal(0))
    totals: list[Cell] = [*[None] * 5, whole, None]
    return Table(columns, rows, totals=totals if rows else None, empty=_("None."))


def _difference(one: StockMovement) -> list[Cell]:
    part = one.level.part
    on, why = day(clock.local_date(one.at)), " ".join((one.reference, one.reason)).strip()
    return [on, part.code, named(part), named(one.level.store), one.quantity, one.value, why]


def _flags(lines: Sequence[Line], today: date) -> Table:
    columns = [Column(_("Code"), 2), Column(_("Part"), 4), Column(_("What is odd"), 6)]
    rows = [[one.part.code, named(one.part), _odd(one, today)] for one in lines]
    return Table(columns, [row for row in rows if row[2]], empty=_("None."))


def _odd(line: Line, today: date) -> str:
    held, moved = line.holding.quantity, line.last_moved_on
    said = []
    if line.order:
        said.append(_("Down to where more is bought: %(left)s left.", left=number(held)))
    if line.expired:
        said.append(_("Expired: %(quantity)s.", quantity=number(line.expired)))
    if held and moved and today - moved > STILL:
        said.append(_("Nothing has moved for a year."))
    return " ".join(said)

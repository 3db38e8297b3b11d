"""What the plan of a year costs, quarter by quarter and plan by plan."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _

from helpdesk.infra.documents.model import Block, Cell, Column, Paragraph, Table
from helpdesk.infra.i18n import named
from helpdesk.yearplans import rules
from helpdesk.yearplans.models import YearPlan, YearPlanLine

NONE = Decimal(0)
Quarters = Sequence[Decimal] | None


def travel_cost(plan: YearPlan) -> Decimal:
    return sum((one.cost for one in plan.trips), NONE)


def parts_cost(plan: YearPlan) -> Decimal:
    return sum((one.parts_cost for one in plan.lines), NONE)


def vendor_cost(plan: YearPlan) -> Decimal:
    return sum((one.vendor_cost for one in plan.lines), NONE)


def labour_cost(plan: YearPlan) -> Decimal:
    return sum((one.labour_cost for one in plan.lines), NONE)


def parts_by_quarter(line: YearPlanLine) -> list[Decimal]:
    return rules.shares(line.parts_cost, rules.quarter_sums(line.months))


def vendor_by_quarter(line: YearPlanLine) -> list[Decimal]:
    return rules.shares(line.vendor_cost, rules.quarter_sums(line.months))


def labour_by_quarter(line: YearPlanLine) -> list[Decimal]:
    return rules.shares(line.labour_cost, rules.quarter_sums(line.month_minutes))


def travel_by_quarter(plan: YearPlan) -> Quarters:
    """Return None for plans that do not say in which months journeys fall."""
    if any(not one.months for one in plan.trips):
        return None
    return _added([rules.shares(one.cost, rules.quarter_sums(one.months)) for one in plan.trips])


def costs(plan: YearPlan) -> list[Block]:
    return [_by_quarter(plan), _by_plan(plan), Paragraph(_explained())]


def cash_by_quarter(plan: YearPlan) -> list[tuple[str, Quarters, Decimal]]:
    """Return each kind of cost with its quarters and its sum; the last is all of them."""
    parts = _added([parts_by_quarter(line) for line in plan.lines])
    travel = travel_by_quarter(plan)
    fees = _added([vendor_by_quarter(line) for line in plan.lines])
    whole = None if travel is None else _added([parts, fees, travel])
    return [
        (_("Parts that visits usually use up"), parts, parts_cost(plan)),
        (_("Fees of outside workshops"), fees, vendor_cost(plan)),
        (_("Fuel and allowances"), travel, travel_cost(plan)),
        (_("Cash total"), whole, parts_cost(plan) + vendor_cost(plan) + travel_cost(plan)),
    ]


def _by_quarter(plan: YearPlan) -> Table:
    columns = [
        Column(_("Cost"), 6),
        *(Column(_("Quarter %(number)s", number=one), 3, numeric=True) for one in (1, 2, 3, 4)),
        Column(_("The whole year"), 3, numeric=True),
    ]
    *rows, total = [_quarters(*one) for one in cash_by_quarter(plan)]
    return Table(columns, rows, totals=total, caption=_("What is paid in money, by quarter"))


def _quarters(name: str, quarters: Quarters, whole: Decimal) -> Sequence[Cell]:
    return name, *(quarters or (None, None, None, None)), whole


def _by_plan(plan: YearPlan) -> Table:
    columns = [
        Column(_("Plan"), 6),
        Column(_("Visits"), 2, numeric=True),
        Column(_("Hours"), 2, numeric=True),
        Column(_("Parts (TZS)"), 3, numeric=True),
        Column(_("Workshops (TZS)"), 3, numeric=True),
        Column(_("Officers' time (TZS)"), 3, numeric=True),
        Column(_("Full cost (TZS)"), 3, numeric=True),
    ]
    hours = rules.hours_of_all([line.minutes for line in plan.lines])
    rows: list[Sequence[Cell]] = [
        (
            *(named(line), line.visits, taken, line.parts_cost, line.vendor_cost),
            *(line.labour_cost, line.full_cost),
        )
        for line, taken in zip(plan.lines, hours, strict=True)
    ]
    sums = parts_cost(plan), vendor_cost(plan), labour_cost(plan)
    minutes = sum(line.minutes for line in plan.lines)
    visits = sum(line.visits for line in plan.lines)
    total = (None, visits, rules.hours(minutes), *sums, sum(sums, NONE))
    said = _("What the visits of each plan cost, without the journeys")
    return Table(columns, rows, totals=total if rows else None, empty=_("None."), caption=said)


def _explained() -> str:
    return str(_("Officers' time is paid by their salaries, so it is no part of the cash total."))


def _added(quarters: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    return [sum((one[place] for one in quarters), NONE) for place in range(4)]

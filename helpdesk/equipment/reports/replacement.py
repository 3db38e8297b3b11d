"""What the council must replace in the coming three years (R10)."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment import labels, permissions
from helpdesk.equipment.queries import Filters, price_of
from helpdesk.equipment.queries.replacement import Plan, Planned, replacement_plan
from helpdesk.equipment.rules import book_value
from helpdesk.equipment.rules.replacement import USUAL_GROWTH, Cause, by_year, years_from
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Block,
    Cell,
    Column,
    Facts,
    Figure,
    FigureKind,
    Paragraph,
    Report,
    Section,
    Series,
    Signature,
    Table,
)
from helpdesk.infra.i18n import named, number
from helpdesk.infra.reporting import Wanted, report
from helpdesk.org.reports import letterhead

ZERO = Decimal(0)


@report("replacement-plan", _l("Plan to replace ICT equipment"), permissions.VIEW, order=12)
def plan_after(actor: Actor, wanted: Wanted) -> Report:
    """Plan from the year that follows the one asked for, as budgets are made."""
    base = FiscalYear(wanted.period.year.first + 1)
    plan = replacement_plan(actor, Filters(), base=base, growth=USUAL_GROWTH)
    return plan_report(plan, actor=actor, wanted=wanted)


def plan_report(
    plan: Plan,
    *,
    actor: Actor,
    wanted: Wanted,
    narrowed: Sequence[tuple[str, str]] = (),
    most: int | None = None,
) -> Report:
    """List all that is needed, or on a page the first of each list."""
    years = years_from(plan.base)
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(wanted.made_at)),
        title=_("Plan to replace ICT equipment, %(base)s", base=plan.base.label),
        period=_("From %(first)s to %(last)s", first=years[0].label, last=years[-1].label),
        made_at=wanted.made_at,
        made_by=actor.name,
        sections=[
            Section(_("Need by financial year"), _need(plan, narrowed)),
            *(Section(_year(year), _list(plan, year, most)) for year in years),
            Section(_("Devices to be taken out of use"), _retired(plan, wanted, most)),
        ],
        signatures=[
            Signature(_("Prepared by"), _("ICT officer")),
            Signature(_("Checked by"), _("Head of the ICT unit")),
            Signature(_("Confirmed by"), _("District Treasurer")),
        ],
        language=str(get_locale()),
    )


def _year(year: FiscalYear) -> str:
    return str(_("Financial year %(year)s", year=year.label))


def _need(plan: Plan, narrowed: Sequence[tuple[str, str]]) -> list[Block]:
    sums = by_year((one.need for one in plan.needs), plan.base)
    figure = Figure(
        title=_("Cost of replacement by financial year (TZS)"),
        kind=FigureKind.BARS,
        categories=[year.label for year in sums],
        series=[Series(_("Cost (TZS)"), list(sums.values()))],
    )
    chosen: list[Block] = [Facts(narrowed)] if narrowed else []
    return [*chosen, *_words(plan), figure, _sums(plan, sums)]


def _words(plan: Plan) -> list[Paragraph]:
    said = [
        _(
            "Prices of today grow by %(growth)s per cent a year. A device is replaced in the year "
            "in which its life ends; whose life ended before the plan begins, or whose condition "
            "is poor or unserviceable, in the first year.",
            growth=number(plan.growth),
        )
    ]
    if plan.unpriced:
        words = _(
            "Devices without a price, not in the sums: %(count)s.", count=number(plan.unpriced)
        )
        said.append(words)
    if plan.undated:
        words = _(
            "Devices of which nobody knows since when they are in use, not in the plan: %(count)s.",
            count=number(plan.undated),
        )
        said.append(words)
    return [Paragraph(words) for words in said]


def _sums(plan: Plan, sums: dict[FiscalYear, Decimal]) -> Table:
    counts = Counter((one.need.year, one.need.cause) for one in plan.needs)
    causes = [Cause.ARREARS, Cause.WORN, Cause.OUTLIVED]
    rows: list[Sequence[Cell]] = [
        [year.label, *(counts[year, cause] for cause in causes), cost]
        for year, cost in sums.items()
    ]
    return Table(
        columns=[
            Column(_("Financial year"), 2),
            Column(_("In arrears"), 2, numeric=True),
            Column(_("In poor condition"), 2, numeric=True),
            Column(_("Life ends"), 2, numeric=True),
            Column(_("Cost (TZS)"), 3, numeric=True),
        ],
        rows=rows,
        totals=[
            None,
            *(sum(counts[year, cause] for year in sums) for cause in causes),
            sum(sums.values(), start=ZERO),
        ],
    )


def _list(plan: Plan, year: FiscalYear, most: int | None) -> list[Block]:
    due = [one for one in plan.needs if one.need.year == year]
    table = Table(
        columns=[
            Column(_("Asset number"), 3),
            Column(_("Device"), 4),
            Column(_("Department"), 4),
            Column(_("Why"), 4),
            Column(_("Cost (TZS)"), 3, numeric=True),
        ],
        rows=[_row(one) for one in due[:most]],
        totals=[None, None, None, None, sum((one.need.cost or ZERO for one in due), start=ZERO)],
    )
    return [table, *_cut(due, most)]


def _cut(listed: Sequence[Planned], most: int | None) -> list[Paragraph]:
    if most is None or len(listed) <= most:
        return []
    words = _(
        "The first %(most)s of %(number)s devices. The files hold all of them.",
        most=number(most),
        number=number(len(listed)),
    )
    return [Paragraph(words)]


def _row(one: Planned) -> Sequence[Cell]:
    return (
        one.asset.asset_tag,
        _device(one),
        named(one.asset.department),
        str(labels.CAUSE[one.need.cause]),
        one.need.cost,
    )


def _device(one: Planned) -> str:
    return f"{named(one.asset.category)} {one.asset.model.full_name}"


def _retired(plan: Plan, wanted: Wanted, most: int | None) -> list[Block]:
    """List what should leave in the first year already, for the board of survey."""
    today = clock.local_date(wanted.made_at)
    worn = [one for one in plan.needs if one.need.cause is not Cause.OUTLIVED]
    table = Table(
        columns=[
            Column(_("Asset number"), 3),
            Column(_("Device"), 4),
            Column(_("Place"), 4),
            Column(_("Condition"), 2),
            Column(_("Net book value"), 2, numeric=True),
        ],
        rows=[
            (
                one.asset.asset_tag,
                _device(one),
                labels.place(one.asset.location),
                str(labels.CONDITION[one.asset.condition]),
                book_value(price_of(one.asset), today),
            )
            for one in worn[:most]
        ],
    )
    return [table, *_cut(worn, most)]

"""What was promised for a period by the approved plan of its year, against what was done."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from operator import add

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Cell, Column, Paragraph, Report, Section, Table
from helpdesk.infra.i18n import day, named
from helpdesk.infra.reporting import Wanted, report
from helpdesk.maintenance.labels import REASON
from helpdesk.maintenance.rules import Reason
from helpdesk.reports import permissions
from helpdesk.reports.reports import parts
from helpdesk.yearplans import queries, rules
from helpdesk.yearplans.models import YearPlan, YearPlanLine
from helpdesk.yearplans.reports import of_period, of_today, year_of
from helpdesk.yearplans.rules import Variance

Lines = Sequence[tuple[YearPlanLine, Variance]]
NONE = Decimal(0)


@report("year-plan-variance", _l("Preventive plan: promised and done"), permissions.VIEW, order=16)
def variance_report(actor: Actor, wanted: Wanted) -> Report:
    """Set what was done against the approved line, never against the plans of today."""
    plan, period = queries.approved(actor, wanted.period.year), wanted.period
    sections, today = [_without_a_plan()], clock.local_date(wanted.made_at)
    if plan is not None:
        lines = queries.variances(plan, period, actor=actor, today=today)
        whole = reduce(add, (one for _line, one in lines), Variance())
        sections = [
            Section("", [Paragraph(_standing(plan))]),
            Section(_("Visits"), [_visits(lines, whole), Paragraph(_explained())]),
            Section(_("Hours and cost"), [_costs(lines, whole, plan, period)]),
        ]
    measured = of_period(actor, period, plan, today=today)
    now = of_today(actor, year_of(actor, wanted.made_at), now=wanted.made_at)
    sections.append(Section(_("Measures of planned work"), [measured, now]))
    name, taken = _("Preventive plan: promised and done"), _("Approved by")
    made = parts.period_report(actor, wanted, name=name, sections=sections, taken=taken)
    return replace(made, landscape=True)


def _without_a_plan() -> Section:
    said = _("No plan of this year has been approved, so there is nothing to compare with.")
    return Section("", [Paragraph(said)])


def _standing(plan: YearPlan) -> str:
    approved = day(clock.local_date(plan.approved_at)) if plan.approved_at else ""
    said = _(
        "Compared with the plan of %(year)s as it was approved on %(day)s, version %(number)s.",
        year=plan.year.label,
        day=approved,
        number=plan.number,
    )
    return str(said)


def _explained() -> str:
    said = _(
        "What was promised, with what was added and without the devices that left, is all that "
        "follows: on time, late, missed, waived, never handed out and waiting. Kept is what was "
        "done on time, of all that was to be done by now and was not waived (n)."
    )
    return str(said)


def _visits(lines: Lines, whole: Variance) -> Table:
    columns = [
        Column(_("Plan"), 4),
        Column(_("Promised"), 2, numeric=True),
        Column(_("Added since"), 2, numeric=True),
        Column(_("Devices that left"), 2, numeric=True),
        Column(_("On time"), 2, numeric=True),
        Column(_("Outside their time"), 2, numeric=True),
        Column(_("Missed"), 2, numeric=True),
        Column(_("Waived"), 2, numeric=True),
        Column(_("Never handed out"), 2, numeric=True),
        Column(_("Waiting"), 2, numeric=True),
        Column(_("Kept"), 4),
        Column(_("Reason"), 6),
    ]
    rows = [(named(line), *_numbers(one), _why(line, one)) for line, one in lines]
    total = (None, *_numbers(whole), "")
    return Table(columns, rows, totals=total if rows else None, empty=_("None."))


def _numbers(one: Variance) -> tuple[Cell, ...]:
    return (
        one.promised,
        one.joined,
        one.left,
        one.on_time,
        one.late,
        one.missed,
        one.waived,
        one.never,
        one.waiting,
        share(one.percent, one.due),
    )


def share(percent: Decimal | None, number: int) -> str:
    """Say a percentage and of how many it is; of nothing it is a dash."""
    if percent is None:
        return "–"
    return str(_("%(percent)s%% (n = %(number)s)", percent=percent, number=number))


def _why(line: YearPlanLine, one: Variance) -> str | None:
    """Say what is known of why something was not done: the commonest first."""
    said = [f"{number} × {_said(why)}" for why, number in rules.commonest(one.reasons)]
    if one.never and line.plan.state_reason:
        said.append(line.plan.state_reason)
    return " ".join(said) or None


def _said(why: str) -> str:
    return str(REASON[Reason(why)]) if why in set(Reason) else f"{why.rstrip('.')}."


def _costs(lines: Lines, whole: Variance, plan: YearPlan, period: Period) -> Table:
    columns = [
        Column(_("Plan"), 5),
        Column(_("Hours planned"), 2, numeric=True),
        Column(_("Hours worked"), 2, numeric=True),
        Column(_("Difference in hours"), 2, numeric=True),
        Column(_("Cost planned (TZS)"), 3, numeric=True),
        Column(_("Cost so far (TZS)"), 3, numeric=True),
        Column(_("Difference in cost (TZS)"), 3, numeric=True),
    ]
    planned = rules.hours_of_all([one.planned_minutes for _line, one in lines])
    worked = rules.hours_of_all([one.minutes for _line, one in lines])
    rows = [
        (named(line), *_hours(wanted, done), *_money(one.planned_cost, one.cost))
        for (line, one), wanted, done in zip(lines, planned, worked, strict=True)
    ]
    travel = queries.planned_travel(plan, period)
    rows.append((_("Journeys"), None, None, None, *_money(travel, whole.travel)))
    cost = _money(whole.planned_cost + (travel or NONE), whole.cost + whole.travel)
    hours = _hours(rules.hours(whole.planned_minutes), rules.hours(whole.minutes))
    return Table(columns, rows, totals=(None, *hours, *cost))


def _hours(planned: Decimal, worked: Decimal) -> tuple[Cell, ...]:
    return planned, worked, worked - planned


def _money(planned: Decimal | None, cost: Decimal) -> tuple[Cell, ...]:
    return planned, cost, None if planned is None else cost - planned

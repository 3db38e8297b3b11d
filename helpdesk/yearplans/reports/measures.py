"""How well planned work is kept up with, each figure with what it is made of."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import add

from flask_babel import gettext as _

from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Cell, Column, Table
from helpdesk.infra.i18n import number, tzs
from helpdesk.maintenance.rules.measures import HOURS_A_WEEK
from helpdesk.yearplans import queries, rules
from helpdesk.yearplans.models import YearPlan
from helpdesk.yearplans.reports.costs import labour_cost, parts_cost, vendor_cost
from helpdesk.yearplans.rules import Measure, Open, Variance

TENTH = Decimal("0.1")
Row = Sequence[Cell]


def of_period(actor: Actor, period: Period, plan: YearPlan | None, *, today: date) -> Table:
    """Say how a period's visits and hours were kept."""
    kept = _kept(actor, period, plan, today=today)
    schedule = rules.kept_schedule(queries.scheduled(actor, period, today=today))
    share = rules.share_planned(queries.worked(actor, period))
    rows: list[Row] = [
        (_("Visits made on time"), _percent(kept.percent), kept.due, _visits(kept)),
        (_("Scheduled hours worked in their week"), *_ratio(schedule)),
        (_("Planned work, of all hours worked"), *_ratio(share)),
    ]
    return Table(_columns(), rows, caption=_named(period))


def of_today(actor: Actor, plan: YearPlan | None, *, now: datetime) -> Table:
    """Say how much work is open, and what the plan of this year costs."""
    work = queries.open_work(actor, now=now)
    weeks = rules.backlog(work, officers=plan.officers, share=plan.share) if plan else None
    week = _week(plan)
    rows: list[Row] = [
        (
            _("Weeks of work that could be begun now"),
            weeks.ready if weeks else None,
            work.ready_jobs,
            _of_capacity(work.ready_hours, week),
        ),
        (
            _("Weeks of all work that is open"),
            weeks.total if weeks else None,
            work.jobs,
            " ".join([_of_capacity(work.hours, week), *_unknown(work)]),
        ),
        _cost(plan),
    ]
    return Table(_columns(), rows, caption=_("Today"))


def _unknown(work: Open) -> list[str]:
    if not work.unknown:
        return []
    return [str(_("(%(jobs)s jobs without a known time)", jobs=work.unknown))]


def _columns() -> list[Column]:
    return [
        Column(_("Measure"), 5),
        Column(_("Figure"), 2),
        Column(_("Number (n)"), 2, numeric=True),
        Column(_("Made of"), 6),
    ]


def _named(period: Period) -> str:
    if period.months != 3:
        return str(_("Financial year %(year)s", year=period.year.label))
    return str(_("Quarter %(number)d, %(year)s", number=period.quarter, year=period.year.label))


def _kept(actor: Actor, period: Period, plan: YearPlan | None, *, today: date) -> Variance:
    if plan is None:
        return Variance()
    lines = queries.variances(plan, period, actor=actor, today=today)
    return reduce(add, (one for _line, one in lines), Variance())


def _visits(kept: Variance) -> str | None:
    if not kept.due:
        return None
    return str(_("%(part)s of %(whole)s visits", part=kept.on_time, whole=kept.due))


def _ratio(one: Measure) -> Row:
    if one.value is None:
        return None, one.number, None
    part, whole = number(one.part.quantize(TENTH)), number(one.whole.quantize(TENTH))
    said = _("%(part)s of %(whole)s hours", part=part, whole=whole)
    return _percent(one.value), one.number, str(said)


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else f"{value}%"


def _week(plan: YearPlan | None) -> Decimal | None:
    return Decimal(plan.officers * HOURS_A_WEEK * plan.share) / 100 if plan else None


def _of_capacity(hours: Decimal, week: Decimal | None) -> str:
    taken = number(hours.quantize(TENTH))
    if week is None:
        return str(_("%(hours)s hours; no approved plan says how many a week has", hours=taken))
    had = number(week.quantize(TENTH))
    return str(_("%(hours)s hours, of %(week)s that a week has", hours=taken, week=had))


def _cost(plan: YearPlan | None) -> Row:
    name = _("Cost of the visits of the year's plan")
    if plan is None:
        return name, None, 0, None
    cash, visits = parts_cost(plan) + vendor_cost(plan), sum(line.visits for line in plan.lines)
    said = _("%(cash)s of it in money; the rest is officers' time", cash=tzs(cash))
    return name, tzs(cash + labour_cost(plan)), visits, str(said)


def year_of(actor: Actor, now: datetime) -> YearPlan | None:
    """Return the approved plan of the year that it is."""
    return queries.approved(actor, Period.year_of(clock.local_date(now)).year)

"""The quarterly maintenance report of the ICT unit."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.core.fiscal_year import Period
from helpdesk.core.measures import percent
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Block,
    Cell,
    Column,
    Figure,
    FigureKind,
    Paragraph,
    Report,
    Section,
    Series,
    Table,
    Tile,
    Tiles,
)
from helpdesk.infra.i18n import day, number, tzs
from helpdesk.infra.reporting import Wanted, report
from helpdesk.reports import permissions, queries, rules
from helpdesk.reports.reports import parts
from helpdesk.reports.rules import Job
from helpdesk.workorders.labels import CAUSE, PROBLEM
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import Costs, total


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of the first page, for this period or the one before."""

    now: datetime
    jobs: Sequence[Job]
    faults: rules.Faults
    working_percent: int | None
    mtbf: Decimal | None
    in_time_percent: int | None
    repeats: rules.Share


@report("maintenance-quarter", _l("Maintenance report"), permissions.VIEW, order=1)
def maintenance_report(actor: Actor, wanted: Wanted) -> Report:
    """Say what failed in a period, what was done about it, and what it cost."""
    period, now = wanted.period, wanted.made_at
    summary, fleets = _summary(actor, period, now), queries.fleets(actor, period, now=now)
    sections = [
        _overview(summary, _summary(actor, period.previous, now), period),
        _failures(summary, period, queries.category_names(actor)),
        _worst(queries.worst_assets(actor, period)),
        _costs(summary, period, queries.department_names(actor), fleets),
        _repairs(queries.repairs_done(actor, period)),
    ]
    name, taken = _("ICT maintenance report"), _("Approved by")
    return parts.period_report(actor, wanted, name=name, sections=sections, taken=taken)


def _summary(actor: Actor, period: Period, now: datetime) -> Summary:
    jobs = queries.corrective_jobs(actor, period)
    statuses = queries.statuses_at(actor, period.ends_at)
    promises = queries.promises(actor, period)
    return Summary(
        now=now,
        jobs=jobs,
        faults=rules.faults(jobs, period, now=now),
        working_percent=percent(statuses.count(Status.IN_SERVICE), len(statuses)),
        mtbf=rules.mtbf_hours(queries.critical_assets(actor), jobs, period, now=now),
        in_time_percent=percent(promises.in_time, promises.solved),
        repeats=rules.repeats(jobs, period),
    )


def _overview(now: Summary, before: Summary, period: Period) -> Section:
    tiles = Tiles(
        [
            _tile(
                _("Devices in use"), now, before, lambda s: parts.percent_sign(s.working_percent)
            ),
            _tile(_("Failures"), now, before, lambda s: s.faults.failures),
            _tile(_("Mean time to restore (hours)"), now, before, lambda s: s.faults.mttr_hours),
            _tile(
                _("Mean time between failures of critical devices (hours)"),
                now,
                before,
                lambda s: s.mtbf,
            ),
            _tile(_("Paid in money (TZS)"), now, before, lambda s: s.faults.costs.cash),
            _tile(_("Full cost (TZS)"), now, before, lambda s: s.faults.costs.full),
            _tile(
                _("Requests solved in time"),
                now,
                before,
                lambda s: parts.percent_sign(s.in_time_percent),
            ),
            _tile(_("Repeated repairs"), now, before, lambda s: parts.share_said(s.repeats)),
        ]
    )
    return Section(
        _("Summary"), [tiles, *(Paragraph(text) for text in _sentences(now, before, period))]
    )


def _tile(label: str, now: Summary, before: Summary, value: Callable[[Summary], Cell]) -> Tile:
    return parts.compared(label, value(now), value(before))


def _sentences(now: Summary, before: Summary, period: Period) -> list[str]:
    done = [job for job in now.jobs if rules.is_within(job.done_at, period)]
    said = [
        _(
            "This report covers the period from %(first)s to %(last)s.",
            first=day(period.first_day),
            last=day(parts.last_day(period, now.now)),
        ),
        ngettext("%(num)d repair was completed.", "%(num)d repairs were completed.", len(done)),
        _("The total cost of maintenance was %(amount)s.", amount=tzs(now.faults.costs.full)),
        _(
            "Of this, %(cash)s was paid in money; the time of the unit's own officers is the rest.",
            cash=tzs(now.faults.costs.cash),
        ),
        _(
            "There were %(now)s failures, against %(before)s in the period before.",
            now=number(now.faults.failures),
            before=number(before.faults.failures),
        ),
    ]
    return [" ".join(said)]


def _failures(summary: Summary, period: Period, names: Mapping[int, str]) -> Section:
    groups = _grouped(summary.jobs, lambda job: job.category_id, names)
    found = [rules.faults(jobs, period, now=summary.now) for _key, jobs in groups]
    hours = rules.hours_of_all([one.downtime for one in found], summary.faults.downtime)
    rows = [
        (names[key], *_failure_cells(one, down))
        for (key, _jobs), one, down in zip(groups, found, hours, strict=True)
    ]
    began = [job for job in summary.jobs if rules.is_within(job.began_at, period)]
    table = Table(
        columns=[
            Column(_("Category"), 3),
            Column(_("Failures"), numeric=True),
            Column(_("Downtime (hours)"), 2, numeric=True),
            Column(_("Mean time to restore (hours)"), 2, numeric=True),
            *_money_columns(),
        ],
        rows=rows,
        totals=(None, *_failure_cells(summary.faults, summary.faults.downtime_hours)),
        empty=_("No failure was recorded in this period."),
        caption=_("Failures and repairs by category"),
    )
    note = Paragraph(
        _(
            "The mean time to restore and the money are of the repairs that were finished in this "
            "period, also where the failure began before it; failures count where they began."
        )
    )
    problems = rules.counted(job.problem for job in began)
    causes = rules.counted(job.cause for job in began)
    figures = [
        parts.pareto(
            _("What failed"), [(str(PROBLEM[code]), n) for code, n in problems], unit=_("Failures")
        ),
        parts.pareto(
            _("Why it failed"), [(str(CAUSE[code]), n) for code, n in causes], unit=_("Failures")
        ),
    ]
    return Section(_("Failures and repairs"), [table, note, *figures])


def _money_columns() -> list[Column]:
    return [
        Column(_("Parts (TZS)"), 2, numeric=True),
        Column(_("Outside workshops (TZS)"), 2, numeric=True),
        Column(_("Transport and other (TZS)"), 2, numeric=True),
        Column(_("Paid in money (TZS)"), 2, numeric=True),
    ]


def _money(costs: Costs) -> tuple[Cell, ...]:
    return costs.parts, costs.vendor, costs.other, costs.cash


def _failure_cells(found: rules.Faults, down: Decimal) -> tuple[Cell, ...]:
    """Return a row; its hours of downtime are rounded so that those of all rows add up."""
    return found.failures, down, found.mttr_hours, *_money(found.costs)


def _worst(assets: Sequence[queries.WorstAsset]) -> Section:
    table = Table(
        columns=[
            Column(_("Device"), 2),
            Column(_("Model"), 2),
            Column(_("Place"), 2),
            Column(_("Repairs"), numeric=True),
            Column(_("Paid in this period (TZS)"), 2, numeric=True),
            Column(_("Paid so far (TZS)"), 2, numeric=True),
            Column(_("Share of a new one"), numeric=True),
        ],
        rows=[
            (
                asset.asset_tag,
                asset.model,
                asset.place,
                asset.jobs,
                asset.now,
                asset.cash,
                parts.percent_sign(percent(asset.cash, asset.replacement_cost or 0)),
            )
            for asset in assets
        ],
        empty=_("No device was repaired in this period."),
        caption=_("The devices whose repairs cost most in this period"),
    )
    return Section(_("Devices that cost most"), [table])


def _costs(
    summary: Summary, period: Period, names: Mapping[int, str], fleets: Sequence[Counter[int]]
) -> Section:
    done = [job for job in summary.jobs if rules.is_within(job.done_at, period)]
    table = Table(
        columns=[
            Column(_("Department or unit"), 3),
            Column(_("Repairs"), numeric=True),
            *_money_columns(),
            Column(_("Officers' time (TZS)"), 2, numeric=True),
            Column(_("Full cost (TZS)"), 2, numeric=True),
        ],
        rows=[
            (names[key], *_cost_cells(jobs))
            for key, jobs in _grouped(done, lambda job: job.department_id, names)
        ],
        totals=(None, *_cost_cells(done)),
        empty=_("No cost was recorded in this period."),
        caption=_("Cost by department, as at the time of the work"),
    )
    each = _each_device(done, names, fleets)
    return Section(_("Cost"), [table, each, _cost_figure(done, period)])


def _each_device(
    jobs: Sequence[Job], names: Mapping[int, str], fleets: Sequence[Counter[int]]
) -> Table:
    """Hold costs against the devices in service, the average of the ends of the months (K22)."""
    groups = _grouped(jobs, lambda job: job.department_id, names)
    return Table(
        columns=[
            Column(_("Department or unit"), 3),
            Column(_("Devices in service"), 2, numeric=True),
            Column(_("Paid in money for each device (TZS)"), 2, numeric=True),
            Column(_("Full cost for each device (TZS)"), 2, numeric=True),
        ],
        rows=[
            (names[key], *_each_cells(found, [fleet[key] for fleet in fleets]))
            for key, found in groups
        ],
        totals=(None, *_each_cells(jobs, [fleet.total() for fleet in fleets])),
        empty=_("No cost was recorded in this period."),
        caption=_("Cost for each device in service, counted at the end of each month"),
    )


def _each_cells(jobs: Sequence[Job], counts: Sequence[int]) -> tuple[Cell, ...]:
    found = rules.Group(counts, costs=total(job.costs for job in jobs))
    return found.fleet, found.cash_each, found.full_each


def _cost_cells(jobs: Sequence[Job]) -> tuple[Cell, ...]:
    costs = total(job.costs for job in jobs)
    return len(jobs), *_money(costs), costs.labour, costs.full


def _cost_figure(jobs: Sequence[Job], period: Period) -> Block:
    months = [period.month(number) for number in range(period.months)]
    costs = [total(job.costs for job in jobs if rules.is_within(job.done_at, m)) for m in months]
    return Figure(
        title=_("Money paid by month"),
        kind=FigureKind.STACKED_BARS,
        categories=[format_date(month.first_day, "MMMM y") for month in months],
        series=[
            Series(_("Parts"), [cost.parts for cost in costs]),
            Series(_("Outside workshops"), [cost.vendor for cost in costs]),
            Series(_("Transport and other"), [cost.other for cost in costs]),
        ],
        unit="TZS",
    )


def _repairs(orders: Sequence[WorkOrder]) -> Section:
    """Name every repair of the period, so that each shilling of the totals can be found."""
    table = Table(
        columns=[
            Column(_("Day"), 2),
            Column(_("Work order"), 3),
            Column(_("Device"), 3),
            Column(_("Problem"), 3),
            Column(_("Paid in money (TZS)"), 2, numeric=True),
            Column(_("Full cost (TZS)"), 2, numeric=True),
        ],
        rows=[_repair(order) for order in orders],
        totals=(
            None,
            None,
            None,
            None,
            sum((order.cash_cost for order in orders), start=Decimal(0)),
            sum((queries.costs_of(order).full for order in orders), start=Decimal(0)),
        ),
        empty=_("No repair was completed in this period."),
        caption=_("Repairs that were completed in this period"),
    )
    return Section(_("The repairs"), [table])


def _repair(order: WorkOrder) -> tuple[Cell, ...]:
    done = clock.local_date(order.done_at) if order.done_at else None
    costs = queries.costs_of(order)
    problem = str(PROBLEM[order.problem])
    return done, order.reference, order.asset.asset_tag, problem, costs.cash, costs.full


def _grouped(
    jobs: Iterable[Job], key: Callable[[Job], int], names: Mapping[int, str]
) -> list[tuple[int, list[Job]]]:
    """Group jobs by a key, in the order of its names."""
    groups: dict[int, list[Job]] = {}
    for job in jobs:
        groups.setdefault(key(job), []).append(job)
    return sorted(groups.items(), key=lambda group: names[group[0]])

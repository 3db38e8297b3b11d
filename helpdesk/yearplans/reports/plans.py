"""The preventive plan of a fiscal year as a paper, and how it was kept (R4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import add

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Block,
    Cell,
    Column,
    Facts,
    Paragraph,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, named
from helpdesk.inspections.reports.papers import spoken
from helpdesk.org.reports import letterhead
from helpdesk.yearplans import labels, rules
from helpdesk.yearplans.models import YearPlan, YearPlanLine
from helpdesk.yearplans.reports.annex import Devices, annex
from helpdesk.yearplans.reports.costs import cash_by_quarter as cash_by_quarter
from helpdesk.yearplans.reports.costs import costs
from helpdesk.yearplans.reports.costs import parts_cost as parts_cost
from helpdesk.yearplans.reports.costs import travel_cost as travel_cost
from helpdesk.yearplans.reports.costs import vendor_cost as vendor_cost
from helpdesk.yearplans.rules import State, Variance

FROZEN = (State.APPROVED, State.SUPERSEDED)
Lines = Sequence[tuple[YearPlanLine, Variance]]
Quarters = Sequence[Lines]


@dataclass(frozen=True, slots=True)
class Contents:
    """A plan, what was kept of it by quarter, and its devices; a sheet has no last page."""

    plan: YearPlan
    quarters: Quarters
    devices: Devices
    is_paper: bool = True
    checklists: Mapping[str, ChecklistTemplate] = field(default_factory=dict)


def year_report(contents: Contents, *, link: str, actor: Actor, now: datetime) -> Report:
    plan, kept = contents.plan, contents.quarters
    return Report(
        letterhead=letterhead(plan.council_id, clock.local_date(now)),
        title=_("Preventive maintenance plan of ICT equipment"),
        period=f"{_('Financial year')} {plan.year.label}",
        reference=f"{plan.year.slug}/{plan.number}",
        made_at=now,
        made_by=actor.name,
        sections=[
            Section("", [Facts(_facts(plan)), Paragraph(standing(plan))]),
            *_manners(plan, contents.checklists),
            Section(_("Visits by month"), [_matrix(plan)]),
            Section(_("Hours against capacity"), [_load(plan)]),
            Section(_("Journeys to sites outside"), _journeys(plan)),
            Section(_("Cost"), costs(plan)),
            Section(_("Keeping the plan, by quarter"), [_kept(kept)]),
            *annex(plan, contents.devices, is_paper=contents.is_paper),
            *_asked(contents.checklists),
        ],
        signatures=[
            _signed(_("Prepared by"), plan.submitted_by or plan.made_by, plan.submitted_at),
            Signature(_("Head of the ICT unit"), ""),
            _signed(_("Approved by"), plan.approved_by, plan.approved_at, approver(plan)),
        ],
        language=str(get_locale() or "sw"),
        landscape=True,
        watermark="" if plan.state in FROZEN else _("DRAFT"),
        link=link,
    )


def _manners(plan: YearPlan, known: Mapping[str, ChecklistTemplate]) -> Iterator[Section]:
    """Say how each plan is done; plans of older programs did not keep it."""
    lines = [line for line in plan.lines if line.manner]
    if not lines:
        return
    columns = [
        Column(_("Plan"), 5),
        Column(_("How often"), 4),
        Column(_("Checklist"), 4),
        Column(_("Minutes for one device"), 2, numeric=True),
        Column(_("Officer responsible"), 3),
        Column(_("Outside workshop"), 3),
    ]
    rows = [_manner(one, known) for one in lines]
    yield Section(_("How each plan is done"), [Table(columns, rows)])


def _manner(line: YearPlanLine, known: Mapping[str, ChecklistTemplate]) -> Sequence[Cell]:
    said, looked = line.manner, known.get(line.manner["checklist"])
    by = f"{named(looked)}, {looked.number}" if looked else None
    often = said["en" if str(get_locale()) == "en" else "sw"]
    return named(line), often, by, int(said["minutes"]), said["by"], said["vendor"] or None


def _asked(known: Mapping[str, ChecklistTemplate]) -> Iterator[Section]:
    """Print what each checklist asks, as an annex."""
    columns = [Column(_("No.")), Column(_("What is looked at"), 15)]
    for one in known.values():
        rows = [(str(item.seq), spoken(item)) for item in one.items]
        title = _("Annex: checklist %(name)s, %(number)s", name=named(one), number=one.number)
        yield Section(title, [Table(columns, rows)])


def standing(plan: YearPlan) -> str:
    """Say in capitals whether this is what was approved."""
    if plan.state is State.APPROVED:
        said = _("APPROVED VERSION %(number)s", number=plan.number)
    elif plan.state is State.SUPERSEDED:
        said = _("REPLACED VERSION %(number)s", number=plan.number)
    else:
        said = _("DRAFT, not approved")
    return str(said)


def _facts(plan: YearPlan) -> list[tuple[str, Cell]]:
    return [
        (_("Status"), str(labels.STATE[plan.state])),
        (_("Officers who do the work"), plan.officers),
        (_("Share of their working hours, in percent"), plan.share),
        (_("Visits of the year"), sum(line.visits for line in plan.lines)),
        (_("Hours of the year"), rules.hours(sum(line.minutes for line in plan.lines))),
        (_("Reason"), plan.reason or None),
        (_("Digest of what was approved"), plan.digest[:16] or None),
    ]


def _matrix(plan: YearPlan) -> Table:
    columns = [
        Column(_("Plan"), 6),
        Column(_("Devices"), 2, numeric=True),
        *(Column(str(month), 2, numeric=True, shaded=True) for month in labels.SHORT_MONTHS),
        Column(_("Total"), 2, numeric=True),
    ]
    rows: list[Sequence[Cell]] = [
        (named(line), line.devices, *(one or None for one in line.months), line.visits)
        for line in plan.lines
    ]
    total: list[Cell] = [None, "", *month_sums(plan), sum(line.visits for line in plan.lines)]
    return Table(columns, rows, totals=total, empty=_("None."))


def month_sums(plan: YearPlan) -> list[int]:
    return [sum(line.months[place] for line in plan.lines) for place in range(rules.MONTHS)]


def minutes_by_month(plan: YearPlan) -> list[int]:
    """Return the minutes of work of each month."""
    return [sum(line.month_minutes[at] for line in plan.lines) for at in range(rules.MONTHS)]


def left_over(plan: YearPlan, place: int) -> Decimal:
    """Return the hours of a month that its visits leave free."""
    return Decimal(plan.capacity[place]) - rules.hours(minutes_by_month(plan)[place])


def _load(plan: YearPlan) -> Table:
    columns = [
        Column("", 6),
        *(Column(str(month), 2, numeric=True) for month in labels.SHORT_MONTHS),
    ]
    needed = [rules.hours(minutes) for minutes in minutes_by_month(plan)]
    given = [Decimal(one) for one in plan.capacity]
    free = [left_over(plan, place) for place in range(rules.MONTHS)]
    kinds = {_("Hours needed"): needed, _("Hours available"): given, _("Left over"): free}
    rows: list[Sequence[Cell]] = [
        (name, *(f"{one:,.1f}" for one in hours)) for name, hours in kinds.items()
    ]
    return Table(columns, rows)


def _journeys(plan: YearPlan) -> list[Block]:
    columns = [
        Column(_("Ward or site"), 6),
        Column(_("Kilometres, one way"), 2, numeric=True),
        Column(_("Journeys"), 2, numeric=True),
        Column(_("Fuel"), 3, numeric=True),
        Column(_("Allowances"), 3, numeric=True),
        Column(_("Total"), 3, numeric=True),
    ]
    rows: list[Sequence[Cell]] = [
        (one.name, one.km, one.trips, one.fuel, one.per_diem, one.cost) for one in plan.trips
    ]
    fuel = sum((one.fuel for one in plan.trips), Decimal(0))
    days = sum((one.per_diem for one in plan.trips), Decimal(0))
    trips = sum(one.trips for one in plan.trips)
    total = (None, "", trips, fuel, days, fuel + days)
    return [
        Table(columns, rows, totals=total if rows else None, empty=_("None.")),
        Paragraph(_("One journey a day does for all sites of a ward.")),
    ]


def _kept(quarters: Quarters) -> Table:
    columns = [
        Column(_("Plan"), 6),
        Column(_("Quarter"), 2, numeric=True),
        Column(_("Promised"), 2, numeric=True),
        Column(_("On time"), 2, numeric=True),
        Column(_("Outside their time"), 2, numeric=True),
        Column(_("Missed"), 2, numeric=True),
        Column(_("Waived"), 2, numeric=True),
        Column(_("Waiting"), 2, numeric=True),
        Column(_("Kept, percent"), 2, numeric=True),
    ]
    rows: list[Sequence[Cell]] = []
    for place, kept in enumerate(quarters, start=1):
        rows += [(named(line), place, *_numbers(one)) for line, one in kept]
        if kept:
            rows.append((_("All plans"), place, *_numbers(whole(kept))))
    return Table(columns, rows, empty=_("None."))


def whole(kept: Lines) -> Variance:
    """Return what was kept of all plans of a quarter together."""
    return reduce(add, (one for _line, one in kept), Variance())


def _numbers(one: Variance) -> tuple[Cell, ...]:
    missed = one.missed + one.never
    return one.promised, one.on_time, one.late, missed, one.waived, one.waiting, one.percent


def approver(plan: YearPlan) -> str:
    """Name who approved it, and in whose place."""
    if plan.approved_by is None:
        return ""
    name = plan.approved_by.name
    if plan.acting_for is None:
        return name
    said = _("%(deputy)s, for %(principal)s", deputy=name, principal=plan.acting_for.name)
    return str(said)


def _signed(heading: str, person: User | None, at: datetime | None, name: str = "") -> Signature:
    if person is None or at is None:
        return Signature(heading, "")
    on = day(clock.local_date(at))
    return Signature(heading, "", name=name or person.name, job_title=person.job_title, day=on)

"""The report on faults (duty 12): what was out of order, how badly, why, how long, how often."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

from helpdesk.core.fiscal_year import Period
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Paragraph,
    Report,
    Section,
    Table,
    Tiles,
)
from helpdesk.infra.reporting import Wanted, report
from helpdesk.org.queries import calendar_of
from helpdesk.reports import permissions, queries, rules
from helpdesk.reports.reports import parts
from helpdesk.reports.rules import Incident, Trouble
from helpdesk.tickets import labels

MOST_ROWS = 15
Incidents = Sequence[Incident]


@dataclass(frozen=True, slots=True)
class Faults:
    """All that the sections are made of."""

    found: Incidents
    period: Period
    calendar: WorkingCalendar
    now: datetime
    again: frozenset[int]

    @property
    def reported(self) -> Incidents:
        return [one for one in self.found if rules.is_within(one.opened_at, self.period)]

    def of(self, some: Incidents) -> Trouble:
        return rules.trouble(some, self.period, self.calendar, again=self.again, now=self.now)


@report("faults", _l("Faults of systems and equipment"), permissions.VIEW, order=13)
def faults_report(actor: Actor, wanted: Wanted) -> Report:
    """Say what was out of order, whom it hit, what lay behind it and what came back."""
    period = wanted.period
    faults, before = (_faults(actor, one, wanted.made_at) for one in (period, period.previous))
    sections = [
        Section(_("Summary"), [_tiles(faults, before), _note()]),
        _things(actor, faults),
        _reasons(actor, faults),
        Section(_("The faults that stopped work longest"), [_worst(actor, faults)]),
    ]
    name, taken = _("Report on faults"), _("Received by")
    return parts.period_report(actor, wanted, name=name, sections=sections, taken=taken)


def _faults(actor: Actor, period: Period, now: datetime) -> Faults:
    found = queries.incidents(actor, period)
    return Faults(found, period, calendar_of(actor.council_id), now, rules.repeated(found))


def _tiles(faults: Faults, before: Faults) -> Tiles:
    headings = [
        _("Faults reported"),
        _("Faults that stopped work"),
        _("Working hours that work stood still"),
        _("Faults that came back"),
        _("Open at the end"),
    ]
    now, then = _cells(faults.of(faults.found)), _cells(before.of(before.found))
    return Tiles(
        [
            parts.compared(heading, new, old)
            for heading, new, old in zip(headings, now, then, strict=True)
        ]
    )


def _note() -> Paragraph:
    return Paragraph(
        _(
            "Work stands still from the report of a fault that stops it until its solution, in "
            "working hours; hours of one system or device count once. A fault has come back when "
            "the same system or device had one in the %(days)d days before. The reports of one "
            "outage count as one fault.",
            days=rules.AGAIN.days,
        )
    )


def _cells(found: Trouble) -> tuple[int, ...]:
    hours = round(found.standstill.total_seconds() / 3600)
    return found.faults, found.stopping, hours, found.repeats, found.still_open


def _things(actor: Actor, faults: Faults) -> Section:
    systems = queries.system_names(actor)
    assets = queries.asset_names(actor, {one.asset_id for one in faults.found if one.asset_id})
    of_systems = [one for one in faults.found if one.system_id]
    of_assets = [one for one in faults.found if one.asset_id and not one.system_id]
    others = [one for one in faults.found if not one.system_id and not one.asset_id]
    categories = queries.ticket_category_names(actor)
    return Section(
        _("What was out of order"),
        [
            _table(faults, of_systems, _("System"), lambda one: systems[one.system_id or 0]),
            _table(
                faults,
                of_assets,
                _("Device"),
                lambda one: assets.get(one.asset_id or 0, _("Not known")),
            ),
            _table(
                faults,
                others,
                _("Other faults, by category"),
                lambda one: categories.get(one.category_id or 0, _("Not sorted yet")),
            ),
        ],
    )


def _reasons(actor: Actor, faults: Faults) -> Section:
    departments = queries.department_names(actor)
    causes = Counter(_cause(one) for one in faults.reported if one.cause)
    figure = parts.pareto(_("Causes of the faults"), sorted(causes.items()), unit=_("Faults"))
    return Section(
        _("What lay behind the faults, and whom they hit"),
        [
            *([figure] if causes else []),
            _table(faults, faults.found, _("Cause"), _cause),
            _table(
                faults,
                faults.found,
                _("How badly it affects"),
                lambda one: str(labels.HARDSHIP[one.hardship]),
            ),
            _table(
                faults,
                faults.found,
                _("Department or unit"),
                lambda one: departments.get(one.department_id or 0, _("Not known")),
            ),
        ],
    )


def _cause(one: Incident) -> str:
    return str(labels.CAUSE[one.cause]) if one.cause else _("Not solved yet")


def _table(faults: Faults, some: Incidents, heading: str, key: Callable[[Incident], str]) -> Table:
    """One row a group, the most frequent first; the rest of a long list is one row together."""
    groups: dict[str, list[Incident]] = {}
    for one in some:
        groups.setdefault(key(one), []).append(one)
    counted = [(name, _cells(faults.of(of_group))) for name, of_group in groups.items()]
    counted = [pair for pair in counted if any(pair[1])]
    counted.sort(key=lambda pair: (-pair[1][0], -pair[1][2], pair[0]))
    rows: list[tuple[Cell, ...]] = [(name, *cells) for name, cells in counted[:MOST_ROWS]]
    rest = [one for name, _counts in counted[MOST_ROWS:] for one in groups[name]]
    if rest:
        rows.append((_("All others"), *_cells(faults.of(rest))))
    return Table(
        columns=[
            Column(heading, 4),
            Column(pgettext("faults", "Reported"), 2, numeric=True),
            Column(pgettext("faults", "Stopped work"), 2, numeric=True),
            Column(_("Hours stood still"), 2, numeric=True),
            Column(pgettext("faults", "Came back"), 2, numeric=True),
            Column(_("Open at the end"), 2, numeric=True),
        ],
        rows=rows,
        totals=(None, *_cells(faults.of(some))),
        empty=_("There was no such fault in this period."),
        caption=heading,
    )


def _worst(actor: Actor, faults: Faults) -> Table:
    systems = queries.system_names(actor)
    assets = queries.asset_names(actor, {one.asset_id for one in faults.found if one.asset_id})

    def row(one: Incident, hours: int) -> tuple[Cell, ...]:
        thing = systems.get(one.system_id or 0) or assets.get(one.asset_id or 0)
        return one.reference, one.subject, thing, _cause(one), one.reports, hours

    lasted = [(one, _cells(faults.of([one]))[2]) for one in faults.found if one.stops_work]
    worst = sorted((pair for pair in lasted if pair[1]), key=lambda pair: -pair[1])[:MOST_ROWS]
    columns = [
        Column(_("Request"), 3),
        Column(_("Problem"), 5),
        Column(_("System or device"), 4),
        Column(_("Cause"), 3),
        Column(_("People who reported it"), 2, numeric=True),
        Column(_("Hours stood still"), 2, numeric=True),
    ]
    rows = [row(one, hours) for one, hours in worst]
    return Table(columns, rows, empty=_("No fault stopped work in this period."))

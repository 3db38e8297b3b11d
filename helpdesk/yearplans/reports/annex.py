"""The annex of a yearly plan: each device, and on which days somebody comes to it."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from flask_babel import gettext as _

from helpdesk.infra.documents.model import Band, Cell, Column, Paragraph, Section, Table
from helpdesk.infra.i18n import day, named
from helpdesk.yearplans.models import YearPlan, YearPlanLine
from helpdesk.yearplans.rules import Device

Devices = Sequence[Device]
MOST_ON_PAPER = 2_000


def annex(plan: YearPlan, devices: Devices, *, is_paper: bool) -> Iterator[Section]:
    """Name every device with its days; the longest annexes are for spreadsheets alone."""
    if not devices:
        return
    title = _("Annex: every device and its days")
    if is_paper and len(devices) > MOST_ON_PAPER:
        said = _("The annex is too long for paper. It stands in the Excel file of this plan.")
        yield Section(title, [Paragraph(said)])
    else:
        yield Section(title, [_table(plan, devices)], starts_page=True)


def days_of(line: YearPlanLine, since: date | None) -> list[date]:
    """Return when somebody comes to a device of a line that is in service since a day."""
    first = str(since or date.min)
    return [date.fromisoformat(due) for nominal, due, _minutes in line.times if nominal >= first]


def _table(plan: YearPlan, devices: Devices) -> Table:
    columns = [
        Column(_("Device"), 3),
        Column(_("Model"), 3),
        Column(_("Place"), 3),
        Column(_("Visits"), 1, numeric=True),
        Column(_("Days"), 8),
    ]
    rows: list[Sequence[Cell]] = []
    bands: list[Band] = []
    for line in plan.lines:
        said = cache(lambda since, line=line: days_of(line, since))
        own = [_row(one, said(one.since)) for one in devices if one.line_id == line.id]
        if own:
            bands.append(Band(named(line), len(own)))
            rows += own
    return Table(columns, rows, bands=bands, empty=_("None."))


def _row(one: Device, days: Sequence[date]) -> Sequence[Cell]:
    said = ", ".join(day(each) for each in days)
    return one.tag, one.name, one.place, len(days), said or None

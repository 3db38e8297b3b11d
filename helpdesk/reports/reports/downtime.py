"""How long devices stood still, and how far one could rely on what many depend on (R13)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.core.measures import Reliability, Window, reliability
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.equipment.labels import place
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Criticality
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Paragraph,
    Report,
    Section,
    Table,
    Tile,
    Tiles,
)
from helpdesk.infra.i18n import named
from helpdesk.infra.reporting import Wanted, report
from helpdesk.org.queries import calendar_of
from helpdesk.reports import permissions, queries
from helpdesk.reports.queries.downtime import Stood
from helpdesk.reports.reports import parts

MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Measured:
    """A device with its hours; those of what many depend on are hours by day and by night."""

    stood: Stood
    found: Reliability

    @property
    def is_critical(self) -> bool:
        return self.stood.asset.criticality == Criticality.SERVICE


@report("downtime", _l("Standstill and availability"), permissions.VIEW, order=14)
def downtime_report(actor: Actor, wanted: Wanted) -> Report:
    """Say what stood still, how long, and what share of the time it could be used."""
    calendar = calendar_of(actor.council_id)
    found = [_measured(one, wanted, calendar) for one in queries.standing(actor, wanted.period)]
    critical = [one for one in found if one.is_critical]
    others = [one for one in found if not one.is_critical and one.found.stood_hours]
    others.sort(key=lambda one: -one.found.stood_hours)
    sections = [
        Section(_("Summary"), [_tiles(found, critical), _note()]),
        Section(_("What many depend on"), [_table(critical)]),
        Section(_("Other devices that stood still"), [_table(others[:MOST_ROWS])]),
        Section(_("By equipment type"), [_by_kind(found)]),
    ]
    name, taken = _("Standstill and availability"), _("Received by")
    return parts.period_report(actor, wanted, name=name, sections=sections, taken=taken)


def _measured(stood: Stood, wanted: Wanted, calendar: WorkingCalendar) -> Measured:
    window = wanted.period.starts_at, min(wanted.period.ends_at, wanted.made_at)
    return Measured(stood, measured(stood, window, calendar))


def measured(stood: Stood, window: Window, calendar: WorkingCalendar) -> Reliability:
    """Measure a device until it leaves: by day and by night where many depend on it."""
    ends = max(min(filter(None, (window[1], stood.until))), window[0])
    by = hours_of(stood.asset, calendar)
    return reliability((window[0], ends), stood.since, stood.faults, stood.planned, by)


def hours_of(asset: Asset, calendar: WorkingCalendar) -> WorkingCalendar | None:
    """Return the hours that count for a device; none where it serves by day and by night."""
    return None if asset.criticality == Criticality.SERVICE else calendar


def _tiles(found: Sequence[Measured], critical: Sequence[Measured]) -> Tiles:
    return Tiles(
        [
            Tile(_("Faults that stopped a device"), sum(one.found.failures for one in found)),
            Tile(_("Hours stood still by faults"), _hours(found, lambda one: one.unplanned_hours)),
            Tile(_("Hours stood still by planned work"), _hours(found, _planned)),
            Tile(_("Availability of what many depend on"), _share(critical)),
        ]
    )


def _planned(one: Reliability) -> float:
    return one.stood_hours - one.unplanned_hours


def _hours(found: Iterable[Measured], of: Callable[[Reliability], float]) -> str:
    return f"{sum(of(one.found) for one in found):,.1f}"


def _share(found: Sequence[Measured]) -> str | None:
    """Return the share of all hours together in which they could be used; n stands beside it."""
    whole = sum(one.found.operating_hours + one.found.stood_hours for one in found)
    if not whole:
        return None
    share = 100 * sum(one.found.operating_hours for one in found) / whole
    return f"{share:.3f}% (n={len(found)})"


def _note() -> Paragraph:
    return Paragraph(
        _(
            "A device stands still from when it failed until it worked again, also while it waits "
            "for parts; hours of overlapping repairs count once. What many depend on is measured "
            "by day and by night, everything else in working hours. A fault counts in the period "
            "in which it began, and its repair in that in which it ended. “–” is what cannot be "
            "reckoned, because nothing failed or nothing was restored."
        )
    )


def _table(found: Sequence[Measured]) -> Table:
    columns = [
        Column(_("Device"), 4),
        Column(_("Place"), 7),
        Column(_("Faults"), 2, numeric=True),
        Column(_("Hours by faults"), 2, numeric=True),
        Column(_("Hours by planned work"), 2, numeric=True),
        Column(_("Mean hours between faults"), 3, numeric=True),
        Column(_("Mean hours to restore"), 2, numeric=True),
        Column(_("Availability, percent"), 2, numeric=True),
    ]
    return Table(columns, [_row(one) for one in found], empty=_("None."))


def _row(one: Measured) -> Sequence[Cell]:
    asset, found = one.stood.asset, one.found
    return (
        f"{asset.asset_tag} {asset.model.full_name}",
        place(asset.location),
        found.failures,
        f"{found.unplanned_hours:,.1f}",
        f"{_planned(found):,.1f}",
        _between(found),
        None if found.mttr is None else f"{found.mttr:,.2f}",
        None if found.availability is None else f"{found.availability:.3f}",
    )


def _between(found: Reliability) -> str | None:
    """What never failed has no mean; that it ran so long without is said instead."""
    if found.mtbf is not None:
        return f"{found.mtbf:,.2f}"
    if not found.operating_hours or found.unplanned_hours:
        return None
    return str(_("> %(hours)s (no fault)", hours=f"{found.operating_hours:,.0f}"))


def _by_kind(found: Sequence[Measured]) -> Table:
    groups: dict[str, list[Measured]] = {}
    for one in found:
        if one.found.failures or one.found.stood_hours:
            groups.setdefault(named(one.stood.asset.category), []).append(one)
    columns = [
        Column(_("Equipment type"), 4),
        Column(_("Devices"), 2, numeric=True),
        Column(_("Faults"), 2, numeric=True),
        Column(_("Hours by faults"), 2, numeric=True),
        Column(_("Hours by planned work"), 2, numeric=True),
    ]
    rows: list[Sequence[Cell]] = [
        (
            name,
            len(some),
            sum(one.found.failures for one in some),
            _hours(some, lambda one: one.unplanned_hours),
            _hours(some, _planned),
        )
        for name, some in sorted(groups.items())
    ]
    return Table(columns, rows, empty=_("None."))

"""Papers of a count of a store: the sheet that tells no quantities, and what the count found."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Facts,
    Paragraph,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, moment, named
from helpdesk.org.reports import letterhead
from helpdesk.storecounts.labels import STATE
from helpdesk.storecounts.models import StoreCount, StoreCountLine
from helpdesk.storecounts.rules import Variance


def sheet_report(
    count: StoreCount, lines: Sequence[StoreCountLine], *, link: str, actor: Actor, now: datetime
) -> Report:
    """Print the parts of a store with empty boxes: who counts shall look at the shelf alone."""
    how = _(
        "Write what you find on the shelf, and the hour of the day. Do not look at stock cards "
        "while you count."
    )
    return Report(
        letterhead=letterhead(count.council_id, clock.local_date(now)),
        title=_("Counting sheet"),
        period=named(count.store),
        made_at=now,
        made_by=actor.name,
        reference=count.number,
        sections=[Section("", [Paragraph(how), _blank(lines)])],
        signatures=[
            Signature(_("Counted by"), "", is_stamped=False),
            Signature(_("Storekeeper"), "", is_stamped=False),
        ],
        language=str(get_locale() or "sw"),
        link=link,
    )


def _blank(lines: Sequence[StoreCountLine]) -> Table:
    columns = [
        Column(_("Code"), 2),
        Column(_("Part"), 5),
        Column(_("Unit"), 2),
        Column(_("Quantity counted"), 3),
        Column(_("Remarks"), 4),
    ]
    parts = [line.level.part for line in lines]
    return Table(columns, [[one.code, named(one), one.unit, "", ""] for one in parts])


def count_report(
    count: StoreCount, lines: Sequence[StoreCountLine], *, link: str, actor: Actor, now: datetime
) -> Report:
    return Report(
        letterhead=letterhead(count.council_id, clock.local_date(now)),
        title=_("Report of a count of a store"),
        period=named(count.store),
        made_at=now,
        made_by=actor.name,
        reference=count.number,
        sections=[Section("", [Facts(_facts(count, lines)), _differences(lines)])],
        signatures=[
            _signed(_("Counted by"), count.finished_by.name if count.finished_by else ""),
            _signed(_("Approved by"), count.approved_by.name if count.approved_by else ""),
            Signature(_("Internal auditor"), "", is_stamped=False),
        ],
        language=str(get_locale() or "sw"),
        landscape=True,
        link=link,
    )


def _facts(count: StoreCount, lines: Sequence[StoreCountLine]) -> list[tuple[str, Cell]]:
    total = total_of(lines)
    return [
        (_("Status"), str(STATE[count.state])),
        (_("Begun on"), day(clock.local_date(count.started_at))),
        (_("Parts counted"), sum(1 for line in lines if line.counted is not None)),
        (_("Parts not counted"), sum(1 for line in lines if line.counted is None)),
        (_("Found too much, value (TZS)"), total.more),
        (_("Found too little, value (TZS)"), total.less),
    ]


class Total:
    """What was found too much and too little, in value."""

    def __init__(self, found: Sequence[Variance]) -> None:
        self.more = sum((one.value for one in found if one.value > 0), start=Decimal(0))
        self.less = -sum((one.value for one in found if one.value < 0), start=Decimal(0))


def total_of(lines: Sequence[StoreCountLine]) -> Total:
    return Total([line.variance for line in lines if line.variance is not None])


def _differences(lines: Sequence[StoreCountLine]) -> Table:
    columns = [
        Column(_("Code"), 2),
        Column(_("Part"), 4),
        Column(_("In the books"), numeric=True),
        Column(_("Quantity counted"), numeric=True),
        Column(_("Difference"), numeric=True),
        Column(_("Value (TZS)"), 2, numeric=True),
        Column(_("Counted by"), 3),
        Column(_("When"), 2),
    ]
    value = sum((line.variance.value for line in lines if line.variance), start=Decimal(0))
    totals: list[Cell] = [_("Together"), None, None, None, None, value, None, None]
    return Table(columns, [_row(line) for line in lines], totals=totals, empty=_("None."))


def _row(line: StoreCountLine) -> list[Cell]:
    part, found = line.level.part, line.variance
    return [
        part.code,
        named(part),
        line.expected,
        line.counted,
        found.quantity if found else None,
        found.value if found else None,
        line.counted_by.name if line.counted_by else None,
        moment(line.counted_at) if line.counted_at else None,
    ]


def _signed(heading: str, name: str) -> Signature:
    return Signature(heading, "", is_stamped=False, name=name)

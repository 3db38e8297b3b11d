"""What papers on the books share: their frame, and how a year's opening became its closing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.queries.books import Books, not_owned
from helpdesk.equipment.rules import Amounts, Reconciliation, depreciation
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
from helpdesk.infra.i18n import day, number, tzs
from helpdesk.infra.reporting import Wanted
from helpdesk.org.reports import letterhead

Narrowed = Sequence[tuple[str, str]]
ZERO = Decimal(0)


def framed(actor: Actor, wanted: Wanted, title: str, sections: Sequence[Section]) -> Report:
    first, last = wanted.period.first_day, last_day(wanted)
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(wanted.made_at)),
        title=_("%(report)s, %(year)s", report=title, year=wanted.period.year.label),
        period=_("From %(first)s to %(last)s", first=day(first), last=day(last)),
        made_at=wanted.made_at,
        made_by=actor.name,
        sections=sections,
        signatures=signatures(),
        language=str(get_locale()),
        landscape=True,
    )


def signatures() -> list[Signature]:
    return [
        Signature(_("Custodian"), "", is_stamped=False),
        Signature(_("Checked by"), _("Head of the ICT unit")),
        Signature(_("Confirmed by"), _("District Treasurer")),
    ]


def last_day(wanted: Wanted) -> date:
    """Return where the books end: those of a year that goes on end today."""
    return min(wanted.period.last_day, clock.local_date(wanted.made_at))


def chosen(narrowed: Narrowed) -> list[Block]:
    return [Facts(narrowed)] if narrowed else []


def added(cells: Iterable[Cell]) -> Decimal:
    return sum((cell for cell in cells if isinstance(cell, Decimal)), start=ZERO)


def reconciliation_blocks(opened: Books, period: Period, actor: Actor) -> list[Block]:
    """Show how what there was became what there is, and say what else a reader must know."""
    made = opened.reconciled(period.first_day)
    return [_reconciliation(made, period, opened.day), *_notes(made, opened, period, actor)]


def _reconciliation(made: Reconciliation, period: Period, last: date) -> Table:
    eve = period.first_day - timedelta(days=1)
    signed = [
        (_("Opening, on %(day)s", day=day(eve)), made.opening),
        (_("Additions"), made.additions),
        (_("Transfers in"), made.transfers_in),
        (_("Depreciation of the period"), made.charge),
        (_("Transfers out"), -made.transfers_out),
        (_("Disposals and write-offs"), -made.disposals),
    ]
    return Table(
        columns=[
            Column(_("Entry in the books"), 3),
            Column(_("Devices"), numeric=True),
            Column(_("Cost (TZS)"), 2, numeric=True),
            Column(_("Accumulated depreciation"), 2, numeric=True),
            Column(_("Net book value"), 2, numeric=True),
        ],
        rows=[_amounts(words, amounts) for words, amounts in signed],
        totals=_amounts(_("Closing, on %(day)s", day=day(last)), made.closing),
    )


def _amounts(words: str, one: Amounts) -> list[Cell]:
    return [words, one.count, one.cost, one.accumulated, one.book_value]


def _notes(
    made: Reconciliation, opened: Books, period: Period, actor: Actor
) -> Iterator[Paragraph]:
    late, theirs = made.entered_late, not_owned(actor)
    unknown = sum(depreciation(one.entry.price, opened.day) is None for one in opened.held())
    if late.count:
        words = _(
            "Of the opening, devices entered in the register only since %(day)s: %(count)s, "
            "of a cost of %(cost)s.",
            day=day(period.first_day),
            count=number(late.count),
            cost=tzs(late.cost),
        )
        yield Paragraph(words)
    if unknown:
        words = _(
            "Devices without a cost or a date, which lose no value here: %(count)s.",
            count=number(unknown),
        )
        yield Paragraph(words)
    if theirs:
        words = _(
            "Leased and borrowed devices, which are not in the books: %(count)s.",
            count=number(theirs),
        )
        yield Paragraph(words)

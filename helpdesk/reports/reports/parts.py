"""What the reports are put together from: frame, title, tiles and bars alike."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Cell,
    Figure,
    FigureKind,
    Report,
    Section,
    Series,
    Signature,
    Tile,
)
from helpdesk.infra.i18n import day, number
from helpdesk.infra.reporting import Wanted
from helpdesk.org.reports import letterhead
from helpdesk.reports.rules import Share

MOST_BARS = 8
QUARTER = 3  # months


def period_report(
    actor: Actor, wanted: Wanted, *, name: str, sections: Sequence[Section], taken: str
) -> Report:
    """Frame a report on a period; the director has it `taken`: received or approved."""
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(wanted.made_at)),
        title=_title(name, wanted.period),
        period=covered(wanted.period, wanted.made_at),
        made_at=wanted.made_at,
        made_by=actor.name,
        sections=sections,
        signatures=[*of_the_unit(), Signature(taken, _("District Executive Director"))],
        language=str(get_locale()),
    )


def of_the_unit() -> list[Signature]:
    return [
        Signature(_("Prepared by"), _("ICT officer")),
        Signature(_("Checked by"), _("Head of the ICT unit")),
    ]


def _title(name: str, period: Period) -> str:
    year = period.year.label
    if period.months != QUARTER:
        return str(_("%(report)s, %(year)s", report=name, year=year))
    words = _(
        "%(report)s, quarter %(number)d, %(year)s", report=name, number=period.quarter, year=year
    )
    return str(words)


def covered(period: Period, now: datetime) -> str:
    """Say which days a report covers."""
    first, last = day(period.first_day), day(last_day(period, now))
    return str(_("From %(first)s to %(last)s", first=first, last=last))


def last_day(period: Period, now: datetime) -> date:
    """Return where a report ends: one of a period that still goes on ends today."""
    return min(period.last_day, clock.local_date(now))


def compared(label: str, value: Cell, before: Cell) -> Tile:
    """A figure with that of the period before; what nothing happened to say is a dash."""
    return Tile(label, value, _("Period before: %(value)s", value=_said(before)))


def _said(value: Cell) -> str:
    if isinstance(value, int | Decimal):
        return number(value)
    return "–" if value is None else str(value)


def percent_sign(value: int | None) -> str | None:
    return None if value is None else f"{value}%"


def share_said(share: Share) -> str | None:
    """Say a share with what it is of, since few cases say little."""
    if share.percent is None:
        return None
    return f"{number(share.percent)}% ({share.part}/{share.whole})"


def pareto(title: str, counts: Sequence[tuple[str, int]], *, unit: str) -> Figure:
    """Draw the commonest, and the rest together."""
    counts = sorted(counts, key=lambda pair: -pair[1])
    shown, rest = list(counts[:MOST_BARS]), sum(count for _name, count in counts[MOST_BARS:])
    others = _("All others")
    if rest:
        shown.append((others, rest))
    return Figure(
        title=title,
        kind=FigureKind.PARETO,
        categories=[name for name, _count in shown],
        series=[Series(unit, [count for _name, count in shown])],
        unit=unit,
        rest=others,
    )

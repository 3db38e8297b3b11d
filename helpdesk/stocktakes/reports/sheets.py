"""The sheet on which a count is written by hand where there is no screen."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import get_locale, pgettext
from flask_babel import gettext as _

from helpdesk.equipment.labels import CONDITION
from helpdesk.equipment.rules import Condition
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Column,
    Paragraph,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.org.reports import letterhead
from helpdesk.stocktakes.models import Stocktake, StocktakeLine
from helpdesk.stocktakes.reports.counts import scope_of

LETTERS = " ".join(Condition)
EXTRA_LINES, BLIND_LINES = 6, 20


def sheet_report(
    stocktake: Stocktake, lines: Sequence[StocktakeLine], *, link: str, actor: Actor, now: datetime
) -> Report:
    """Print what is expected, with boxes to tick; of a blind count only lines to write on."""
    is_blind = stocktake.is_blind
    listed = [] if is_blind else [Section(_("Devices expected"), [_expected(lines)])]
    blank = Section(
        _("Devices seen") if is_blind else _("Devices seen that are not listed above"),
        [_blank(BLIND_LINES if is_blind else EXTRA_LINES)],
    )
    return Report(
        letterhead=letterhead(stocktake.council_id, clock.local_date(now)),
        title=_("Counting sheet"),
        period=scope_of(stocktake),
        made_at=now,
        made_by=actor.name,
        reference=stocktake.number,
        sections=[Section("", [Paragraph(_how())]), *listed, blank],
        signatures=[
            Signature(_("Counted by"), "", is_stamped=False),
            Signature(_("Head of the office that was counted"), "", is_stamped=False),
        ],
        language=str(get_locale() or "sw"),
        link=link,
    )


def _how() -> str:
    letters = ", ".join(f"{one} = {CONDITION[one]}" for one in Condition)
    said = _(
        "Tick each device and circle the letter of its condition: %(letters)s.", letters=letters
    )
    return str(said)


def _expected(lines: Sequence[StocktakeLine]) -> Table:
    columns = [
        Column(_("No.")),
        Column(_("Asset number"), 4),
        Column(_("Device"), 6),
        Column(_("Custodian"), 6),
        Column(pgettext("sheet", "Found")),
        Column(pgettext("sheet", "Not found")),
        Column(_("Condition"), 3),
    ]
    rows = [_row(place, line) for place, line in enumerate(lines, start=1)]
    return Table(columns, rows, empty=_("None."))


def _row(place: int, line: StocktakeLine) -> list[str]:
    asset, holder = line.asset, line.custodian
    tag, name = (asset.asset_tag, asset.model.full_name) if asset else ("", line.words)
    serial = asset.serial_number if asset else None
    device = f"{name} {serial or ''}".strip()
    return [str(place), tag, device, holder.name if holder else "", "", "", LETTERS]


def _blank(number: int) -> Table:
    columns = [
        Column(_("No.")),
        Column(_("Number on the label, or serial number"), 6),
        Column(_("What it is, and where it stands"), 10),
        Column(_("Condition"), 4),
    ]
    return Table(columns, [[str(place), "", "", LETTERS] for place in range(1, number + 1)])

"""A count on paper."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.equipment.labels import CONDITION, place
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Column, Facts, Report, Section, Signature, Table
from helpdesk.infra.i18n import day, named
from helpdesk.org.reports import letterhead
from helpdesk.stocktakes.labels import RESULT, STATE
from helpdesk.stocktakes.models import Stocktake, StocktakeLine
from helpdesk.stocktakes.rules import Result, found_percent

Lines = dict[Result, list[StocktakeLine]]
ORDER = (Result.MISSING, Result.MISPLACED, Result.EXTRA, Result.FOUND)


def scope_of(stocktake: Stocktake) -> str:
    if stocktake.location is not None:
        return place(stocktake.location)
    return named(stocktake.department) if stocktake.department else ""


def count_report(
    stocktake: Stocktake, lines: Lines, *, link: str, actor: Actor, now: datetime
) -> Report:
    return Report(
        letterhead=letterhead(stocktake.council_id, clock.local_date(now)),
        title=_("Report of a count of ICT equipment"),
        period=scope_of(stocktake),
        made_at=now,
        made_by=actor.name,
        sections=[
            Section("", [Facts(_facts(stocktake, lines))]),
            *(Section(str(RESULT[one]), [_table(lines.get(one, []))]) for one in ORDER),
        ],
        reference=stocktake.number,
        signatures=[
            _signed(_("Counted by"), stocktake.finished_by or stocktake.started_by),
            _signed(_("Approved by"), stocktake.approved_by),
            Signature(_("Head of the ICT unit"), ""),
        ],
        language=get_locale().language,
        link=link,
    )


def _facts(stocktake: Stocktake, lines: Lines) -> list[tuple[str, str]]:
    found, missing = len(lines.get(Result.FOUND, [])), len(lines.get(Result.MISSING, []))
    return [
        (_("Status"), str(STATE[stocktake.state])),
        (_("Begun on"), day(clock.local_date(stocktake.started_at))),
        (_("Devices expected"), str(found + missing)),
        (_("Found, percent"), found_percent(found + missing, found) or "–"),
    ]


def _signed(heading: str, name: str) -> Signature:
    return Signature(heading, "", is_stamped=False, name=name)


def _table(lines: Sequence[StocktakeLine]) -> Table:
    columns = [
        Column(_("Asset number"), 3),
        Column(_("Device"), 4),
        Column(_("Place in the register"), 4),
        Column(_("Custodian"), 3),
        Column(_("Condition"), 2),
        Column(_("Seen by"), 3),
    ]
    return Table(columns, [_row(line) for line in lines], empty=_("None."))


def _row(line: StocktakeLine) -> list[str]:
    asset = line.asset
    if asset is None:
        return ["–", line.words, "–", "–", "–", line.found_by]
    return [
        asset.asset_tag,
        f"{asset.model.full_name} {asset.serial_number or ''}".strip(),
        place(line.location) if line.location else "–",
        line.custodian.name if line.custodian else "–",
        str(CONDITION[line.condition]) if line.condition else "–",
        line.found_by or (_("Given up as lost") if line.is_lost else "–"),
    ]

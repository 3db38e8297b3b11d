"""The sheets that are filled in by hand where there is no screen."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.rules import ItemKind
from helpdesk.equipment.labels import place
from helpdesk.infra.documents.model import (
    Block,
    Column,
    Facts,
    Paragraph,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, named
from helpdesk.inspections.reports.papers import LINE, asked, paper, spoken
from helpdesk.maintenance.models import Occurrence

BOX = "[   ]"
BLANK_PARTS = 3


def round_report(
    visits: Sequence[Occurrence],
    checklists: Mapping[int, ChecklistTemplate],
    *,
    scope: str,
    codes: Sequence[str],
    **said: Any,
) -> Report:
    """Print all devices of a round with boxes to tick, and what each checklist asks."""
    used = sorted({named(one): one for one in checklists.values()}.items())
    places = {title: place_ for place_, (title, _one) in enumerate(used, 1)}
    lines = [_line(number, one, checklists[one.id], places) for number, one in enumerate(visits, 1)]
    table = Table(_columns(), lines, empty=_("None."), codes=codes)
    asked_for = [Section(title, [_legend(one)]) for title, one in used]
    how = Paragraph(
        _(
            "Tick one box for each device. At a fault write the numbers of the items; the number "
            "in brackets is that of the checklist below."
        )
    )
    return paper(
        _("Maintenance round sheet"),
        [Section("", [how, table]), *asked_for],
        [_sign(_("Done by")), _sign(_("Witness")), _sign(_("Head of the ICT unit"))],
        on=scope,
        **said,
    )


def _columns() -> list[Column]:
    return [
        Column("QR", 4),
        Column(_("No.")),
        Column(_("Device"), 11),
        Column(pgettext("sheet", "In order"), 2),
        Column(pgettext("sheet", "Fault"), 2),
        Column(pgettext("sheet", "Not applicable"), 2),
        Column(_("Items at fault"), 3),
        Column(_("Readings and note"), 9),
    ]


def _line(
    number: int, visit: Occurrence, checklist: ChecklistTemplate, places: Mapping[str, int]
) -> list[str]:
    asset, at = visit.asset, places[named(checklist)]
    words = f"{asset.asset_tag} ({at})\n{asset.model.full_name}, {asset.location.name}"
    readings = [one for one in checklist.items if one.kind is ItemKind.NUMBER]
    blanks = [f"{one.seq}: {LINE[:9]} {one.unit}" for one in readings]
    pairs = ("   ".join(blanks[start : start + 2]) for start in range(0, len(blanks), 2))
    return ["", str(number), words, BOX, BOX, BOX, "", "\n".join(pairs)]


def _legend(checklist: ChecklistTemplate) -> Table:
    columns = [Column(_("No.")), Column(_("What is looked at"), 15)]
    return Table(columns, [(str(one.seq), spoken(one)) for one in checklist.items])


def visit_report(visit: Occurrence, checklist: ChecklistTemplate, **said: Any) -> Report:
    """Print one visit: what is looked at, room for parts and time, and who signs."""
    asset = visit.asset
    facts = [
        (_("Asset number"), asset.asset_tag),
        (_("Device"), f"{named(asset.category)} {asset.model.full_name}"),
        (_("Serial number"), asset.serial_number),
        (_("Place"), place(asset.location)),
        (_("Department or unit"), named(asset.department)),
        (_("Maintenance plan"), named(visit.plan)),
        (_("Due on"), day(visit.due_on)),
        (_("Officer responsible"), visit.revision.responsible.name),
        (_("Expected minutes"), str(visit.revision.minutes)),
        (_("Minutes"), LINE),
    ]
    blank = [Column(_("Part (code or name)"), 6), Column(_("Quantity"), 2), Column(_("Note"), 4)]
    parts = Table(blank, [["", "", ""]] * BLANK_PARTS)
    ends: list[Block] = [parts, Paragraph(_("Remarks: %(line)s", line=LINE * 4))]
    return paper(
        _("Maintenance work order"),
        [
            Section("", [Facts(facts)]),
            Section(named(checklist), [asked(checklist.items)]),
            Section(_("Parts used"), ends),
        ],
        [_sign(_("Done by")), _sign(_("User of the device")), _sign(_("Head of the ICT unit"))],
        on=_("To be filled in by hand"),
        reference=visit.work_order.reference if visit.work_order else "",
        **said,
    )


def _sign(heading: str) -> Signature:
    return Signature(heading, "", is_stamped=False)

"""The sheet that is filled in by hand, and the paper of a finished inspection."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.checklists.labels import OUTCOME
from helpdesk.checklists.models import ChecklistItem, ChecklistTemplate
from helpdesk.checklists.rules import JUDGED, ItemKind, Outcome, words
from helpdesk.equipment.labels import CONDITION, place
from helpdesk.equipment.models import Asset
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
from helpdesk.inspections.labels import finding, limits
from helpdesk.inspections.models import Inspection, InspectionResult
from helpdesk.org.reports import letterhead

NUMBER = re.compile(r"\d+")
LINE = "." * 24  # to write on by hand


def sheet_report(
    asset: Asset, template: ChecklistTemplate, *, link: str, actor: Actor, now: datetime
) -> Report:
    """Print what is asked of a device, with boxes to tick."""
    facts = [*_device(asset), (_("Checklist"), _version(template)), (_("Inspected on"), LINE)]
    ends: list[Block] = [
        Paragraph(_("Condition of the device (tick one): %(words)s", words=_to_tick(CONDITION))),
        Paragraph(_("Remarks: %(line)s", line=LINE * 4)),
    ]
    return paper(
        _("Inspection sheet"),
        [Section("", [Facts(facts)]), Section("", [asked(template.items)]), Section("", ends)],
        [Signature(_("Inspected by"), "", is_stamped=False), _user(asset)],
        on=_("To be filled in by hand"),
        link=link,
        actor=actor,
        made_at=now,
    )


def _to_tick(named_values: Any) -> str:
    return "   ".join(f"[  ] {said}" for said in named_values.values())


def asked(items: Sequence[ChecklistItem]) -> Table:
    columns = [
        Column(_("No."), share=1),
        Column(_("What is looked at"), share=15),
        Column(_("Finding"), share=7),
        Column(_("Note"), share=3),
    ]
    rows = [(str(item.seq), spoken(item), _blank(item), "") for item in items]
    return Table(columns, rows)


def spoken(item: ChecklistItem | InspectionResult) -> str:
    """Say what is looked at, and behind it the limits of a reading that it does not name itself."""
    within, name = limits(item), named(item)
    is_said = set(NUMBER.findall(within)) <= set(NUMBER.findall(name))
    return name if is_said else f"{name} ({within})"


def _blank(item: ChecklistItem) -> str:
    """Print what may be ticked, or where the reading is written."""
    if item.kind is ItemKind.NUMBER:
        return f"{LINE[:12]} {item.unit}"
    if item.kind is ItemKind.CHOICE:
        return "  ".join(f"[  ] {one}" for one in words(item.choices))
    if item.kind not in JUDGED:
        return LINE
    offered = [Outcome.PASS, Outcome.FAIL]
    if item.kind is ItemKind.PASS_FAIL_NA:
        offered.append(Outcome.NOT_APPLICABLE)
    return "  ".join(f"[  ] {OUTCOME[one]}" for one in offered)


def inspection_report(inspection: Inspection, *, link: str, actor: Actor, now: datetime) -> Report:
    """Print what was found, as it was asked."""
    score = None if inspection.score is None else f"{inspection.score}%"
    facts = [
        *_device(inspection.asset),
        (_("Checklist"), _version(inspection)),
        (_("Score"), score),
        (_("Condition before"), str(CONDITION[inspection.condition_before])),
        (_("Condition after"), str(CONDITION[inspection.condition])),
        (_("Remarks"), inspection.note or None),
    ]
    shown = [(name, value) for name, value in facts if value is not None]
    signed = day(clock.local_date(inspection.at))
    by = inspection.by
    return paper(
        _("Equipment inspection report"),
        [Section("", [Facts(shown)]), Section("", [_found(inspection.results)])],
        [
            Signature(
                _("Inspected by"),
                "",
                is_stamped=False,
                name=by.name,
                job_title=by.job_title,
                day=signed,
            ),
            _user(inspection.asset),
            Signature(_("Head of the ICT unit"), "", is_stamped=False),
        ],
        on=_("Inspected on %(day)s", day=signed),
        reference=inspection.reference,
        link=link,
        actor=actor,
        made_at=now,
    )


def _found(results: Sequence[InspectionResult]) -> Table:
    columns = [
        Column(_("No."), share=1),
        Column(_("What was looked at"), share=15),
        Column(_("Finding"), share=4),
        Column(_("Note"), share=4),
        Column(_("Request"), share=5),
    ]
    return Table(columns, [_row(result) for result in results])


def _row(result: InspectionResult) -> Sequence[Cell]:
    return (
        str(result.seq),
        spoken(result),
        finding(result),
        result.note or None,
        result.follow_up.ticket.reference if result.follow_up else None,
    )


def _device(asset: Asset) -> list[tuple[str, Cell]]:
    return [
        (_("Asset number"), asset.asset_tag),
        (_("Device"), f"{named(asset.category)} {asset.model.full_name}"),
        (_("Serial number"), asset.serial_number),
        (_("Place"), place(asset.location)),
        (_("Department or unit"), named(asset.department)),
    ]


def _version(of: ChecklistTemplate | Inspection) -> str:
    said: str = _("%(title)s, version %(number)s", title=named(of), number=of.number)
    return said


def _user(asset: Asset) -> Signature:
    name = asset.custodian.name if asset.custodian else ""
    return Signature(_("User of the device"), "", is_stamped=False, name=name)


def paper(
    title: str,
    sections: Sequence[Section],
    signatures: Sequence[Signature],
    *,
    on: str,
    actor: Actor,
    **said: Any,
) -> Report:
    today = clock.local_date(said["made_at"])
    return Report(
        letterhead=letterhead(actor.council_id, today),
        title=title,
        period=on,
        made_by=actor.name,
        sections=sections,
        signatures=signatures,
        language=str(get_locale() or "sw"),
        **said,
    )

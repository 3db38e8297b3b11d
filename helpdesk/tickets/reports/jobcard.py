"""The job card: what an officer takes along, fills in by hand and lets people sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from flask_babel import get_locale
from flask_babel import gettext as _

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
from helpdesk.infra.i18n import named
from helpdesk.org.reports import letterhead
from helpdesk.tickets import labels
from helpdesk.tickets.models import Ticket, TicketCheck

BLANK = " \n "  # as high as a hand writes
MOST_CHECKS = 10  # more of them would not leave room to write on the page


@dataclass(frozen=True, slots=True)
class _Room:
    """What fits on one page: letters of the problem, all of it is behind the code, and lines."""

    letters: int
    lines: int


WITHOUT_CHECKS, BESIDE_CHECKS = _Room(300, 6), _Room(160, 3)


def job_card(
    ticket: Ticket, checks: Sequence[TicketCheck], *, link: str, actor: Actor, now: datetime
) -> Report:
    """Say what is wrong, where and with what, and leave room for what is found and done."""
    room = BESIDE_CHECKS if checks else WITHOUT_CHECKS
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Job card"),
        reference=ticket.reference,
        period=ticket.subject,
        made_at=now,
        made_by=actor.name,
        sections=[
            Section("", [_facts(ticket), *_told(ticket, room)]),
            *_to_check(checks[:MOST_CHECKS]),
            Section(_("Work done"), [_work(room.lines)]),
        ],
        signatures=[
            Signature(_("Technician"), _("ICT officer"), is_stamped=False),
            Signature(_("User"), _("The equipment works"), is_stamped=False),
            Signature(_("Checked by"), _("Head of the ICT unit"), is_stamped=False),
        ],
        language=str(get_locale() or "sw"),
        link=link,
    )


def _facts(ticket: Ticket) -> Facts:
    facts: list[tuple[str, Cell]] = [
        (_("Requester"), ticket.requester_name),
        (_("Telephone"), ticket.requester_phone or None),
        (_("Department or unit"), named(ticket.at_department) if ticket.at_department else None),
        (_("Place"), ticket.at_location.name if ticket.at_location else None),
        (_("Opened"), ticket.opened_at),
        (_("Priority"), str(labels.PRIORITY[ticket.priority])),
        (_("To be solved by"), ticket.resolution_due_at),
    ]
    return Facts([*facts, *_device(ticket)])


def _device(ticket: Ticket) -> list[tuple[str, Cell]]:
    asset = ticket.asset
    if asset is None:
        return []
    return [
        (_("Device"), asset.model.full_name),
        (_("Asset number"), asset.asset_tag),
        (_("Serial number"), asset.serial_number or None),
    ]


def _told(ticket: Ticket, room: _Room) -> list[Block]:
    text = " ".join(ticket.description.split())
    if not text:
        return []
    return [Paragraph(text if len(text) <= room.letters else f"{text[: room.letters]}…")]


def _to_check(checks: Sequence[TicketCheck]) -> list[Section]:
    """Set the checks in two columns of pairs, each with a box to tick."""
    if not checks:
        return []
    half = (len(checks) + 1) // 2
    columns = [Column(_("What to check"), 5), Column(_("Good"))] * 2
    rows = [
        (*left, *right)
        for left, right in zip_longest(
            map(_check, checks[:half]), map(_check, checks[half:]), fillvalue=("", "")
        )
    ]
    return [Section(_("Checklist"), [Table(columns, rows)])]


def _check(check: TicketCheck) -> tuple[str, str]:
    return labels.check_text(check), "X" if check.done_at else ""


def _work(lines: int) -> Table:
    columns = [
        Column(_("Date"), 2),
        Column(_("What was found and done"), 7),
        Column(_("Parts used, and how many"), 4),
        Column(_("Minutes"), 2),
    ]
    return Table(columns, [(BLANK, "", "", "")] * lines)

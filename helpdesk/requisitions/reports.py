"""The printed form of a requisition, with places to sign."""

from datetime import datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Facts,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, moment, named
from helpdesk.org.reports import letterhead
from helpdesk.requisitions.labels import STATE
from helpdesk.requisitions.models import Requisition, RequisitionLine


def requisition_report(
    requisition: Requisition, *, link: str, actor: Actor, now: datetime
) -> Report:
    return Report(
        letterhead=letterhead(requisition.council_id, clock.local_date(now)),
        title=_("Requisition and issue of stores"),
        period=str(STATE[requisition.state]),
        made_at=now,
        made_by=actor.name,
        reference=requisition.number,
        sections=[Section("", [Facts(_facts(requisition)), _table(requisition)])],
        signatures=[
            _signed(_("Asked for by"), requisition.asked_by, requisition.asked_at),
            _signed(_("Recommended by"), requisition.recommended_by, requisition.recommended_at),
            _signed(_("Approved by"), requisition.approved_by, requisition.approved_at),
            Signature(_("Issued by (storekeeper)"), "", is_stamped=False),
            Signature(_("Received by"), "", is_stamped=False),
        ],
        language=str(get_locale() or "sw"),
        link=link,
    )


def _facts(requisition: Requisition) -> list[tuple[str, Cell]]:
    facts: list[tuple[str, Cell]] = [
        (
            _("Department or unit"),
            named(requisition.department) if requisition.department else None,
        ),
        (_("What it is for"), requisition.purpose),
    ]
    return facts + ([(_("Reason"), requisition.reason)] if requisition.reason else [])


def _table(requisition: Requisition) -> Table:
    columns = [
        Column(_("No.")),
        Column(_("Code"), 2),
        Column(_("What"), 6),
        Column(_("Unit"), 2),
        Column(_("Asked for"), 2, numeric=True),
        Column(_("Issued"), 2, numeric=True),
        Column(_("Remaining"), 2, numeric=True),
        Column(_("Issued on, from"), 5),
    ]
    return Table(columns, [_row(line) for line in requisition.lines])


def _row(line: RequisitionLine) -> list[Cell]:
    part = line.part
    return [
        str(line.place),
        part.code if part else None,
        named(part) if part else line.words,
        part.unit if part else None,
        line.quantity,
        line.issued,
        line.outstanding,
        "; ".join(
            f"{day(clock.local_date(one.movement.at))}, {named(one.movement.level.store)}"
            for one in line.issues
        )
        or None,
    ]


def _signed(heading: str, person: User | None, at: datetime | None) -> Signature:
    if person is None:
        return Signature(heading, "", is_stamped=False)
    return Signature(
        heading,
        "",
        is_stamped=False,
        name=person.name,
        job_title=person.job_title or "",
        day=day(clock.local_date(at)) if at else "",
        confirmed=str(_("Confirmed in the program, %(at)s", at=moment(at))) if at else "",
    )

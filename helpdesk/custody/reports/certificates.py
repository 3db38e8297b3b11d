"""What somebody who leaves owes the council, and the certificate that it is nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.contracts.models import LicenceSeat
from helpdesk.custody.models import Clearance
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
from helpdesk.org.reports import letterhead


def clearance_report(given: Clearance, *, link: str, actor: Actor, now: datetime) -> Report:
    """Certify what the register said on that day."""
    person, on = given.person, clock.local_date(given.at)
    said = _(
        "This is to certify that, according to the equipment register of the council, %(name)s held"
        " no ICT equipment of the council on %(day)s, and owes none.",
        name=person.name,
        day=day(on),
    )
    return _paper(
        _("Equipment clearance certificate"),
        [Section("", [_person(person)]), Section("", [Paragraph(said)])],
        [
            _signed(_("Certified by"), given.by, day(on)),
            Signature(_("Head of the ICT unit"), ""),
            _signed(_("The one who leaves"), person, ""),
        ],
        reference=given.number,
        link=link,
        actor=actor,
        made_at=now,
    )


def debts_report(
    person: User,
    held: Sequence[Asset],
    seats: Sequence[LicenceSeat],
    *,
    link: str,
    actor: Actor,
    now: datetime,
) -> Report:
    """List what somebody still has to give back."""
    columns = [
        Column(_("Asset number"), share=3),
        Column(_("Device"), share=4),
        Column(_("Serial number"), share=3),
        Column(_("Condition"), share=2),
        Column(_("Place"), share=4),
    ]
    table: Block = Table(columns, [_row(asset) for asset in held])
    said = _("No clearance certificate is given until everything on this list has been returned.")
    licences = Table([Column(_("Licence"), share=3), Column(_("Given on"))], _seat_rows(seats))
    return _paper(
        _("Equipment to be returned"),
        [
            Section("", [_person(person)]),
            Section(_("Equipment"), [table]),
            *([Section(_("Licences"), [licences])] if seats else []),
            Section("", [Paragraph(said)]),
        ],
        [
            _signed(_("The one who leaves"), person, ""),
            Signature(_("ICT officer"), "", is_stamped=False),
            Signature(_("Head of the ICT unit"), ""),
        ],
        link=link,
        actor=actor,
        made_at=now,
    )


def _paper(
    title: str,
    sections: Sequence[Section],
    signatures: Sequence[Signature],
    *,
    actor: Actor,
    **said: Any,
) -> Report:
    today = clock.local_date(said["made_at"])
    return Report(
        letterhead=letterhead(actor.council_id, today),
        title=title,
        period=_("On %(day)s", day=day(today)),
        made_by=actor.name,
        sections=sections,
        signatures=signatures,
        language=str(get_locale() or "sw"),
        **said,
    )


def _person(person: User) -> Facts:
    office = named(person.department) if person.department else None
    return Facts(
        [
            (_("Name"), person.name),
            (_("Job title"), person.job_title or None),
            (_("Department or unit"), office),
        ]
    )


def _signed(heading: str, person: User, on: str) -> Signature:
    return Signature(
        heading, "", is_stamped=False, name=person.name, job_title=person.job_title, day=on
    )


def _seat_rows(seats: Sequence[LicenceSeat]) -> list[Sequence[Cell]]:
    return [(seat.licence.name, clock.local_date(seat.given_at)) for seat in seats]


def _row(asset: Asset) -> Sequence[Cell]:
    return (
        asset.asset_tag,
        f"{named(asset.category)} {asset.model.full_name}",
        asset.serial_number,
        str(CONDITION[asset.condition]),
        place(asset.location),
    )

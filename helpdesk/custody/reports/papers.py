"""The paper of one hand-over, with places to sign for everybody who has a part in it."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.custody.labels import ANSWER, confirmed
from helpdesk.custody.models import Handover, HandoverLine
from helpdesk.custody.rules import Kind
from helpdesk.equipment.labels import CONDITION, place
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
from helpdesk.infra.i18n import day, named
from helpdesk.org.reports import letterhead


def paper_report(handover: Handover, *, link: str, actor: Actor, now: datetime) -> Report:
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(handover.at)),
        title=_title(handover.kind),
        reference=handover.number,
        period=_("Made on %(day)s", day=day(clock.local_date(handover.at))),
        made_at=now,
        made_by=actor.name,
        sections=[
            Section("", [_facts(handover)]),
            Section(_("Equipment"), [devices_table(handover.lines)]),
            Section(_("Declaration"), [Paragraph(_declaration(handover.kind))]),
        ],
        signatures=_signatures(handover),
        language=str(get_locale() or "sw"),
        link=link,
    )


def _title(kind: Kind) -> str:
    titles: dict[Kind, str] = {
        Kind.ISSUE: _("Equipment hand-over note"),
        Kind.TRANSFER: _("Equipment transfer note"),
        Kind.RETURN: _("Equipment return note"),
        Kind.LOAN: _("Equipment loan note"),
        Kind.REPAIR_BENCH: _("Gate pass for equipment"),
    }
    return titles[kind]


def _declaration(kind: Kind) -> str:
    words: dict[Kind, str] = {
        Kind.ISSUE: _(
            "I have received the equipment listed above in the condition stated. I will use it for"
            " the council's work, keep it safe, and give it back when I leave my office."
        ),
        Kind.TRANSFER: _(
            "The equipment listed above has passed from the one who hands over to the one who"
            " receives, who answers for it from this day."
        ),
        Kind.RETURN: _(
            "The equipment listed above has been given back in the condition stated. Whoever gave"
            " it back does not answer for it any more."
        ),
        Kind.LOAN: _(
            "I have borrowed the equipment listed above in the condition stated, and will bring it"
            " back by the day stated on this note."
        ),
        Kind.REPAIR_BENCH: _(
            "The equipment listed above may be carried out of the council's premises to the"
            " workshop named here. The guard at the gate compares the serial numbers."
        ),
    }
    return words[kind]


def _facts(handover: Handover) -> Facts:
    """Say what applies to this kind of paper, and nothing of the others."""
    is_out = handover.kind is Kind.REPAIR_BENCH
    facts: list[tuple[str, Cell]] = [
        (_("Handed over by"), _given_by(handover)),
        (_("Receiver"), None if is_out else _named(receiver_of(handover))),
        (_("Workshop"), handover.workshop.name if handover.workshop and is_out else None),
        (_("Carried by"), handover.carried_by or None),
        (_("Place"), place(handover.location)),
        (_("Department or unit"), named(handover.department)),
        (_("To be back by"), handover.due_on),
        (_("Reason"), handover.reason or None),
        (_("Answer of the receiver"), _answer(handover)),
    ]
    return Facts([(name, value) for name, value in facts if value is not None])


def giver_of(handover: Handover) -> User:
    """Return who gives it out of his hands: its holder, or else whoever made the paper."""
    return handover.giver or handover.handed_by


def receiver_of(handover: Handover) -> User:
    """Return who takes it: whom it is for, or else the office by whoever made the paper."""
    return handover.receiver or handover.handed_by


def _given_by(handover: Handover) -> str:
    by_workshop = handover.workshop is not None and handover.kind is Kind.RETURN
    return handover.given_by if by_workshop else _named(giver_of(handover))


def _named(person: User) -> str:
    return f"{person.name}, {person.job_title}" if person.job_title else person.name


def _answer(handover: Handover) -> str | None:
    if handover.answered_at is None:
        return None
    said = f"{ANSWER[handover.answer]}, {day(clock.local_date(handover.answered_at))}"
    return f"{said}: {handover.answer_note}" if handover.answer_note else said


def devices_table(lines: Sequence[HandoverLine]) -> Table:
    columns = [
        Column(_("Asset number"), share=3),
        Column(_("Device"), share=4),
        Column(_("Serial number"), share=3),
        Column(_("Condition"), share=2),
        Column(_("With it"), share=3),
    ]
    return Table(columns, [_row(line) for line in lines])


def _row(line: HandoverLine) -> Sequence[Cell]:
    asset = line.asset
    return (
        asset.asset_tag,
        f"{named(asset.category)} {asset.model.full_name}",
        asset.serial_number,
        str(CONDITION[line.condition]),
        line.accessories or None,
    )


def _signatures(handover: Handover) -> Sequence[Signature]:
    workshop, is_back = handover.workshop, handover.kind is Kind.RETURN
    given = _place_of(_("Handed over by"), giver_of(handover), handover)
    taken = _place_of(_("Receiver"), receiver_of(handover), handover)
    if workshop is not None and is_back:
        given = Signature(_("Handed over by"), workshop.name)
    if workshop is not None and not is_back:
        taken = Signature(_("Received for the workshop"), workshop.name)
    return [given, taken, Signature(_("Head of the ICT unit"), "")]


def _place_of(heading: str, person: User, handover: Handover) -> Signature:
    at = handover.confirmed_at(person)
    return Signature(
        heading,
        "",
        is_stamped=False,
        name=person.name,
        job_title=person.job_title,
        day=day(clock.local_date(at)) if at else "",
        confirmed=confirmed(person.name, at) if at else "",
    )

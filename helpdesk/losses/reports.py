"""The papers of losses: the report, the write-off, and the list."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import get_locale, pgettext
from flask_babel import gettext as _

from helpdesk.equipment import labels as equipment
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Facts,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, named
from helpdesk.losses import labels
from helpdesk.losses.models import Loss
from helpdesk.losses.rules import State
from helpdesk.org.reports import letterhead


def losses_report(losses: Sequence[Loss], *, view: str, actor: Actor, now: datetime) -> Report:
    columns = [
        Column(_("Number"), share=3),
        Column(_("Asset number"), share=3),
        Column(_("Device"), share=4),
        Column(pgettext("loss", "Kind"), share=2),
        Column(_("Lost or stolen on"), share=2),
        Column(_("Holder"), share=3),
        Column(_("Police reference"), share=2),
        Column(_("Status"), share=3),
        Column(_("Written off on"), share=2),
        Column(_("Book value"), share=2, numeric=True),
    ]
    table = Table(columns, [_row(one) for one in losses], empty=_("No device is lost."))
    title = _("Lost and stolen devices")
    return list_report(table, title=title, view=view, narrowed=[], actor=actor, now=now)


def _row(loss: Loss) -> Sequence[Cell]:
    return (
        loss.reference,
        loss.asset.asset_tag,
        f"{named(loss.asset.category)} {loss.asset.model.full_name}",
        str(labels.KIND[loss.kind]),
        loss.happened_on,
        loss.holder.name if loss.holder else None,
        loss.police_reference or None,
        str(labels.STATE[loss.state]),
        loss.written_off_on,
        loss.book_value,
    )


def loss_report(loss: Loss, *, link: str, actor: Actor, now: datetime) -> Report:
    """Print what was told, with what came of it and a place to sign for each who had a part."""
    is_over = loss.state is State.WRITTEN_OFF
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Write-off of a lost device") if is_over else _("Report of a lost device"),
        period=_("Lost or stolen on %(day)s", day=day(loss.happened_on)),
        made_at=now,
        made_by=actor.name,
        reference=loss.write_off_reference or loss.reference,
        sections=[
            Section(_("Device"), [Facts(list(_device(loss)))]),
            Section(_("What happened"), [Facts(list(_told(loss)))]),
            *_outcome(loss),
        ],
        signatures=_signed(loss),
        language=str(get_locale() or "sw"),
        link=link,
    )


def _device(loss: Loss) -> Iterator[tuple[str, Cell]]:
    asset = loss.asset
    yield _("Asset number"), asset.asset_tag
    yield _("Device"), f"{named(asset.category)} {asset.model.full_name}"
    yield _("Serial number"), asset.serial_number
    yield _("Place in the register"), equipment.place(loss.location)
    yield _("Holder"), loss.holder.name if loss.holder else None


def _told(loss: Loss) -> Iterator[tuple[str, Cell]]:
    yield _("Report number"), loss.reference
    yield pgettext("loss", "Kind"), str(labels.KIND[loss.kind])
    yield _("Circumstances"), loss.circumstances
    yield _("Police reference"), loss.police_reference or None
    yield _("Reported by"), loss.reported_by
    yield _("Reported on"), clock.local_date(loss.reported_at)


def _outcome(loss: Loss) -> Iterator[Section]:
    if loss.state is State.FOUND:
        yield Section(_("Found again"), [Facts(list(_found(loss)))])
    elif loss.state is not State.SOUGHT:
        yield Section(_("Write-off"), [Facts(list(_written_off(loss)))])


def _found(loss: Loss) -> Iterator[tuple[str, Cell]]:
    yield _("Found on"), loss.found_on
    yield _("Where it was found"), loss.found_where
    yield _("Found by"), loss.found_by
    condition = loss.found_condition
    yield _("Condition"), str(equipment.CONDITION[condition]) if condition else None


def _written_off(loss: Loss) -> Iterator[tuple[str, Cell]]:
    yield _("Why it should be written off"), loss.reason
    if loss.state is State.WRITTEN_OFF:
        yield _("Number of the letter or minutes that approve it"), loss.document_number
        yield _("Written off on"), loss.written_off_on
        yield _("Purchase cost"), loss.purchase_cost
        yield _("Book value on that day"), loss.book_value
        yield _("Reason or conditions"), loss.decision_note or None


def _signed(loss: Loss) -> list[Signature]:
    holder, proposer, decider = loss.holder, loss.proposed_by, loss.decided_by
    if loss.state is State.WRITTEN_OFF and proposer and decider:
        approved = pgettext("loss", "Approved by")
        return [
            _person(_("Proposed by"), proposer.name, proposer.job_title),
            Signature(approved, "", name=decider.name, job_title=decider.job_title),
            Signature(_("Taken off the books by"), _("Council Treasurer"), is_stamped=False),
        ]
    return [
        _person(_("Reported by"), loss.reported_by, ""),
        *([_person(_("Holder"), holder.name, holder.job_title)] if holder else []),
        Signature(_("Seen by"), _("Head of the ICT unit")),
    ]


def _person(heading: str, name: str, job_title: str) -> Signature:
    return Signature(heading, "", is_stamped=False, name=name, job_title=job_title)

"""The papers of buying: the catalogue, the list of orders, three certificates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from flask_babel import get_locale, pgettext
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.core.local_time import start_of
from helpdesk.custody.labels import confirmed
from helpdesk.equipment import labels as equipment_labels
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
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
from helpdesk.procurement import labels
from helpdesk.procurement.models import (
    Commissioning,
    GoodsInspection,
    GoodsReceipt,
    PurchaseOrder,
    ReceiptLine,
    ReceivedDevice,
    Specification,
    required_in,
    requirements_in,
)
from helpdesk.procurement.rules import MemberRole

Accepted = tuple[ReceiptLine, ReceivedDevice]
FEW_DEVICES = 12  # are named in the text of a certificate


def specifications_report(
    found: Sequence[Specification], year: str, *, actor: Actor, now: datetime
) -> Report:
    """List each requirement of a year under its category."""
    columns = [
        Column(_("Equipment type"), share=2),
        Column(_("Minimum specification"), share=5),
    ]
    rows = [
        (named(one.category), said) for one in found for said in requirements_in(one, _language())
    ]
    empty = _("No specification has been written for this year yet.")
    narrowed = [(_("Fiscal year"), year.replace("-", "/"))] if year else []
    title = _("Minimum specifications of ICT equipment")
    table = Table(columns, rows, empty=empty)
    return list_report(table, title=title, narrowed=narrowed, actor=actor, now=now)


def orders_report(
    orders: Sequence[PurchaseOrder], *, view: str, actor: Actor, now: datetime
) -> Report:
    columns = [
        Column(_("Order"), share=2),
        Column(_("Date"), share=2),
        Column(_("Supplier"), share=3),
        Column(pgettext("goods", "Ordered"), numeric=True),
        Column(pgettext("goods", "Accepted"), numeric=True),
        Column(_("Still to come"), numeric=True),
        Column(_("Deliveries"), share=4),
    ]
    rows = [_order(order) for order in orders]
    table = Table(columns, rows, empty=_("No order."))
    title = _("Orders and deliveries")
    return list_report(table, title=title, view=view, narrowed=[], actor=actor, now=now)


def _order(order: PurchaseOrder) -> Sequence[Cell]:
    receipts = [f"{one.reference}: {labels.STATE[one.state]}" for one in order.receipts]
    return (
        order.number,
        order.ordered_on,
        order.supplier.name,
        order.ordered,
        order.accepted,
        order.still_to_come,
        "; ".join(receipts) or None,
    )


def certificate_report(receipt: GoodsReceipt, *, link: str, actor: Actor, now: datetime) -> Report:
    """Certify what came, what was found and what was accepted, with the serial numbers."""
    inspection = _inspection(receipt)
    devices = [(line, device) for line in receipt.lines for device in line.devices]
    are_few = len(devices) <= FEW_DEVICES
    said = [Paragraph(_few(devices))] if devices and are_few else []
    sections = [
        Section(
            "",
            [
                Facts(_head(receipt, inspection)),
                _quantities(receipt),
                _findings(receipt),
                *said,
                Paragraph(_declared()),
            ],
        )
    ]
    if not are_few:
        sections.append(Section(_("Serial numbers of what was accepted"), [_serials(devices)]))
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Certificate of inspection and acceptance of goods"),
        period=_standing(inspection),
        made_at=now,
        made_by=actor.name,
        reference=inspection.certificate or receipt.reference,
        sections=sections,
        signatures=[*_committee(inspection), *_witnesses(receipt, inspection)],
        language=str(get_locale() or "sw"),
        link=link,
    )


def rejection_report(receipt: GoodsReceipt, *, link: str, actor: Actor, now: datetime) -> Report:
    """Tell the supplier what was rejected and why."""
    inspection = _inspection(receipt)
    said = _(
        "The committee inspected your delivery and rejected the goods listed below. Take them back"
        " and bring goods that meet the order, at your own cost."
    )
    columns = [
        Column(_("Item"), share=3),
        Column(_("Minimum specification"), share=4),
        Column(_("What was found"), share=4),
        Column(pgettext("goods", "Rejected"), numeric=True),
        Column(_("Reason"), share=4),
    ]
    rows = [_rejected(line) for line in receipt.lines if line.rejected]
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Letter of rejection of goods"),
        period=pgettext("goods", "Inspected on %(day)s", day=day(inspection.inspected_on)),
        made_at=now,
        made_by=actor.name,
        reference=inspection.rejection or receipt.reference,
        sections=[
            Section("", [Facts(_head(receipt, inspection)), Paragraph(said), Table(columns, rows)])
        ],
        signatures=[
            *_committee(inspection)[:1],
            Signature(_("Seen by"), _("Council Director")),
            Signature(_("Received by"), _("Representative of the supplier"), is_stamped=False),
        ],
        language=str(get_locale() or "sw"),
        link=link,
    )


def _language() -> str:
    """Return the language of the paper, which may be another than the reader's."""
    return str(get_locale() or "sw")


def _step(step: Mapping[str, str]) -> str:
    """Return a step in the language of the paper; those of old were kept in one only."""
    return step.get(f"step_{_language()}") or step["step"]


def commissioning_report(found: Commissioning, *, link: str, actor: Actor, now: datetime) -> Report:
    """Certify that one device was installed, tried and handed over."""
    columns = [
        Column(_("Step"), share=5),
        Column(pgettext("step", "Done")),
        Column(_("Reading or remark"), share=4),
    ]
    rows = [
        (_step(step), _("Yes") if step["done"] else _("No"), step["reading"] or None)
        for step in found.steps
    ]
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Certificate of installation and hand-over"),
        period=_("Installed on %(day)s", day=day(found.done_on)),
        made_at=now,
        made_by=actor.name,
        reference=found.reference,
        sections=[
            Section(
                "",
                [
                    Facts(list(_device(found))),
                    Table(columns, rows, empty=_("No steps are written for this equipment type.")),
                    Paragraph(
                        _("I received this device; it works, and I was shown how to use it.")
                    ),
                ],
            )
        ],
        signatures=[
            _agreed(_("Installed by"), found.done_by, found.at),
            _agreed(_("Received by"), found.custodian, _received_at(found)),
            Signature(_("Seen by"), _("Head of the ICT unit")),
        ],
        language=str(get_locale() or "sw"),
        link=link,
    )


def _standing(inspection: GoodsInspection) -> str:
    """Say that a paper is only a draft for as long as nobody has approved it."""
    if inspection.approved_on is None:
        return str(_("Not approved yet"))
    return str(pgettext("goods", "Inspected on %(day)s", day=day(inspection.inspected_on)))


def _inspection(receipt: GoodsReceipt) -> GoodsInspection:
    if receipt.inspection is None:
        raise LookupError(receipt.id)
    return receipt.inspection


def _head(receipt: GoodsReceipt, inspection: GoodsInspection) -> list[tuple[str, Cell]]:
    order = receipt.order
    return [
        (_("Order (LPO) or contract"), order.number),
        (_("Supplier"), order.supplier.name),
        (_("Delivery"), receipt.reference),
        (_("Delivery note"), receipt.delivery_note),
        (_("Invoice"), receipt.invoice or None),
        (_("Received on"), receipt.received_on),
        (_("Letter that appointed the committee"), inspection.appointment_letter),
        (_("Accepted on"), inspection.approved_on),
    ]


def _quantities(receipt: GoodsReceipt) -> Table:
    columns = [
        Column(_("No.")),
        Column(_("Item"), share=6),
        Column(pgettext("goods", "Ordered"), share=2, numeric=True),
        Column(pgettext("goods", "Delivered"), share=2, numeric=True),
        Column(pgettext("goods", "Accepted"), share=2, numeric=True),
        Column(pgettext("goods", "Rejected"), share=2, numeric=True),
        Column(_("Decision, reason or conditions"), share=5),
    ]
    return Table(columns, [_quantity(line) for line in receipt.lines])


def _quantity(line: ReceiptLine) -> Sequence[Cell]:
    ordered = line.order_line
    decision = str(labels.DECISION[line.decision]) if line.decision else ""
    return (
        str(ordered.position),
        _item(line),
        ordered.quantity,
        line.delivered,
        line.accepted,
        line.rejected,
        ": ".join(said for said in (decision, line.reason) if said) or None,
    )


def _findings(receipt: GoodsReceipt) -> Table:
    columns = [
        Column(_("No.")),
        Column(_("Minimum specification"), share=9),
        Column(_("What was found"), share=8),
    ]
    return Table(columns, [_finding(line) for line in receipt.lines])


def _finding(line: ReceiptLine) -> Sequence[Cell]:
    required = "; ".join(required_in(line.order_line, _language()))
    return str(line.order_line.position), required or None, line.found or None


def _rejected(line: ReceiptLine) -> Sequence[Cell]:
    required = "; ".join(required_in(line.order_line, _language()))
    return (_item(line), required or None, line.found or None, line.rejected, line.reason or None)


def _item(line: ReceiptLine) -> str:
    said = line.order_line.description
    return f"{said} ({line.model.full_name})" if line.model else said


def _few(devices: Sequence[Accepted]) -> str:
    """Name a few devices in the text; an annex is for many."""
    known = [
        f"{device.asset.asset_tag} ({device.asset.serial_number or '–'})"
        for _line, device in devices
    ]
    return str(_("Asset and serial numbers: %(numbers)s.", numbers="; ".join(known)))


def _serials(devices: Sequence[Accepted]) -> Table:
    columns = [
        Column(_("Asset number"), share=3),
        Column(_("Item"), share=4),
        Column(_("Serial number"), share=4),
    ]
    rows = [
        (device.asset.asset_tag, _item(line), device.asset.serial_number)
        for line, device in devices
    ]
    return Table(columns, rows)


def _declared() -> str:
    return str(
        _(
            "We, the members of the committee, inspected the goods above against the order and the"
            " specification, and certify that the accepted quantities are right and in good order."
        )
    )


def _committee(inspection: GoodsInspection) -> list[Signature]:
    """Each member has a place, the chairperson first."""
    ranks = list(MemberRole)
    members = sorted(inspection.members, key=lambda one: ranks.index(one.role))
    return [_known(str(labels.ROLE[one.role]), one.name, one.job_title) for one in members]


def _witnesses(receipt: GoodsReceipt, inspection: GoodsInspection) -> Iterator[Signature]:
    supplier = inspection.supplier_representative
    yield _known(_("Representative of the supplier"), supplier, "")
    yield _known(_("Store keeper"), receipt.received_by.name, receipt.received_by.job_title)
    head, on = inspection.approved_by, inspection.approved_on
    if head is None or on is None:
        yield _known(_("Accepted by"), "", "")
    else:
        yield _agreed(_("Accepted by"), head, start_of(on))


def _received_at(found: Commissioning) -> datetime | None:
    """Return when its user said in the program that he has it."""
    return found.handover.confirmed_at(found.custodian) if found.handover else None


def _agreed(heading: str, person: User, at: datetime | None) -> Signature:
    """Make a place to sign for somebody who may have confirmed in the program."""
    known = _known(heading, person.name, person.job_title)
    if at is None:
        return known
    on = day(clock.local_date(at))
    return replace(known, day=on, confirmed=confirmed(person.name, at))


def _known(heading: str, name: str, job_title: str) -> Signature:
    return Signature(heading, "", is_stamped=False, name=name, job_title=job_title)


def _device(found: Commissioning) -> Iterator[tuple[str, Cell]]:
    asset = found.asset
    yield _("Asset number"), asset.asset_tag
    yield _("Model"), asset.model.full_name
    yield _("Serial number"), asset.serial_number
    yield _("Place"), equipment_labels.place(asset.location)
    yield _("Department or unit"), named(asset.department)
    yield _("Custodian"), found.custodian.name
    yield _("Order (LPO) or contract"), asset.order_number or None
    yield _("Warranty"), f"{day(found.warranty_starts_on)} – {day(found.warranty_ends_on)}"
    yield _("What the user was trained in"), found.training or None

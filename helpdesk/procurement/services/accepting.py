"""Accepting a delivery on its committee's word: a certificate, and devices in the register."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import update

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import asset_with_serial
from helpdesk.equipment.rules import Status, normalise_serial, warranty_ends_on
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council
from helpdesk.procurement.models import (
    GoodsInspection,
    GoodsReceipt,
    OrderLine,
    ReceiptLine,
    ReceivedDevice,
)
from helpdesk.procurement.rules import (
    ConcernedError,
    DoneBeforeError,
    ReceiptState,
    SerialRefusedError,
    TooManySerialsError,
    serials_in,
    warranty_starts_on,
)


def accept(
    receipt: GoodsReceipt,
    serials: Mapping[int, str],
    *,
    approver: User,
    actor: Actor,
    now: datetime,
) -> list[Asset]:
    """Approve the committee's word; `serials` are pasted lists by the line's id, or nothing."""
    inspection = receipt.inspection
    if receipt.state is not ReceiptState.INSPECTED or inspection is None:
        raise DoneBeforeError
    if approver.id == receipt.received_by_id:
        raise ConcernedError
    typed = _checked(receipt, serials)
    inspection.approved_by, inspection.approved_on = approver, clock.local_date(now)
    _number(receipt, inspection)
    devices = [
        _device(line, serial, actor, now)
        for line in receipt.lines
        for serial in _padded(line, typed[line.id])
    ]
    _count(receipt)
    changes = {"state": [receipt.state, ReceiptState.APPROVED]}
    record(actor, "goods_receipt.approved", receipt, changes, at=now)
    receipt.state = ReceiptState.APPROVED
    db.session.flush()
    return devices


def _checked(receipt: GoodsReceipt, serials: Mapping[int, str]) -> dict[int, list[str]]:
    """Read the lists, and name the line in which a number cannot be."""
    seen: set[tuple[int, str]] = set()
    typed = {line.id: serials_in(serials.get(line.id, "")) for line in receipt.lines}
    for line in receipt.lines:
        if len(typed[line.id]) > line.accepted:
            raise TooManySerialsError(line.id, line.accepted)
        for serial in typed[line.id]:
            _check_serial(line, serial, seen)
    return typed


def _check_serial(line: ReceiptLine, typed: str, seen: set[tuple[int, str]]) -> None:
    serial = normalise_serial(typed)
    if line.model is None or serial is None:
        return
    other = asset_with_serial(serial, model=line.model)
    if other is not None:
        raise SerialRefusedError(line.id, serial, other.asset_tag)
    if (line.model.id, serial) in seen:
        raise SerialRefusedError(line.id, serial)
    seen.add((line.model.id, serial))


def _padded(line: ReceiptLine, serials: list[str]) -> Iterator[str]:
    """Return a serial number for each accepted device, empty where it is left for later."""
    if line.model is not None:
        yield from serials + [""] * (line.accepted - len(serials))


def _number(receipt: GoodsReceipt, inspection: GoodsInspection) -> None:
    """Give the certificate and the letter of rejection their numbers, where there is a need."""
    council = db.session.get_one(Council, receipt.council_id)
    on = inspection.approved_on or receipt.received_on
    if receipt.accepted:
        inspection.certificate = next_reference(council, "GAC", on=on)
    if receipt.rejected:
        inspection.rejection = next_reference(council, "GRJ", on=on)


def _device(line: ReceiptLine, serial: str, actor: Actor, now: datetime) -> Asset:
    receipt, order = line.receipt, line.receipt.order
    if line.model is None:
        raise LookupError(line.id)
    facts = equipment.Facts(
        model=line.model,
        serial_number=serial,
        funding_source=order.funding_source,
        purchase_cost=line.order_line.unit_price,
        purchased_on=receipt.received_on,
    )
    to = equipment.Whereabouts(location=receipt.location, department=receipt.department)
    asset = equipment.register(facts, to, actor=actor, now=now, status=Status.ACCEPTED)
    origin = equipment.Origin(
        supplier=order.supplier,
        order_number=order.number,
        delivery_note=receipt.delivery_note,
        received_on=receipt.received_on,
        warranty_ends_on=_warranty_ends_on(receipt, clock.local_date(now)),
    )
    equipment.set_origin(asset, origin, actor=actor, now=now)
    db.session.add(ReceivedDevice(line=line, asset=asset))
    return asset


def _warranty_ends_on(receipt: GoodsReceipt, accepted_on: date) -> date:
    starts_on = warranty_starts_on(accepted_on, receipt.received_on)
    return warranty_ends_on(starts_on, receipt.order.warranty_months)


def _count(receipt: GoodsReceipt) -> None:
    """Add what was accepted to the order; what was rejected goes back, and may come once more."""
    for line in sorted(receipt.lines, key=lambda one: one.order_line_id):
        counted = update(OrderLine).where(OrderLine.id == line.order_line_id)
        values = {
            "accepted": OrderLine.accepted + line.accepted,
            "delivered": OrderLine.delivered - line.rejected,
        }
        db.session.execute(counted.values(values), execution_options={"synchronize_session": False})
        db.session.refresh(line.order_line)

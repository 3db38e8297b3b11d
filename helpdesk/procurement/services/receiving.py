"""Receiving a delivery against an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.equipment.models import AssetModel
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council, Department, Location
from helpdesk.procurement.models import GoodsReceipt, OrderLine, PurchaseOrder, ReceiptLine
from helpdesk.procurement.rules import DoneBeforeError, ReceiptState, TooManyError


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPaper:
    """What stands on the delivery note, and where the goods lie now."""

    delivery_note: str
    invoice: str = ""
    received_on: date
    location: Location
    department: Department


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """So many came of a line; a device has a make and model."""

    line: OrderLine
    quantity: int
    model: AssetModel | None = None


def receive(
    order: PurchaseOrder,
    paper: DeliveryPaper,
    arrived: Sequence[Arrived],
    *,
    receiver: User,
    actor: Actor,
) -> GoodsReceipt:
    """Count a delivery in, never more than is still to come."""
    for one in sorted(arrived, key=lambda said: said.line.id):
        _count_in(one)
    council = db.session.get_one(Council, actor.council_id)
    receipt = GoodsReceipt(
        council_id=council.id,
        reference=next_reference(council, "GRN", on=paper.received_on),
        order=order,
        delivery_note=paper.delivery_note,
        invoice=paper.invoice,
        received_on=paper.received_on,
        received_by=receiver,
        location=paper.location,
        department=paper.department,
        lines=[
            ReceiptLine(order_line=one.line, model=one.model, delivered=one.quantity)
            for one in arrived
        ],
    )
    db.session.add(receipt)
    db.session.flush()
    record(actor, "goods_receipt.add", receipt, {"reference": [None, receipt.reference]})
    return receipt


def withdraw(receipt: GoodsReceipt, *, reason: str, actor: Actor) -> None:
    """Take back what was received by mistake, before anybody inspects it."""
    if receipt.state is not ReceiptState.RECEIVED:
        raise DoneBeforeError
    for line in sorted(receipt.lines, key=lambda one: one.order_line_id):
        taken = {"delivered": OrderLine.delivered - line.delivered}
        back = update(OrderLine).where(OrderLine.id == line.order_line_id).values(taken)
        db.session.execute(back, execution_options={"synchronize_session": False})
        db.session.refresh(line.order_line)
    changes = {"state": [receipt.state, ReceiptState.WITHDRAWN], "reason": [None, reason]}
    record(actor, "goods_receipt.withdrawn", receipt, changes)
    receipt.state, receipt.withdrawn_because = ReceiptState.WITHDRAWN, reason
    db.session.flush()


def _count_in(one: Arrived) -> None:
    """Add in the database itself, so that of two at once the second sees the first."""
    line = one.line
    room = OrderLine.id == line.id, OrderLine.delivered + one.quantity <= OrderLine.quantity
    counted = update(OrderLine).where(*room).values(delivered=OrderLine.delivered + one.quantity)
    options = {"synchronize_session": False}
    found = db.session.execute(counted.returning(OrderLine.id), execution_options=options).all()
    db.session.refresh(line)
    if not found:
        raise TooManyError(line.position, line.still_to_come)

"""Writing down what was ordered, and how much of it has come."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.stock.models import Part, PartOrder
from helpdesk.stock.rules import OrderClosedError, check_whole
from helpdesk.vendors.models import Vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an order says; the supplier and the day on which it comes may not be known."""

    part: Part
    quantity: Decimal
    reference: str
    ordered_on: date
    supplier: Vendor | None = None
    expected_on: date | None = None


def write_order(asked: Asked, *, actor: Actor) -> PartOrder:
    check_whole(asked.quantity, asked.part.unit)
    order = PartOrder(
        council_id=actor.council_id,
        part=asked.part,
        supplier=asked.supplier,
        reference=asked.reference,
        quantity=asked.quantity,
        ordered_on=asked.ordered_on,
        expected_on=asked.expected_on,
        by_id=actor.id,
    )
    db.session.add(order)
    db.session.flush()
    changes = {"reference": [None, order.reference], "quantity": [None, order.quantity]}
    record(actor, "part_order.add", order, changes)
    return order


def check_open_order(order: PartOrder) -> None:
    if not order.awaited:
        raise OrderClosedError


def note_received(order: PartOrder, quantity: Decimal, *, actor: Actor) -> None:
    """Count goods that came against their order; more may come than was ordered."""
    check_open_order(order)
    received = order.received + quantity
    record(actor, "part_order.receive", order, {"received": [order.received, received]})
    order.received = received
    db.session.flush()


def close_order(order: PartOrder, why: str, *, actor: Actor) -> None:
    """Say why no more of it will come."""
    check_open_order(order)
    record(actor, "part_order.close", order, {"closed_why": ["", why]})
    order.closed_why = why
    db.session.flush()

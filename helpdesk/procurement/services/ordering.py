"""Entering what was ordered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helpdesk.audit.services import changes_of, record
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.text import fold, normalise_code, normalise_name
from helpdesk.equipment.models import AssetCategory
from helpdesk.equipment.rules import FundingSource
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.i18n import number
from helpdesk.procurement import queries
from helpdesk.procurement.models import OrderLine, PurchaseOrder
from helpdesk.procurement.rules import OrderTakenError, TooFewError
from helpdesk.vendors.models import Vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The head of an LPO or contract."""

    number: str
    supplier: Vendor
    ordered_on: date
    buyer_name: str
    warranty_months: int = 12
    funding_source: FundingSource = FundingSource.OWN_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """One line; what has no category is no device."""

    description: str
    quantity: int
    unit_price: Decimal
    category: AssetCategory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What a line should have said."""

    description: str
    quantity: int
    unit_price: Decimal


def enter_order(paper: Paper, lines: Sequence[Ordered], *, actor: Actor) -> PurchaseOrder:
    """Keep an order with what the catalogue of that day required of its devices."""
    code = normalise_code(paper.number)
    if queries.has_number(code, actor=actor):
        raise OrderTakenError(code)
    order = PurchaseOrder(
        council_id=actor.council_id,
        number=code,
        supplier=paper.supplier,
        ordered_on=paper.ordered_on,
        warranty_months=paper.warranty_months,
        funding_source=paper.funding_source,
        buyer_name=normalise_name(paper.buyer_name),
        entered_by_id=actor.id,
        search_text=search_text(code, paper.supplier),
    )
    db.session.add(order)
    _add_lines(order, lines, actor)
    db.session.flush()
    record(actor, "purchase_order.add", order, {"number": [None, code]})
    return order


def change_order(
    order: PurchaseOrder, paper: Paper, corrected: Mapping[int, Corrected], *, actor: Actor
) -> None:
    """Correct an order; `corrected` is by the line's id. What has come must still fit."""
    code = normalise_code(paper.number)
    if code != order.number and queries.has_number(code, actor=actor):
        raise OrderTakenError(code)
    columns = {
        "number": code,
        "supplier_id": paper.supplier.id,
        "ordered_on": paper.ordered_on,
        "buyer_name": normalise_name(paper.buyer_name),
        "funding_source": paper.funding_source,
        "warranty_months": paper.warranty_months,
    }
    changes = changes_of(order, **columns)
    for name, value in columns.items():
        setattr(order, name, value)
    order.search_text = search_text(code, paper.supplier)
    before = [_spelled(line) for line in order.lines]
    for line in order.lines:
        _hold(line)
        _correct(line, corrected[line.id])
    after = [_spelled(line) for line in order.lines]
    if before != after:
        changes["lines"] = ["; ".join(before), "; ".join(after)]
    record(actor, "purchase_order.change", order, changes)
    db.session.flush()


def search_text(number: str, supplier: Vendor) -> str:
    return fold(f"{number} {supplier.name}")


def _spelled(line: OrderLine) -> str:
    return f"{line.position}. {line.description}: {line.quantity} × {number(line.unit_price)}"


def _hold(line: OrderLine) -> None:
    """Look at a line as it is now, and let no delivery come in meanwhile."""
    columns = ["delivered", "accepted", "quantity"]
    db.session.refresh(line, attribute_names=columns, with_for_update=True)


def _correct(line: OrderLine, said: Corrected) -> None:
    """Correct a line; the price of what was accepted stands in the register, so it stays."""
    if said.quantity < line.delivered:
        raise TooFewError(line.id, line.delivered)
    line.description, line.quantity = normalise_name(said.description), said.quantity
    if not line.accepted:
        line.unit_price = said.unit_price


def _add_lines(order: PurchaseOrder, lines: Sequence[Ordered], actor: Actor) -> None:
    year = FiscalYear.containing(order.ordered_on).slug
    known = queries.latest_of(actor, until=year)
    for position, line in enumerate(lines, start=1):
        required = known.get(line.category.id) if line.category else None
        order.lines.append(
            OrderLine(
                position=position,
                category=line.category,
                description=normalise_name(line.description),
                quantity=line.quantity,
                unit_price=line.unit_price,
                required_sw=required.requirements_sw if required else "",
                required_en=required.requirements_en if required else "",
            )
        )

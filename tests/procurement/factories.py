"""Orders and deliveries with as little said about them as a test needs."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.procurement import services
from helpdesk.procurement.models import GoodsReceipt, OrderLine, PurchaseOrder
from helpdesk.procurement.rules import Decision, Member, MemberRole
from helpdesk.vendors.models import Vendor
from tests.equipment.factories import category
from tests.equipment.factories import model as some_model
from tests.factories import MONDAY_MORNING, location, numbers, program, saved

T = TypeVar("T")

MEMBERS = (
    Member("Asha Mwita", "Mhandisi", MemberRole.CHAIR),
    Member("Juma Ally", "Fundi TEHAMA", MemberRole.SECRETARY, is_skilled=True),
    Member("Neema Sanga", "Mhasibu", MemberRole.MEMBER),
)


def supplier(council_id: int) -> Vendor:
    return saved(Vendor(council_id=council_id, name=f"Duka {next(numbers)}"))


def known(thing: T | None) -> T:
    """Return what a test has put there."""
    assert thing is not None
    return thing


def order(
    council_id: int, *, quantity: int = 10, is_device: bool = True, **given: object
) -> PurchaseOrder:
    """One line of devices at 2,000,000 shillings each."""
    made: dict[str, Any] = {
        "number": f"LPO{next(numbers)}",
        "supplier": supplier(council_id),
        "ordered_on": date(2026, 2, 2),
        "buyer_name": "Bwana Mnunuzi",
    }
    line = services.Ordered(
        description="Kompyuta mpakato",
        quantity=quantity,
        unit_price=Decimal(2_000_000),
        category=category(council_id) if is_device else None,
    )
    paper = services.Paper(**{**made, **given})
    return services.enter_order(paper, [line], actor=program(council_id))


def model_for(line: OrderLine) -> AssetModel | None:
    return some_model(line.order.council_id, of=line.category) if line.category else None


def received(
    of: PurchaseOrder,
    *,
    by: User,
    quantity: int = 4,
    model: AssetModel | None = None,
) -> GoodsReceipt:
    (line,) = of.lines
    paper = services.DeliveryPaper(
        delivery_note="DN1",
        received_on=date(2026, 2, 27),
        location=location(of.council_id),
        department=known(by.department),
    )
    arrived = services.Arrived(line=line, quantity=quantity, model=model or model_for(line))
    return services.receive(of, paper, [arrived], receiver=by, actor=as_actor(by))


def inspected(
    receipt: GoodsReceipt, *, by: User, rejected: int = 0, members=MEMBERS
) -> GoodsReceipt:
    (line,) = receipt.lines
    accepted = line.delivered - rejected
    result = services.Result(
        accepted=accepted,
        rejected=rejected,
        decision=Decision.ACCEPT if accepted else Decision.REJECT,
        reason="Skrini zimepasuka" if rejected else "",
    )
    committee = services.Committee(
        appointment_letter="MBR/K/1", inspected_on=date(2026, 3, 1), members=members
    )
    services.inspect(receipt, committee, {line.id: result}, enterer=by, actor=as_actor(by))
    return receipt


def accepted(receipt: GoodsReceipt, *, by: User, serials: str = "") -> list[Asset]:
    (line,) = receipt.lines
    actor = as_actor(by)
    return services.accept(
        receipt, {line.id: serials}, approver=by, actor=actor, now=MONDAY_MORNING
    )

"""What the sample council bought of late: orders at all stages; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.custody import services as custody
from helpdesk.custody.rules import Answer
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.queries import models
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role
from helpdesk.procurement import queries, services
from helpdesk.procurement.models import GoodsReceipt, PurchaseOrder, ReceiptLine, steps_in
from helpdesk.procurement.rules import Decision, Member, MemberRole
from helpdesk.setup.services.catalogue import write_catalogue
from helpdesk.vendors import queries as vendors
from helpdesk.vendors.models import Vendor
from helpdesk.vendors.services import Details, add

SUPPLIERS = ("Rujewa Computers Ltd", "Usangu ICT Supplies", "Nyanda za Juu Office Ltd")
BUYER = "Afisa Ununuzi"
COMMITTEE = (
    Member("Mjumbe wa Ujenzi", "Mhandisi wa Ujenzi", MemberRole.CHAIR),
    Member("Mjumbe wa Fedha", "Mhasibu", MemberRole.SECRETARY),
    Member("Mjumbe wa TEHAMA", "Fundi TEHAMA", MemberRole.MEMBER, is_skilled=True),
)
BROKEN = "Skrini imepasuka"
AS_REQUIRED = "Inakidhi sifa zote zinazotakiwa"
TRAINING = "Kuwasha na kuzima, kuhifadhi kazi na kutunza kifaa"


@dataclass(frozen=True, slots=True)
class Bench:
    """Who has a part in buying, and when it is."""

    keeper: User
    officer: User
    head: User
    user: User | None
    suppliers: Sequence[Vendor]
    models: dict[str, AssetModel]
    program: Actor
    now: datetime

    def days_ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)


def buy(program: Actor, *, now: datetime) -> None:
    """Let four orders come in, as far as each has come; without a store keeper there are none."""
    offices = [
        people_with(program, role) for role in (Role.STOREKEEPER, Role.TECHNICIAN, Role.HEAD)
    ]
    write_catalogue(FiscalYear.containing(clock.local_date(now)), program)
    if not all(offices):
        return
    keeper, officer, head = (found[0] for found in offices)
    by_code: dict[str, AssetModel] = {}
    for model in models(program):
        by_code.setdefault(model.category.code, model)
    suppliers = [_supplier(name, program) for name in SUPPLIERS]
    user = next(iter(people_with(program, Role.REQUESTER)), None)
    bench = Bench(keeper, officer, head, user, suppliers, by_code, program, now)
    _laptops(bench)
    _printers(bench)
    _power(bench)
    _order(bench, "LPO-0461", [("SW", 2, 1_500_000)], days=6, supplier=2)


def _laptops(bench: Bench) -> None:
    """Came whole, but for one that was broken; two are in use already."""
    order = _order(bench, "LPO-0412", [("LT", 6, 2_150_000)], days=60, supplier=0)
    receipt = _receive(bench, order, [6], days=40)
    _inspect(bench, receipt, days=37, rejected=1)
    serials = "\n".join(f"5CG4{number}KXB" for number in range(101, 106))
    devices = _accept(bench, receipt, serials, days=36)
    _install(bench, devices[0], bench.officer, days=33)
    if bench.user is not None:
        _install(bench, devices[1], bench.user, days=33)


def _printers(bench: Bench) -> None:
    """Came in two parts; the second waits for the head of the unit."""
    order = _order(bench, "LPO-0438", [("PR", 8, 980_000)], days=35, supplier=1)
    first = _receive(bench, order, [5], days=24)
    _inspect(bench, first, days=22)
    _accept(bench, first, "VNC3R10021\nVNC3R10022\nVNC3R10023", days=21)
    _inspect(bench, _receive(bench, order, [2], days=8), days=5)


def _power(bench: Bench) -> None:
    """Waits for its committee."""
    lines = [("UPS", 10, 390_000), ("PC", 4, 2_600_000)]
    order = _order(bench, "LPO-0455", lines, days=18, supplier=0)
    _receive(bench, order, [10, 2], days=2)


def _supplier(name: str, program: Actor) -> Vendor:
    known = vendors.find(name, actor=program)
    number = 201 + SUPPLIERS.index(name)
    details = Details(
        name=name,
        tax_number=f"100-200-{number}",
        phone=f"+255754000{number}",
        address="Rujewa, Mbarali",
    )
    return known or add(details, actor=program)


def _order(
    bench: Bench, number: str, lines: Sequence[tuple[str, int, int]], *, days: int, supplier: int
) -> PurchaseOrder:
    paper = services.Paper(
        number=number,
        supplier=bench.suppliers[supplier],
        ordered_on=clock.local_date(bench.days_ago(days)),
        buyer_name=BUYER,
    )
    ordered = [
        services.Ordered(
            description=bench.models[code].category.name_sw,
            quantity=quantity,
            unit_price=Decimal(price),
            category=bench.models[code].category,
        )
        for code, quantity, price in lines
    ]
    return services.enter_order(paper, ordered, actor=as_actor(bench.keeper))


def _receive(
    bench: Bench, order: PurchaseOrder, quantities: Sequence[int], *, days: int
) -> GoodsReceipt:
    keeper = bench.keeper
    if keeper.location is None or keeper.department is None:
        raise LookupError(keeper.username)
    paper = services.DeliveryPaper(
        delivery_note=f"DN {order.number[-4:]}/{days}",
        invoice=f"INV {order.number[-4:]}",
        received_on=clock.local_date(bench.days_ago(days)),
        location=keeper.location,
        department=keeper.department,
    )
    arrived = [
        services.Arrived(line=line, quantity=quantity, model=bench.models[line.category.code])
        for line, quantity in zip(order.lines, quantities, strict=True)
        if line.category
    ]
    return services.receive(order, paper, arrived, receiver=keeper, actor=as_actor(keeper))


def _inspect(bench: Bench, receipt: GoodsReceipt, *, days: int, rejected: int = 0) -> None:
    committee = services.Committee(
        appointment_letter="MBR/PMU/K.10/14",
        inspected_on=clock.local_date(bench.days_ago(days)),
        supplier_representative="Mwakilishi wa Mzabuni",
        members=COMMITTEE,
    )
    results = {line.id: _result(line, rejected) for line in receipt.lines}
    officer = bench.officer
    services.inspect(receipt, committee, results, enterer=officer, actor=as_actor(officer))


def _result(line: ReceiptLine, rejected: int) -> services.Result:
    return services.Result(
        accepted=line.delivered - rejected,
        rejected=rejected,
        decision=Decision.ACCEPT,
        found=f"{AS_REQUIRED}; {rejected} ina kasoro" if rejected else AS_REQUIRED,
        reason=BROKEN if rejected else "",
    )


def _accept(bench: Bench, receipt: GoodsReceipt, serials: str, *, days: int) -> list[Asset]:
    (line,) = receipt.lines
    return services.accept(
        receipt,
        {line.id: serials},
        approver=bench.head,
        actor=as_actor(bench.head),
        now=bench.days_ago(days),
    )


def _install(bench: Bench, device: Asset, person: User, *, days: int) -> None:
    """Let the officer install a device, and its user confirm that he has it."""
    officer, now, origin = bench.officer, bench.days_ago(days), queries.origin_of(device)
    if origin is None or person.location is None or person.department is None:
        raise LookupError(device.asset_tag)
    to = Whereabouts(location=person.location, department=person.department, custodian=person)
    year = FiscalYear.containing(clock.local_date(now)).slug
    steps = steps_in(queries.latest_of(bench.program, until=year)[device.category_id], "sw")
    installed = services.Installed(
        done_on=clock.local_date(now),
        to=to,
        custodian=person,
        steps=[{"step": step, "done": "yes", "reading": ""} for step in steps],
        training=TRAINING,
    )
    made = services.commission(origin, installed, doer=officer, actor=as_actor(officer), now=now)
    if made.handover is not None and made.handover.answer is Answer.WAITING:
        custody.accept(made.handover, actor=as_actor(person), now=now + timedelta(hours=1))

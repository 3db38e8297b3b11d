"""Stores, and parts that lie in them."""

from datetime import datetime
from decimal import Decimal

from helpdesk.infra.access import the_program
from helpdesk.stock import services
from helpdesk.stock.models import Part, StockLevel, StockMovement, Store
from helpdesk.stock.services import Delivery, PartDetails
from tests.factories import MONDAY_MORNING, numbers

PLAIN = Delivery()


def store(council_id: int, **given) -> Store:
    number = next(numbers)
    made = {"code": f"G{number}", "name_sw": f"Ghala {number}", "name_en": f"Store {number}"}
    return services.add_store(actor=the_program(council_id), **{**made, **given})


def part(council_id: int, **given) -> Part:
    number = next(numbers)
    made = {
        "code": f"P{number}",
        "name_sw": f"Kipuri {number}",
        "name_en": f"Part {number}",
        "unit": "kipande",
    }
    return services.add_part(PartDetails(**{**made, **given}), actor=the_program(council_id))


def receive(
    store: Store,
    part: Part,
    quantity: int | str = 10,
    unit_cost: int | str = 45_000,
    *,
    now: datetime = MONDAY_MORNING,
    delivery: Delivery = PLAIN,
) -> StockMovement:
    return services.receive(
        store,
        part,
        quantity=Decimal(quantity),
        unit_cost=Decimal(unit_cost),
        reference="DN 1",
        actor=the_program(store.council_id),
        now=now,
        delivery=delivery,
    )


def level(quantity: int | str = 10, unit_cost: int | str = 45_000, **given) -> StockLevel:
    """A part of some council's store, of which so many were received."""
    place = given.get("store") or store(given["council_id"])
    return receive(place, part(place.council_id), quantity, unit_cost).level

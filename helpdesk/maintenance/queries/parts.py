"""What the visits of a plan usually use up, at the prices of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.maintenance.models import MaintenancePlan, PlanPart
from helpdesk.maintenance.rules import Need, parts_cost
from helpdesk.stock.models import Part, StockLevel
from helpdesk.stock.queries import visible_to as parts_visible_to


@dataclass(frozen=True, slots=True)
class Priced:
    """A part of a plan and what one of it costs, where anybody knows that."""

    used: PlanPart
    price: Decimal | None

    @property
    def need(self) -> Need | None:
        if self.price is None:
            return None
        return Need(self.used.quantity, self.used.probability, self.price)

    @property
    def cost(self) -> Decimal | None:
        """What it comes to in one visit."""
        return parts_cost([self.need], 1) if self.need else None


def priced(plan: MaintenancePlan) -> list[Priced]:
    prices = _prices_of(plan.parts) if plan.parts else {}
    return [Priced(one, prices.get(one.part_id)) for one in plan.parts]


def part_choices(plan: MaintenancePlan, *, actor: Actor) -> list[Part]:
    """Return the parts that a visit can use up: those still bought, and those of the plan."""
    offered = parts_visible_to(actor).where(Part.is_active).order_by(Part.code)
    found = {one.id: one for one in db.session.scalars(offered)}
    return list({**found, **{one.part_id: one.part for one in plan.parts}}.values())


def _prices_of(parts: Sequence[PlanPart]) -> dict[int, Decimal]:
    """Return what one of each part costs: on the average of all stores, or as bought last."""
    ids = [one.part_id for one in parts]
    last = {one.part_id: one.part.last_price for one in parts if one.part.last_price}
    rows = select(StockLevel.part_id, func.sum(StockLevel.value), func.sum(StockLevel.quantity))
    found = db.session.execute(rows.where(StockLevel.part_id.in_(ids)).group_by(StockLevel.part_id))
    stocked = {part_id: Decimal(value) / quantity for part_id, value, quantity in found if quantity}
    return {**last, **stocked}

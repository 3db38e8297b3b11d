"""What to order: parts that are down to the point that use and lead time, or the keeper, set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.stock.models import Part
from helpdesk.stock.queries.flows import YEAR, monthly_use
from helpdesk.stock.queries.holdings import Holding, holdings, visible_to
from helpdesk.stock.queries.reserved import awaited_of
from helpdesk.stock.rules import lead_months, mean, reorder_point, to_order

UNUSED = (Decimal(0),) * YEAR


@dataclass(frozen=True, slots=True)
class Need:
    """A part to be ordered; `by_use` is the point that its use asks for.

    `point` is the higher of that and the keeper's own. What is `reserved` is as good as gone, and
    what is `awaited` as good as there.
    """

    part: Part
    held: Decimal
    reserved: Decimal
    awaited: Decimal
    use: Decimal
    by_use: int
    point: Decimal
    order: int

    @property
    def to_buy(self) -> int:
        """How many to order where what others are short of is bought for them anyway."""
        there = max(Decimal(0), self.held + self.awaited - self.reserved)
        return to_order(there, self.point, self.use)


def needs(actor: Actor, *, today: date) -> Sequence[Need]:
    """Return what is to be ordered today, in six statements whatever the number of parts."""
    return [one for one in points(actor, today=today) if one.order]


def points(actor: Actor, *, today: date) -> Sequence[Need]:
    """Return for every part in use the point at which more is ordered, and how many today."""
    used = monthly_use(today, actor=actor)
    parts = db.session.scalars(visible_to(actor).where(Part.is_active).order_by(Part.code)).all()
    awaited = awaited_of(actor)
    held = holdings(actor, parts)
    return [_need(one, awaited[one.part.id], used.get(one.part.id, UNUSED)) for one in held]


def _need(one: Holding, awaited: Decimal, monthly: Sequence[Decimal]) -> Need:
    part = one.part
    by_use = reorder_point(monthly, lead_months(part.lead_days))
    point = max(part.reorder_point, Decimal(by_use))
    order = to_order(one.available + awaited, point, mean(monthly))
    return Need(part, one.quantity, one.reserved, awaited, mean(monthly), by_use, point, order)

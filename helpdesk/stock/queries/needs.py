"""What to order: parts that are down to the point that use and lead time, or the keeper, set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.stock.models import Part
from helpdesk.stock.queries.flows import YEAR, monthly_use
from helpdesk.stock.queries.holdings import holdings, visible_to
from helpdesk.stock.rules import lead_months, mean, reorder_point, to_order

UNUSED = (Decimal(0),) * YEAR


@dataclass(frozen=True, slots=True)
class Need:
    """A part to be ordered; `by_use` is the point that its use asks for.

    `point` is the higher of that and the keeper's own.
    """

    part: Part
    held: Decimal
    use: Decimal
    by_use: int
    point: Decimal
    order: int


def needs(actor: Actor, *, today: date) -> Sequence[Need]:
    """Return what is to be ordered today, in four statements whatever the number of parts."""
    return [one for one in points(actor, today=today) if one.order]


def points(actor: Actor, *, today: date) -> Sequence[Need]:
    """Return for every part in use the point at which more is ordered, and how many today."""
    used = monthly_use(today, actor=actor)
    parts = db.session.scalars(visible_to(actor).where(Part.is_active).order_by(Part.code)).all()
    held = {one.part.id: one.quantity for one in holdings(actor, parts)}
    return [_need(part, held[part.id], used.get(part.id, UNUSED)) for part in parts]


def _need(part: Part, held: Decimal, monthly: Sequence[Decimal]) -> Need:
    by_use = reorder_point(monthly, lead_months(part.lead_days))
    point = max(part.reorder_point, Decimal(by_use))
    order = to_order(held, point, mean(monthly))
    return Need(part, held, mean(monthly), by_use, point, order)

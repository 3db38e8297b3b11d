"""What visits use up, and what that comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from helpdesk.core.money import cents


@dataclass(frozen=True, slots=True)
class Need:
    """What each visit usually uses up: `probability` is in how many of a hundred visits."""

    quantity: Decimal
    probability: int
    price: Decimal


def parts_cost(needs: Iterable[Need], visits: int) -> Decimal:
    """Return what the parts of so many visits come to."""
    each = (visits * one.quantity * one.probability * one.price / 100 for one in needs)
    return cents(sum(each, start=Decimal(0)))

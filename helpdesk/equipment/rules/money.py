"""What a device is worth in the books."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helpdesk.core.measures import straight_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What the books know of a device; `began_on` is the day from which it loses value."""

    cost: Decimal | None
    salvage: Decimal
    life_months: int
    began_on: date | None


def book_value(price: Price, on: date) -> Decimal | None:
    """Return what a device is worth in the books that day; None where that is not known."""
    if price.cost is None or price.began_on is None or price.life_months < 1:
        return None
    salvage = min(price.salvage, price.cost)
    return straight_line(price.cost, salvage, price.life_months, price.began_on, on).book_value

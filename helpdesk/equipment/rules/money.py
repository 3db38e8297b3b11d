"""What a device is worth in the books."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helpdesk.core.measures import Depreciation, straight_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What the books know of a device; `began_on` is the day from which it loses value.

    A device that comes into use after the `last_day_in_full` of a month loses nothing in it.
    """

    cost: Decimal | None
    salvage: Decimal
    life_months: int
    began_on: date | None
    last_day_in_full: int = 31


def depreciation(price: Price, on: date) -> Depreciation | None:
    """Return what a device has lost in value by that day; None where that is not known."""
    if price.cost is None or price.began_on is None or price.life_months < 1:
        return None
    return straight_line(
        price.cost,
        min(price.salvage, price.cost),
        price.life_months,
        price.began_on,
        on,
        price.last_day_in_full,
    )


def book_value(price: Price, on: date) -> Decimal | None:
    """Return what a device is worth in the books that day; None where that is not known."""
    lost = depreciation(price, on)
    return lost.book_value if lost else None

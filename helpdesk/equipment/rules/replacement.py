"""Which devices must be replaced in the coming years, and what that will cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.money import cents
from helpdesk.core.recurrence import add_months
from helpdesk.equipment.rules.register import Condition, Status

YEARS = 3
USUAL_GROWTH = Decimal(5)  # percent a year
WORN = frozenset({Condition.POOR, Condition.UNSERVICEABLE})
REPLACED = frozenset({Status.IN_SERVICE, Status.UNDER_REPAIR, Status.LOANED, Status.UNSERVICEABLE})
CONDEMNED = frozenset({Status.IN_STORE, Status.SURVEY, Status.DISPOSAL_APPROVED})
"""Where a worn-out device waits until it leaves; whoever had it still needs another one."""


class Cause(StrEnum):
    """Why a device is to be replaced."""

    ARREARS = "arrears"
    WORN = "worn"
    OUTLIVED = "outlived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """A device as a plan sees it; `price` is what a new one costs today."""

    began_on: date | None
    life_months: int
    condition: Condition
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class Need:
    """In which year of the plan a device is replaced, why, and what it costs then."""

    year: FiscalYear
    cause: Cause
    cost: Decimal | None


def need_of(device: Aged, base: FiscalYear, growth: Decimal) -> Need | None:
    """Return when a device is due, by its life or its state; None beyond the plan's years."""
    due = _end_of_life(device)
    if due is not None and due < base:
        cause = Cause.ARREARS
    elif device.condition in WORN:
        cause = Cause.WORN
    elif due is not None and due.first < base.first + YEARS:
        return Need(due, Cause.OUTLIVED, grown(device.price, growth, due.first - base.first))
    else:
        return None
    return Need(base, cause, device.price)


def _end_of_life(device: Aged) -> FiscalYear | None:
    """Return the year in which its life ends; None where nobody knows, or it has no end."""
    if device.began_on is None or device.life_months < 1:
        return None
    return FiscalYear.containing(add_months(device.began_on, device.life_months))


def grown(price: Decimal | None, growth: Decimal, years: int) -> Decimal | None:
    """Return what a price will be after some years of the same growth."""
    return None if price is None else cents(price * (1 + growth / 100) ** years)


def years_from(base: FiscalYear) -> Sequence[FiscalYear]:
    return [FiscalYear(base.first + number) for number in range(YEARS)]


def by_year(needs: Iterable[Need], base: FiscalYear) -> dict[FiscalYear, Decimal]:
    """Add up what each year of the plan costs."""
    sums = dict.fromkeys(years_from(base), Decimal(0))
    for need in needs:
        sums[need.year] += need.cost or Decimal(0)
    return sums

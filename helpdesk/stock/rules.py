"""What a store holds and what it is worth: moving weighted average, never below zero."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from helpdesk.core.money import cents
from helpdesk.core.text import fold

NOTHING = Decimal(0)
# Units of what is counted; cable, oil and paper are measured, or taken out of an opened pack.
COUNTED = """
pcs pc pce piece pieces kipande vipande each ea unit units no nos set sets seti pair pairs jozi
cartridge cartridges katriji
"""
PIECES = frozenset(COUNTED.split())


class MovementKind(StrEnum):
    RECEIPT = "receipt"
    ISSUE = "issue"
    RETURN = "return"
    ADJUSTMENT = "adjustment"


class PartKind(StrEnum):
    SPARE = "spare"
    CONSUMABLE = "consumable"


class StockState(StrEnum):
    ENOUGH = "enough"
    LOW = "low"
    OUT = "out"


class NotEnoughStockError(Exception):
    """More is wanted than there is, in all; `line` is the wish, from 0, that was too much."""

    def __init__(self, wanted: Decimal, left: Decimal, line: int = 0) -> None:
        super().__init__(f"{wanted} wanted, {left} left")
        self.wanted = wanted
        self.left = left
        self.line = line


class QuantityNotPositiveError(ValueError):
    """What moves is counted from above nothing; the kind of movement gives the direction."""


class BrokenPieceError(ValueError):
    """Half of what is counted in pieces neither comes, lies there nor goes."""


class CodeTakenError(Exception):
    """Another part or store of the council has this code."""


class CountedMeanwhileError(Exception):
    """Something moved between the look at the shelf and the saving of the count."""


@dataclass(frozen=True, slots=True)
class Balance:
    quantity: Decimal = NOTHING
    value: Decimal = NOTHING

    @property
    def unit_cost(self) -> Decimal:
        """The average to the cent, to be shown; an issue is valued by what it takes along."""
        return cents(self.value / self.quantity) if self.quantity else NOTHING

    def receive(self, quantity: Decimal, unit_cost: Decimal) -> "Balance":
        return self.take_back(quantity, value=cents(quantity * unit_cost))

    def take_back(self, quantity: Decimal, *, value: Decimal) -> "Balance":
        """Add what was issued before, at the value that left with it."""
        _check_positive(quantity)
        return Balance(self.quantity + quantity, self.value + value)

    def issue(self, quantity: Decimal) -> "Issue":
        """Take a share of the value to the cent; the last piece takes what is left of it."""
        _check_positive(quantity)
        if quantity > self.quantity:
            raise NotEnoughStockError(quantity, self.quantity)
        value = cents(self.value * quantity / self.quantity)
        return Issue(quantity, value, Balance(self.quantity - quantity, self.value - value))

    def counted(self, quantity: Decimal, *, price: Decimal = NOTHING) -> "Balance":
        """Return what a count found; too much or too little of it is valued at the average.

        `price` is what one is worth where there was nothing to take the average of.
        """
        over = quantity - self.quantity
        if over < 0:
            return self.issue(-over).left
        return Balance(quantity, self.value + cents(over * (self.unit_cost or price)))


@dataclass(frozen=True, slots=True)
class Issue:
    """What leaves the store, what it was worth, and what stays."""

    quantity: Decimal
    value: Decimal
    left: Balance

    @property
    def unit_cost(self) -> Decimal:
        return cents(self.value / self.quantity)


def state(held: Decimal, reorder_point: Decimal) -> StockState:
    if held <= 0:
        return StockState.OUT
    return StockState.LOW if held <= reorder_point else StockState.ENOUGH


def check_whole(quantity: Decimal, unit: str) -> None:
    """Refuse a part of a piece; `unit` is what the storekeeper wrote, such as "Pcs."."""
    first, *_rest = re.findall(r"\w+", fold(unit)) or [""]
    if first in PIECES and quantity % 1:
        raise BrokenPieceError(quantity)


def _check_positive(quantity: Decimal) -> None:
    if quantity <= 0:
        raise QuantityNotPositiveError(quantity)

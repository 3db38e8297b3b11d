"""What a store holds and what it is worth: moving weighted average, never below zero."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import ceil

from helpdesk.core.money import cents
from helpdesk.core.text import fold

NOTHING = Decimal(0)
# Units of what is counted; cable, oil and paper are measured, or taken out of an opened pack.
COUNTED = """
pcs pc pce piece pieces kipande vipande each ea unit units no nos set sets seti pair pairs jozi
cartridge cartridges katriji
"""
DAYS, AHEAD = 30, 3  # days of a month; months that an order shall last beyond the point
TENTH = Decimal("0.1")
SERVICE = Decimal("1.65")  # of a normal distribution, for 95 in 100
PIECES = frozenset(COUNTED.split())
VAT_RATES = ((date(2009, 7, 1), Decimal(18)), (date.min, Decimal(20)))  # newest first


class MovementKind(StrEnum):
    OPENING = "opening"
    RECEIPT = "receipt"
    ISSUE = "issue"
    RETURN = "return"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    ADJUSTMENT = "adjustment"
    WRITE_OFF = "write_off"
    REVERSAL = "reversal"


DELIVERED = (MovementKind.RECEIPT, MovementKind.OPENING)


class Column(StrEnum):
    """Where a movement stands in the report of a store."""

    IN = "in"
    OUT = "out"
    ADJUSTED = "adjusted"


class PartKind(StrEnum):
    SPARE = "spare"
    CONSUMABLE = "consumable"


class Vat(StrEnum):
    """How a price on a paper stands to value added tax."""

    INCLUDED = "included"
    ADDED = "added"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Lot:
    """What came in at once, and the last day on which it is good; None where it keeps."""

    quantity: Decimal
    expires_on: date | None


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


class ReservedError(NotEnoughStockError):
    """There is enough, but what is `left` for this is less: the rest is kept for others."""

    def __init__(self, wanted: Decimal, left: Decimal, line: int, kept_for: Sequence[str]) -> None:
        super().__init__(wanted, left, line)
        self.kept_for = kept_for


class BlindError(Exception):
    """Whoever counts a store does not see meanwhile what the books say of it."""


class NotReservedError(Exception):
    """Nothing of this part is kept for this."""


class OrderClosedError(Exception):
    """All of it came, or it was said that no more will come."""


class QuantityNotPositiveError(ValueError):
    """What moves is counted from above nothing; the kind of movement gives the direction."""


class BrokenPieceError(ValueError):
    """Half of what is counted in pieces neither comes, lies there nor goes."""


class CodeTakenError(Exception):
    """Another part or store of the council has this code."""


class SameStoreError(ValueError):
    """Nothing is carried from a store to itself."""


class NotReversibleError(Exception):
    """Only what was received is taken back as a mistake, and only once."""


class CountedMeanwhileError(Exception):
    """Something moved between the look at the shelf and the saving of the count."""


@dataclass(frozen=True, slots=True)
class Balance:
    quantity: Decimal = NOTHING
    value: Decimal = NOTHING

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(self.quantity + other.quantity, self.value + other.value)

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

    def undo(self, quantity: Decimal, *, value: Decimal) -> "Balance":
        """Take out what came in by mistake, at its own price where the store has so much value."""
        left = self.issue(quantity).left
        worth = min(value, self.value) if left.quantity else self.value
        return Balance(left.quantity, self.value - worth)

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


def state(held: Decimal, available: Decimal, reorder_point: Decimal) -> StockState:
    if held <= 0:
        return StockState.OUT
    return StockState.LOW if available <= reorder_point else StockState.ENOUGH


CARRIED = (MovementKind.TRANSFER_IN, MovementKind.TRANSFER_OUT)
"""What one store of the council sends another: all stores together lose and gain nothing."""


def column_of(kind: MovementKind) -> Column:
    """Put what was received by mistake against what was received, and returns against issues."""
    if kind in (*DELIVERED, MovementKind.TRANSFER_IN, MovementKind.REVERSAL):
        return Column.IN
    if kind in (MovementKind.ADJUSTMENT, MovementKind.WRITE_OFF):
        return Column.ADJUSTED
    return Column.OUT


def mean(monthly: Sequence[Decimal]) -> Decimal:
    return sum(monthly, start=NOTHING) / len(monthly)


def safety_stock(monthly: Sequence[Decimal], lead_months: Decimal) -> int:
    """Return what covers months of more use than usual, nineteen times out of twenty."""
    average, times = mean(monthly), len(monthly) - 1
    spread = (sum(((one - average) ** 2 for one in monthly), start=NOTHING) / times).sqrt()
    return ceil(SERVICE * spread * lead_months.sqrt())


def reorder_point(monthly: Sequence[Decimal], lead_months: Decimal) -> int:
    """Return at how many to order: the use until the goods come, and the safety stock."""
    return ceil(mean(monthly) * lead_months) + safety_stock(monthly, lead_months)


def lead_months(days: int) -> Decimal:
    return Decimal(days) / DAYS


def to_order(held: Decimal, point: Decimal, use: Decimal) -> int:
    """Return how many bring a part above its point again, and last three months more."""
    if not point or held > point:
        return 0
    return max(1, ceil(point + use * AHEAD - held))


def months_of_cover(held: Decimal, monthly: Sequence[Decimal]) -> Decimal | None:
    """Return how long it lasts at the use of the last year; None where nothing was used."""
    used = mean(monthly)
    return (held / used).quantize(TENTH, ROUND_HALF_UP) if used > 0 else None


def check_whole(quantity: Decimal, unit: str) -> None:
    """Refuse a part of a piece; `unit` is what the storekeeper wrote, such as "Pcs."."""
    first, *_rest = re.findall(r"\w+", fold(unit)) or [""]
    if first in PIECES and quantity % 1:
        raise BrokenPieceError(quantity)


def whole_for(quantity: Decimal, unit: str) -> Decimal:
    """Return how many have to be bought: of what is counted in pieces nobody sells a part."""
    try:
        check_whole(quantity, unit)
    except BrokenPieceError:
        return Decimal(ceil(quantity))
    return quantity


def price_with_vat(price: Decimal, vat: Vat, on: date) -> Decimal:
    """Return what one costs the council, which takes no value added tax back."""
    added = vat_percent(on) if vat is Vat.ADDED else NOTHING
    return cents(price * (100 + added) / 100)


def price_before_vat(price: Decimal, vat: Vat, on: date) -> Decimal:
    """Return what one costs without the tax that is in the price, if any is."""
    within = vat_percent(on) if vat is Vat.INCLUDED else NOTHING
    return cents(price * 100 / (100 + within))


def vat_percent(on: date) -> Decimal:
    return next(percent for since, percent in VAT_RATES if since <= on)


def expired(held: Decimal, lots: Iterable[Lot], today: date) -> Decimal:
    """Return how much of what is held has expired; the lots, newest first, leave oldest first."""
    gone = NOTHING
    for lot in lots:
        left = min(lot.quantity, held)
        held -= left
        gone += left if lot.expires_on and lot.expires_on < today else NOTHING
    return gone


def share_of(value: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """Return what a part of goods is worth, to the cent; the last part takes what is left."""
    return value if part == whole else cents(value * part / whole)


def _check_positive(quantity: Decimal) -> None:
    if quantity <= 0:
        raise QuantityNotPositiveError(quantity)

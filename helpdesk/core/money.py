"""Money in shillings and cents, exact, so that sums on a printed estimate always agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half a cent upwards, which is done once, where an amount arises."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    amount: Decimal

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"money is a Decimal, not {self.amount!r}")
        object.__setattr__(self, "amount", cents(self.amount))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + other.amount)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - other.amount)

    def times(self, quantity: Decimal | int) -> "Money":
        return Money(self.amount * quantity)


def total(amounts: Iterable[Money]) -> Money:
    return sum(amounts, start=Money(Decimal(0)))

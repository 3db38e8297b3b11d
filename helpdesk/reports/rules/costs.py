"""What maintenance costs for each device, and how often it must be done again (K22 and K23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from helpdesk.core.money import cents
from helpdesk.workorders.rules import Costs

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class PerDevice:
    """Costs against the devices in service; `counts` are theirs at the end of each month."""

    costs: Costs
    counts: Sequence[int]

    @property
    def devices(self) -> Decimal | None:
        return _tenth(Decimal(sum(self.counts)) / len(self.counts)) if self.counts else None

    @property
    def cash(self) -> Decimal | None:
        return self._each(self.costs.cash)

    @property
    def full(self) -> Decimal | None:
        return self._each(self.costs.full)

    def _each(self, amount: Decimal) -> Decimal | None:
        whole = sum(self.counts)
        return cents(amount * len(self.counts) / whole) if whole else None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; none of nothing is no share."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        return _tenth(Decimal(100) * self.part / self.whole) if self.whole else None


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)

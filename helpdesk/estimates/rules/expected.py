"""What the faults of past years let one expect of the coming one (domain vector K20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from helpdesk.core.money import cents

FEW = 5  # repairs below which figures say little
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to one kind of device; `costs` are in shillings of cash, one for each repair.

    `fleet` is how many are in use for the coming year.
    """

    failures: int
    device_years: Decimal
    fleet: int
    costs: Sequence[Decimal]

    @property
    def median(self) -> Decimal:
        """The middle cost: one dear board does not make all repairs dear."""
        return cents(median(self.costs)) if self.costs else Decimal(0)

    @property
    def expected(self) -> Decimal:
        """Repairs of the coming year, to the hundredth for reading; sums use the exact value."""
        if not self.device_years:
            return Decimal(0)
        exact = self.failures * self.fleet / self.device_years
        return exact.quantize(HUNDREDTH, ROUND_HALF_UP)

    @property
    def cost(self) -> Decimal:
        if not self.device_years:
            return Decimal(0)
        return cents(self.failures * self.fleet * self.median / self.device_years)

    @property
    def is_few(self) -> bool:
        return self.failures < FEW

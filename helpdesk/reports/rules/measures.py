"""What repairs come to by device, by year and by the price of new ones (K8, K13, K22, K23)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from helpdesk.core.money import cents
from helpdesk.workorders.rules import Costs

TENTH, THOUSANDTH = Decimal("0.1"), Decimal("0.001")
DAYS_OF_A_YEAR = Decimal(365)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; none of nothing is no share."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        return _ratio(100 * self.part, self.whole, TENTH)


@dataclass(slots=True)
class Group:
    """Devices of one kind or department in a period, and what was done on them.

    `fleets` are how many were in service at each month's end, `device_days` the days on which
    they served in the period, `worth` what new ones would cost.
    """

    fleets: Sequence[int]
    device_days: int = 0
    failures: int = 0
    repairs: int = 0
    repeats: int = 0
    minutes: int = 0
    costs: Costs = field(default_factory=Costs)
    worth: Decimal = Decimal(0)

    @property
    def fleet(self) -> Decimal:
        """Devices in service, as the average of the ends of the months."""
        if not self.fleets:
            return Decimal(0)
        return (Decimal(sum(self.fleets)) / len(self.fleets)).quantize(TENTH, ROUND_HALF_UP)

    @property
    def device_years(self) -> Decimal:
        return Decimal(self.device_days) / DAYS_OF_A_YEAR

    @property
    def failure_rate(self) -> Decimal | None:
        """Failures of one device in a year."""
        return _ratio(self.failures, self.device_years, THOUSANDTH)

    @property
    def years_between(self) -> Decimal | None:
        """Years of service of a device for each failure."""
        return _ratio(self.device_years, self.failures, THOUSANDTH)

    @property
    def cash_each(self) -> Decimal | None:
        return self._each(self.costs.cash)

    @property
    def full_each(self) -> Decimal | None:
        return self._each(self.costs.full)

    @property
    def repeat_share(self) -> Decimal | None:
        """Repairs that repeat one of the thirty days before, in percent of all."""
        return Share(self.repeats, self.repairs).percent

    @property
    def cost_of_worth(self) -> Decimal | None:
        """What was paid, in percent of the price of new devices."""
        return _ratio(100 * self.costs.cash, self.worth, TENTH)

    @property
    def hours_each(self) -> Decimal | None:
        """Working hours of a repair."""
        return _ratio(Decimal(self.minutes) / 60, self.repairs, TENTH)

    def _each(self, amount: Decimal) -> Decimal | None:
        whole = sum(self.fleets)
        return cents(amount * len(self.fleets) / whole) if whole else None


def _ratio(part: Decimal | int, whole: Decimal | int, to: Decimal) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(part) / whole).quantize(to, ROUND_HALF_UP)


def serves(ended: date | None, on: date) -> bool:
    """Tell whether a device that has begun to serve still did on the evening of a day."""
    return ended is None or ended > on


def days_served(began: date, ended: date | None, first: date, last: date) -> int:
    """Count the days of a period on which a device served; the day it left counts no more."""
    until = last + timedelta(days=1)
    return max(0, (min(ended or until, until) - max(began, first)).days)

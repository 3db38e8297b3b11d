"""A value axis: from zero, in round steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import floor, log10

from helpdesk.infra.documents.model import Number

ROUND = (1, 2, 5, 10)
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `bottom` to `top`, drawn from 0 to `length`."""

    bottom: Decimal
    top: Decimal
    step: Decimal
    length: float = 1.0

    @property
    def ticks(self) -> list[Decimal]:
        count = int((self.top - self.bottom) / self.step)
        return [self.bottom + self.step * n for n in range(count + 1)]

    def at(self, value: Number) -> float:
        return float((value - self.bottom) / (self.top - self.bottom)) * self.length


def scale_for(values: Iterable[Number], length: float) -> Scale:
    known = [Decimal(0), *(Decimal(value) for value in values)]
    least, most = min(known), max(known)
    step = _round_step((most - least) or Decimal(MOST_STEPS))
    if all(value == value.to_integral_value() for value in known):
        step = max(step, Decimal(1))  # nobody counts half repairs
    bottom = (least / step).to_integral_value(ROUND_FLOOR) * step
    top = (most / step).to_integral_value(ROUND_CEILING) * step
    return Scale(bottom, max(top, bottom + step), step, length)


def _round_step(span: Decimal) -> Decimal:
    rough = span / MOST_STEPS
    power = Decimal(10) ** floor(log10(rough))
    return next(digit * power for digit in ROUND if digit * power >= rough)

"""When the store of the sample council is filled: never too late, but seldom in abundance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from helpdesk.core.fiscal_year import Period
from helpdesk.core.local_time import local_date
from helpdesk.setup.rules.acts import Act, Issued, Received, Repaired
from helpdesk.setup.rules.devices import price
from helpdesk.setup.rules.values import Part, Quantity

NONE = Decimal(0)
JUST_BEFORE = timedelta(minutes=20)
COUNTED = "Hesabu ya kuanzia"


def deliveries(
    acts: Sequence[Act], parts: Sequence[Part], *, start: datetime, by: str, chance: Random
) -> list[Received]:
    """Return the deliveries without which these acts, in order of time, could not be."""
    store = _Store({part.code: part for part in parts}, by, chance)
    store.begin(start)
    for act in acts:
        store.live_through(act)
    return store.received


@dataclass
class _Store:
    parts: Mapping[str, Part]
    by: str
    chance: Random
    received: list[Received] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with empty shelves."""
        self._left = dict.fromkeys(self.parts, NONE)
        self._quarter: Period | None = None

    def begin(self, start: datetime) -> None:
        for part in self.parts.values():
            self._receive(part, at=start, paper=COUNTED)
            start += timedelta(minutes=2)
        self._quarter = Period.quarter_of(local_date(start))

    def live_through(self, act: Act) -> None:
        self._refill(act.at)
        for one in _wanted(act):
            if self._left[one.part] < one.quantity:
                self._receive(self.parts[one.part], at=act.at - JUST_BEFORE)
            self._left[one.part] -= one.quantity

    def _refill(self, at: datetime) -> None:
        """Order what ran low, with the first thing that is done in each quarter."""
        quarter = Period.quarter_of(local_date(at))
        if quarter == self._quarter:
            return
        self._quarter = quarter
        for code, left in self._left.items():
            if left <= self.parts[code].reorder_point:
                self._receive(self.parts[code], at=at - JUST_BEFORE)

    def _receive(self, part: Part, *, at: datetime, paper: str = "") -> None:
        quantity = Decimal(max(4, part.reorder_point * 2) + self.chance.randrange(3))
        self._left[part.code] += quantity
        number = len(self.received) - len(self.parts) + 1
        self.received.append(
            Received(
                at=at,
                by=self.by,
                part=part.code,
                quantity=quantity,
                unit_cost=price(part.lowest_price, part.highest_price, self.chance, step=500),
                paper=paper or f"Hati ya mapokezi {number:04d}",
            )
        )


def _wanted(act: Act) -> Iterator[Quantity]:
    match act:
        case Repaired():
            yield from act.repair.parts
        case Issued():
            yield from act.parts

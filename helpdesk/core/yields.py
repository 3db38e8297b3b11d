"""How many pages a cartridge prints: from one counter of a printer to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Filling:
    """Toner that was put in at a counter, and what it cost."""

    counter: int
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Yield:
    """Pages of `number` cartridges that were used up, and their cost; the last one still prints."""

    number: int = 0
    pages: int = 0
    cost: Decimal = Decimal(0)
    last: int | None = None

    @property
    def mean(self) -> int | None:
        """Pages of one; None where none was used up between two counters."""
        return round(Decimal(self.pages) / self.number) if self.number else None

    @property
    def per_page(self) -> Decimal | None:
        """Shillings for one page; None where no page is known."""
        if not self.pages:
            return None
        return (self.cost / self.pages).quantize(Decimal("0.01"), ROUND_HALF_UP)


def yield_of(fillings: Sequence[Filling]) -> Yield:
    """Reckon what the fillings of one printer with one kind of toner gave, oldest first."""
    used = [(one, later.counter - one.counter) for one, later in pairwise(fillings)]
    known = [(one, pages) for one, pages in used if pages > 0]
    return Yield(
        number=len(known),
        pages=sum(pages for _one, pages in known),
        cost=sum((one.cost for one, _pages in known), start=Decimal(0)),
        last=known[-1][1] if known else None,
    )

"""A line as a source gives it, with the formula by which it can be reckoned again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from helpdesk.estimates.rules.prices import Origin, PriceSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """`key` tells it from others of its origin; `sources` are (kind, id) of what it comes from."""

    origin: Origin
    key: str
    item: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    price_source: PriceSource
    numbers: Mapping[str, str]
    sources: Sequence[tuple[str, int]]
    section: str = ""
    part_id: int | None = None
    priced_on: date | None = None
    taxable: bool = True
    is_cash: bool = True
    is_few: bool = False
    english: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def basis(self) -> dict[str, Any]:
        """Return what is kept with the line: numbers, sources and what was drawn first."""
        drawn = {"quantity": plain(self.quantity), "price": plain(self.unit_price)}
        return {
            "numbers": dict(self.numbers),
            "sources": [list(one) for one in self.sources],
            "drawn": drawn,
            "is_few": self.is_few,
        }


def plain(number: Decimal) -> str:
    """Spell a number without needless zeros, for the log of a line."""
    said = f"{number:,f}"
    return said.rstrip("0").rstrip(".") if "." in said else said

"""What was offered for a line: the lowest, whether three were asked, and the price cap."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from helpdesk.core.text import fold
from helpdesk.estimates.rules.prices import PriceSource, is_old

ENOUGH = 3  # suppliers to be asked


class Wanted(Protocol):
    """A line of an estimate, as far as its price goes."""

    @property
    def part_id(self) -> int | None: ...
    @property
    def item(self) -> str: ...
    @property
    def unit_price(self) -> Decimal: ...
    def said(self, column: str, language: str, /) -> str: ...


class Offer(Protocol):
    """A price of the price book."""

    @property
    def part_id(self) -> int | None: ...
    @property
    def item(self) -> str: ...
    @property
    def unit_price(self) -> Decimal: ...
    @property
    def source(self) -> PriceSource: ...
    @property
    def supplier(self) -> str: ...
    @property
    def reference(self) -> str: ...
    @property
    def priced_on(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def is_cap(self) -> bool: ...


AnyOffer = TypeVar("AnyOffer", bound=Offer)


@dataclass(frozen=True, slots=True)
class Compared:
    """A line and what was offered for it, the lowest first; `lowest` is one that still holds."""

    line: Wanted
    offers: Sequence[Offer]
    lowest: Offer | None
    cap: Decimal | None

    @property
    def is_enough(self) -> bool:
        return len({fold(offer.supplier) for offer in self.offers if offer.supplier}) >= ENOUGH

    @property
    def is_above_cap(self) -> bool:
        return self.cap is not None and self.line.unit_price > self.cap

    @property
    def is_lowest(self) -> bool:
        return self.lowest is None or self.line.unit_price <= self.lowest.unit_price


def holds(offer: Offer, *, today: date) -> bool:
    """Tell whether a price can be counted on: it has not run out and is not old."""
    has_run_out = offer.valid_until is not None and offer.valid_until < today
    return not has_run_out and not is_old(offer.priced_on, today=today)


def same_thing(one: Wanted | Offer) -> int | str:
    return one.part_id or fold(one.item)


@dataclass(frozen=True, slots=True)
class Price:
    """A price that a line can take over, and where it is from."""

    unit_price: Decimal
    source: PriceSource
    priced_on: date
    note: str = ""


def price_of(offer: Offer) -> Price:
    note = ", ".join(filter(None, (offer.supplier, offer.reference)))
    return Price(offer.unit_price, offer.source, offer.priced_on, note)


def holding(offers: Iterable[AnyOffer], *, today: date) -> dict[int | str, list[AnyOffer]]:
    """Return for each thing the offers that can be counted on, the lowest first; caps are none."""
    found = defaultdict[int | str, list[AnyOffer]](list)
    for offer in sorted(offers, key=lambda one: one.unit_price):
        if not offer.is_cap and holds(offer, today=today):
            found[same_thing(offer)].append(offer)
    return found


def compared(lines: Iterable[Wanted], offers: Iterable[Offer], *, today: date) -> list[Compared]:
    known = defaultdict[int | str, list[Offer]](list)
    for offer in sorted(offers, key=lambda one: one.unit_price):
        known[same_thing(offer)].append(offer)
    return [_compared(line, known.get(same_thing(line), []), today) for line in lines]


def _compared(line: Wanted, found: Sequence[Offer], today: date) -> Compared:
    offers = [offer for offer in found if not offer.is_cap]
    caps = (offer.unit_price for offer in found if offer.is_cap and holds(offer, today=today))
    lowest = next((offer for offer in offers if holds(offer, today=today)), None)
    return Compared(line, offers, lowest, min(caps, default=None))


class WithdrawnError(Exception):
    """This price was taken out of the book before."""

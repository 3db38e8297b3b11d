"""What the council owns in the books, and how one year's closing becomes the next one's opening."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from helpdesk.equipment.rules.money import Price, depreciation
from helpdesk.equipment.rules.register import Ownership, Status

NOT_OWNED = frozenset({Ownership.LEASED, Ownership.ON_LOAN})
NOT_YET = frozenset({Status.EXPECTED, Status.RECEIVED, Status.REJECTED})
LEFT = frozenset({Status.DISPOSED, Status.WRITTEN_OFF})
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Stay:
    """Where a device was, and in whose hands, from a day on."""

    since: date
    department_id: int
    location_id: int
    custodian_id: int | None = None


Here = Callable[[Stay], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One device in the books; `is_handed_on` says that it left to another institution."""

    price: Price
    entered_on: date
    left_on: date | None = None
    is_handed_on: bool = False
    stays: tuple[Stay, ...] = ()
    registered_on: date | None = None

    def is_held(self, evening: date) -> bool:
        return self.entered_on <= evening and (self.left_on is None or evening < self.left_on)

    def stay(self, day: date) -> Stay:
        """Return where it was that day; before the first that is known, it was there too."""
        known = [one for one in self.stays if one.since <= day]
        return known[-1] if known else self.stays[0]

    def is_at(self, evening: date, here: Here | None) -> bool:
        return self.is_held(evening) and self.was_at(evening, here)

    def left_from(self, first: date, last: date, here: Here | None) -> bool:
        """Tell whether it left within these days, from here."""
        left = self.left_on
        return left is not None and first <= left <= last and self.was_at(left, here)

    def entered_at(self, first: date, last: date, here: Here | None) -> bool:
        return first <= self.entered_on <= last and self.was_at(self.entered_on, here)

    def was_at(self, day: date, here: Here | None) -> bool:
        return here is None or here(self.stay(day))

    def accumulated(self, evening: date) -> Decimal:
        """Return what it has lost in value; what nobody knows is counted as nothing."""
        lost = depreciation(self.price, min(evening, self.left_on or evening))
        return lost.accumulated if lost else NOTHING

    def worth(self, evening: date) -> "Amounts":
        return Amounts(1, self.price.cost or NOTHING, self.accumulated(evening))

    def worth_before(self, first: date) -> "Amounts":
        """Return its worth of the evening before; what came later had lost nothing yet."""
        eve = first - timedelta(days=1)
        return (
            self.worth(eve)
            if self.entered_on <= eve
            else replace(self.worth(eve), accumulated=NOTHING)
        )


@dataclass(frozen=True, slots=True)
class Amounts:
    """A line of the reconciliation."""

    count: int = 0
    cost: Decimal = NOTHING
    accumulated: Decimal = NOTHING

    @property
    def book_value(self) -> Decimal:
        return self.cost - self.accumulated

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.count + other.count,
            self.cost + other.cost,
            self.accumulated + other.accumulated,
        )

    def __neg__(self) -> "Amounts":
        return Amounts(-self.count, -self.cost, -self.accumulated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """From what there was to what there is; `charge` is the loss of value of these days."""

    opening: Amounts = Amounts()
    additions: Amounts = Amounts()
    transfers_in: Amounts = Amounts()
    charge: Amounts = Amounts()
    transfers_out: Amounts = Amounts()
    disposals: Amounts = Amounts()
    closing: Amounts = Amounts()
    entered_late: Amounts = Amounts()

    @property
    def reckoned(self) -> Amounts:
        """What there must be at the end, if everything was counted."""
        came = self.opening + self.additions + self.transfers_in + self.charge
        return came + -self.transfers_out + -self.disposals

    def __add__(self, other: "Reconciliation") -> "Reconciliation":
        lines = Reconciliation.__dataclass_fields__
        return Reconciliation(
            **{name: getattr(self, name) + getattr(other, name) for name in lines}
        )


def reconcile(
    entries: Iterable[Entry], first: date, last: date, here: Here | None = None
) -> Reconciliation:
    """Reckon from the evening before `first` to that of `last`; `here` narrows it to a place."""
    total = Reconciliation()
    for entry in entries:
        total += _line_of(entry, first, last, here)
    return total


def _line_of(entry: Entry, first: date, last: date, here: Here | None) -> Reconciliation:
    """Say what one device adds to each line.

    A device that moved carries the value with which the year began, so its whole year's loss falls
    on whoever has it at the end.
    """
    eve = first - timedelta(days=1)
    before, after = entry.worth_before(first), entry.worth(last)
    was, held = entry.is_at(eve, here), entry.is_at(last, here)
    added, left = entry.entered_at(first, last, here), entry.left_from(first, last, here)
    moved = held + left - was - added
    lost = Amounts(accumulated=after.accumulated - before.accumulated)
    return Reconciliation(
        opening=_if(before, was),
        additions=_if(before, added),
        transfers_in=_if(before, moved > 0),
        charge=_if(lost, held or left),
        transfers_out=_if(before, moved < 0) + _if(after, left and entry.is_handed_on),
        disposals=_if(after, left and not entry.is_handed_on),
        closing=_if(after, held),
        entered_late=_if(before, was and _is_after(entry.registered_on, eve)),
    )


def _is_after(day: date | None, other: date) -> bool:
    return day is not None and day > other


def _if(amounts: Amounts, counts: bool) -> Amounts:  # arithmetic of truth
    return amounts if counts else Amounts()

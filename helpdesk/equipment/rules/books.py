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

    def accumulated(self, evening: date) -> Decimal:
        """Return what it has lost in value; what nobody knows is counted as nothing."""
        lost = depreciation(self.price, min(evening, self.left_on or evening))
        return lost.accumulated if lost else NOTHING


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
        total += _line_of(entry, first, last, here or _anywhere)
    return total


def _anywhere(_stay: Stay) -> bool:
    return True


def _line_of(entry: Entry, first: date, last: date, here: Here) -> Reconciliation:
    """Say what one device adds to each line.

    A device that moved carries the value with which the year began, so its whole year's loss falls
    on whoever has it at the end.
    """
    eve = first - timedelta(days=1)
    before, after = Amounts(), _worth(entry, last)
    if entry.is_held(eve):
        before = _worth(entry, eve)
    elif entry.entered_on >= first:
        before = replace(after, accumulated=NOTHING)
    was, held = _is_at(entry, eve, here), _is_at(entry, last, here)
    added = first <= entry.entered_on <= last and _was_at(entry, entry.entered_on, here)
    left = _left(entry, first, last) and _was_at(entry, entry.left_on or last, here)
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


def _worth(entry: Entry, evening: date) -> Amounts:
    return Amounts(1, entry.price.cost or NOTHING, entry.accumulated(evening))


def _is_at(entry: Entry, evening: date, here: Here) -> bool:
    return entry.is_held(evening) and _was_at(entry, evening, here)


def _was_at(entry: Entry, day: date, here: Here) -> bool:
    return not entry.stays or here(entry.stay(day))


def _left(entry: Entry, first: date, last: date) -> bool:
    return entry.left_on is not None and first <= entry.left_on <= last


def _is_after(day: date | None, other: date) -> bool:
    return day is not None and day > other


def _if(amounts: Amounts, counts: bool) -> Amounts:  # arithmetic of truth
    return amounts if counts else Amounts()

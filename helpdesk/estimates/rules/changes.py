"""What a new edition of an estimate changed: lines added, taken out, in number or price."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class Priced(Protocol):
    """A line of an estimate; `lineage` is the same in all versions of it."""

    @property
    def lineage(self) -> str: ...
    @property
    def item(self) -> str: ...
    @property
    def quantity(self) -> Decimal: ...
    @property
    def unit_price(self) -> Decimal: ...
    @property
    def amount(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class Change:
    """One line before and after; None is where it was not there."""

    before: Priced | None
    after: Priced | None

    @property
    def item(self) -> str:
        there = self.after or self.before
        return there.item if there else ""

    @property
    def difference(self) -> Decimal:
        after = self.after.amount if self.after else Decimal(0)
        return after - (self.before.amount if self.before else Decimal(0))


def differences(old: Sequence[Priced], new: Sequence[Priced]) -> list[Change]:
    """Return what differs, in the order of the new edition; what was taken out comes last."""
    before = {line.lineage: line for line in old}
    after = {line.lineage: line for line in new}
    found = [Change(before.get(line.lineage), line) for line in new]
    gone = [Change(line, None) for line in old if line.lineage not in after]
    return [one for one in found if _differs(one)] + gone


def _differs(change: Change) -> bool:
    old, new = change.before, change.after
    if old is None or new is None:
        return True
    return (old.item, old.quantity, old.unit_price) != (new.item, new.quantity, new.unit_price)

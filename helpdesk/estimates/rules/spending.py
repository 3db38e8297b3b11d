"""What was approved for each line, VAT and all, against what was paid through the year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.money import cents

QUARTERS = (1, 2, 3, 4)
NOTHING = Decimal(0)
WHOLE = Decimal(100)


class NotApprovedError(Exception):
    """Money is spent only from the edition that holds."""


class TakenBackError(Exception):
    """What was taken back, or takes back itself, is not taken back again."""


class Granted(Protocol):
    """A line of an approved estimate."""

    @property
    def lineage(self) -> str: ...
    @property
    def item(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def taxable(self) -> bool: ...


class Paid(Protocol):
    """A payment for a line, or for none of them where `lineage` is empty."""

    @property
    def lineage(self) -> str: ...
    @property
    def spent_on(self) -> date: ...
    @property
    def amount(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class Balance:
    """One row: a line, or without a `lineage` the contingency and what no line foresaw."""

    lineage: str
    item: str
    approved: Decimal
    quarters: tuple[Decimal, ...]

    @property
    def spent(self) -> Decimal:
        return sum(self.quarters, NOTHING)

    @property
    def left(self) -> Decimal:
        return self.approved - self.spent

    @property
    def percent(self) -> Decimal | None:
        """Return how much of it was spent; None where nothing was approved."""
        return round(self.spent * WHOLE / self.approved, 1) if self.approved > 0 else None


def with_vat(line: Granted, vat_percent: Decimal) -> Decimal:
    return line.amount + cents(line.amount * vat_percent / WHOLE) * line.taxable


def balances(
    lines: Sequence[Granted], total: Decimal, vat_percent: Decimal, payments: Iterable[Paid]
) -> list[Balance]:
    """Return a row for each line and one for the rest; what was approved sums up to `total`."""
    every = list(payments)
    known = {line.lineage for line in lines}
    rows = [
        Balance(line.lineage, line.item, with_vat(line, vat_percent), _of(line.lineage, every))
        for line in lines
    ]
    others = [one for one in every if one.lineage not in known]
    rest = total - sum((row.approved for row in rows), NOTHING)
    return [*rows, Balance("", "", rest, _by_quarter(others))] if rest or others else rows


def _of(lineage: str, payments: Sequence[Paid]) -> tuple[Decimal, ...]:
    return _by_quarter([one for one in payments if one.lineage == lineage])


def _by_quarter(payments: Sequence[Paid]) -> tuple[Decimal, ...]:
    return tuple(
        sum((one.amount for one in payments if FiscalYear.quarter(one.spent_on) == it), NOTHING)
        for it in QUARTERS
    )


def summed(rows: Sequence[Balance]) -> Balance:
    columns = zip(*(row.quarters for row in rows), strict=True)
    quarters = tuple(sum(column, NOTHING) for column in columns) or (NOTHING,) * len(QUARTERS)
    return Balance("", "", sum((row.approved for row in rows), NOTHING), quarters)

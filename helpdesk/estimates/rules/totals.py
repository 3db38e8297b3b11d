"""What the lines of an estimate come to, exactly (domain vectors K18 and K20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from helpdesk.core.money import cents

PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a thing at a price without VAT."""

    quantity: Decimal
    unit_price: Decimal
    taxable: bool = True

    @property
    def amount(self) -> Decimal:
        return cents(self.quantity * self.unit_price)


@dataclass(frozen=True, slots=True)
class Totals:
    """Amounts in shillings; `total` is the sum of the other three."""

    subtotal: Decimal
    contingency: Decimal
    vat: Decimal
    total: Decimal


def totals(
    lines: Iterable[Line],
    contingency_percent: Decimal,
    vat_percent: Decimal,
    vat_on_contingency: bool = True,
) -> Totals:
    """Sum up lines that were rounded one by one; percentages are of 100.

    The contingency of taxable lines bears VAT too where `vat_on_contingency` says so.
    """
    every = list(lines)
    subtotal = sum((line.amount for line in every), Decimal(0))
    taxable = sum((line.amount for line in every if line.taxable), Decimal(0))
    contingency = cents(subtotal * contingency_percent / PERCENT)
    base = taxable + cents(taxable * contingency_percent / PERCENT) * vat_on_contingency
    vat = cents(base * vat_percent / PERCENT)
    return Totals(subtotal, contingency, vat, subtotal + contingency + vat)


def without_vat(price: Decimal, vat_percent: Decimal) -> Decimal:
    """Take the VAT out of a price that includes it: 118,000 at 18 percent is 100,000."""
    return cents(price * PERCENT / (PERCENT + vat_percent))

"""Sums of estimates to the cent, and against exact fractions."""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from helpdesk.estimates.rules import Line, differences, is_old, totals, without_vat

K18 = [
    Line(Decimal(12), Decimal(85_000)),
    Line(Decimal(4), Decimal(650_000)),
    Line(Decimal("2.5"), Decimal(120_000)),
    Line(Decimal(30), Decimal(3_500), taxable=False),
]


def test_k18_the_worked_estimate():
    found = totals(K18, Decimal(10), Decimal(18), vat_on_contingency=True)
    assert found.subtotal == Decimal(4_025_000)
    assert found.contingency == Decimal(402_500)
    assert found.vat == Decimal(776_160)
    assert found.total == Decimal(5_203_660)


def test_k18_without_vat_on_contingency_and_at_another_rate():
    assert totals(K18, Decimal(10), Decimal(18), vat_on_contingency=False).vat == 705_600
    assert totals(K18, Decimal(10), Decimal(18), vat_on_contingency=False).total == 5_133_100
    assert totals(K18, Decimal(10), Decimal(16)).total == 5_117_420
    assert without_vat(Decimal(118_000), Decimal(18)) == Decimal(100_000)


def half_up(value: Fraction) -> Fraction:
    """Round a sum that is not negative to the cent, half a cent upwards."""
    return Fraction(int(value * 100 + Fraction(1, 2)), 100)


def exact(lines, contingency, vat, on_contingency):
    """The same sums in fractions, without a Decimal anywhere."""
    amounts = [(half_up(Fraction(a.quantity) * Fraction(a.unit_price)), a.taxable) for a in lines]
    subtotal = sum((amount for amount, _ in amounts), Fraction(0))
    taxed = sum((amount for amount, is_taxed in amounts if is_taxed), Fraction(0))
    more = half_up(subtotal * Fraction(contingency) / 100)
    base = taxed + (half_up(taxed * Fraction(contingency) / 100) if on_contingency else 0)
    tax = half_up(base * Fraction(vat) / 100)
    return subtotal, more, tax, subtotal + more + tax


def test_5000_random_estimates_agree_with_exact_fractions():
    chance = random.Random(20_261_123)  # noqa: S311
    for _ in range(5_000):
        lines = [
            Line(
                Decimal(chance.randrange(1, 9_999_999)).scaleb(-3),
                Decimal(chance.randrange(1, 10 ** chance.randrange(2, 12))).scaleb(-2),
                chance.choice((True, True, False)),
            )
            for _line in range(chance.randrange(1, 12))
        ]
        contingency, vat = Decimal(chance.randrange(0, 2_000)) / 100, Decimal(chance.randrange(31))
        on_contingency = chance.choice((True, False))
        found = totals(lines, contingency, vat, vat_on_contingency=on_contingency)
        wanted = exact(lines, contingency, vat, on_contingency)
        said = (found.subtotal, found.contingency, found.vat, found.total)
        assert tuple(map(Fraction, said)) == wanted


@pytest.mark.parametrize(
    ("priced_on", "old"),
    [(None, True), (date(2026, 5, 6), False), (date(2026, 5, 5), True), (date(2026, 11, 2), False)],
)
def test_a_price_grows_old_after_180_days(priced_on, old):
    assert is_old(priced_on, today=date(2026, 11, 2)) is old


def line(lineage, item="Toner", quantity=1, price=100):
    return SimpleNamespace(
        lineage=lineage, item=item, quantity=quantity, unit_price=price, amount=quantity * price
    )


def test_a_version_says_what_it_changed():
    old = [line("a"), line("b", quantity=2), line("c")]
    new = [line("b", quantity=3), line("a"), line("d", "Roller", 1, 50)]
    found = [(one.item, one.difference) for one in differences(old, new)]
    assert found == [("Toner", Decimal(100)), ("Roller", Decimal(50)), ("Toner", Decimal(-100))]

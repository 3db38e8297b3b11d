from decimal import Decimal

import pytest

from helpdesk.core.money import Money, cents, total


def test_lines_add_up_to_the_cent():
    cable = Money(Decimal("1500.05")).times(Decimal("2.5"))

    assert cable == Money(Decimal("3750.13")), "half a cent is rounded up"
    assert total([cable, Money(Decimal(25_000))]) == Money(Decimal("28750.13"))
    assert total([]) == Money(Decimal(0))


def test_what_is_left_may_be_below_nothing():
    budget, spent = Money(Decimal("100.10")), Money(Decimal("100.40"))

    assert budget - spent == Money(Decimal("-0.30"))


def test_money_is_never_a_float():
    with pytest.raises(TypeError, match="Decimal"):
        Money(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.344999", "2.34")]
)
def test_half_a_cent_goes_away_from_nothing(amount, rounded):
    assert cents(Decimal(amount)) == Decimal(rounded)

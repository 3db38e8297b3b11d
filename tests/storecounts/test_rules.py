"""The rules of a count of a store."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from helpdesk.storecounts.rules import Variance, hours_back, variance

MORNING = datetime(2026, 3, 2, 6, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("counted", "expected", "cost", "over", "value"),
    [
        ("8", "10", "45000", "-2", "-90000.00"),
        ("10", "10", "45000", "0", "0.00"),
        ("3.5", "3", "1000.33", "0.5", "500.17"),
        ("1", "0", "0", "1", "0.00"),
    ],
)
def test_what_differs_is_valued_at_the_average(counted, expected, cost, over, value):
    found = variance(Decimal(counted), Decimal(expected), Decimal(cost))
    assert found == Variance(Decimal(over), Decimal(value))


def test_a_sheet_may_have_been_counted_at_each_full_hour_since_it_was_begun():
    later = MORNING.replace(hour=9, minute=5)
    assert [hour.hour for hour in hours_back(MORNING, later)] == [9, 8, 7]
    assert hours_back(later, later) == []

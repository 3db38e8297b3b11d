from datetime import date

import pytest

from helpdesk.core.recurrence import add_months, months_between


@pytest.mark.parametrize(
    ("anchor", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_months_end_where_they_end(anchor, months, later):
    assert add_months(anchor, months) == later


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2024, 9, 10), date(2026, 9, 9), 23),
        (date(2024, 9, 10), date(2026, 9, 10), 24),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 1, 31), 0),
    ],
)
def test_only_whole_months_have_passed(earlier, later, months):
    assert months_between(earlier, later) == months

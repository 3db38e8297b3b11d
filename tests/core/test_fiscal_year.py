from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from helpdesk.core.fiscal_year import BadPeriodError, FiscalYear, Period


@pytest.mark.parametrize(
    ("day", "slug", "label", "quarter"),
    [
        (date(2025, 6, 30), "2024-25", "2024/25", 4),
        (date(2025, 7, 1), "2025-26", "2025/26", 1),
        (date(2025, 9, 30), "2025-26", "2025/26", 1),
        (date(2025, 10, 1), "2025-26", "2025/26", 2),
        (date(2025, 12, 31), "2025-26", "2025/26", 2),
        (date(2026, 1, 1), "2025-26", "2025/26", 3),
        (date(2026, 4, 1), "2025-26", "2025/26", 4),
        (date(2026, 6, 30), "2025-26", "2025/26", 4),
        (date(2099, 12, 31), "2099-00", "2099/00", 2),
    ],
)
def test_the_year_begins_in_july(day, slug, label, quarter):
    year = FiscalYear.containing(day)

    assert (year.slug, year.label, year.quarter(day)) == (slug, label, quarter)
    assert year.first_day <= day <= year.last_day


def test_a_year_has_its_first_and_its_last_day():
    year = FiscalYear.containing(date(2026, 1, 15))

    assert (year.first_day, year.last_day) == (date(2025, 7, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("slug", "first_day", "last_day", "previous", "year_before"),
    [
        ("2025-26", date(2025, 7, 1), date(2026, 6, 30), "2024-25", "2024-25"),
        ("2025-26-Q1", date(2025, 7, 1), date(2025, 9, 30), "2024-25-Q4", "2024-25-Q1"),
        ("2025-26-Q3", date(2026, 1, 1), date(2026, 3, 31), "2025-26-Q2", "2024-25-Q3"),
        ("2025-26-07", date(2025, 7, 1), date(2025, 7, 31), "2024-25-06", "2024-25-07"),
        ("2023-24-02", date(2024, 2, 1), date(2024, 2, 29), "2023-24-01", "2022-23-02"),
        ("2025-26-12", date(2025, 12, 1), date(2025, 12, 31), "2025-26-11", "2024-25-12"),
        ("1999-00", date(1999, 7, 1), date(2000, 6, 30), "1998-99", "1998-99"),
    ],
)
def test_a_period_is_a_year_a_quarter_or_a_month(slug, first_day, last_day, previous, year_before):
    period = Period.parse(slug)

    assert (period.slug, period.first_day, period.last_day) == (slug, first_day, last_day)
    assert (period.previous.slug, period.year_before.slug) == (previous, year_before)


def test_the_instants_of_a_period_are_those_of_the_local_day():
    quarter = Period.parse("2025-26-Q1")

    assert quarter.starts_at == datetime(2025, 6, 30, 21, tzinfo=UTC)
    assert quarter.ends_at == datetime(2025, 9, 30, 21, tzinfo=UTC)
    assert quarter.ends_at - quarter.starts_at == timedelta(hours=2208)


def test_the_quarters_and_the_months_of_a_year_leave_no_gap():
    year = Period.parse("2025-26")
    quarters = [Period.parse(f"2025-26-Q{number}") for number in (1, 2, 3, 4)]

    assert quarters[0].starts_at == year.starts_at
    assert quarters[-1].ends_at == year.ends_at
    for earlier, later in pairwise(quarters):
        assert earlier.ends_at == later.starts_at
        assert later.previous == earlier


@pytest.mark.parametrize(
    ("day", "slugs"),
    [
        (date(2026, 6, 30), ("2025-26", "2025-26-Q4", "2025-26-06")),
        (date(2026, 7, 1), ("2026-27", "2026-27-Q1", "2026-27-07")),
        (date(2026, 2, 28), ("2025-26", "2025-26-Q3", "2025-26-02")),
    ],
)
def test_each_day_lies_in_a_year_a_quarter_and_a_month(day, slugs):
    periods = Period.year_of(day), Period.quarter_of(day), Period.month_of(day)

    assert tuple(period.slug for period in periods) == slugs
    assert {period.year for period in periods} == {FiscalYear.containing(day)}


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "2025",
        "2025-27",
        "2025/26",
        "2025-26-Q0",
        "2025-26-Q5",
        "2025-26-q1",
        "2025-26-13",
        "2025-26-00",
        "2025-26-7",
        "2025-26-Q1 ",
        "2025-26\n",
        "0000-01",
        "9999-00",
        "٢٠٢٥-٢٦",
        "2025-26'; DROP TABLE ticket; --",
    ],
)
def test_anything_else_is_no_period(slug):
    with pytest.raises(BadPeriodError):
        Period.parse(slug)

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from helpdesk.core.fiscal_year import Period
from helpdesk.core.working_time import (
    WorkingCalendar,
    add_working_days,
    add_working_time,
    working_time_between,
)

FRIDAY_3PM = datetime(2026, 3, 6, 15, tzinfo=UTC)
WITH_LUNCH = WorkingCalendar(
    windows=((time(7, 30), time(12, 30)), (time(13, 30), time(15, 30))),
    zone=ZoneInfo("Africa/Dar_es_Salaam"),
)
VECTORS = Path(__file__).parents[1] / "vectors/sla.json"
NATIONAL = WorkingCalendar(
    holidays=frozenset(map(date.fromisoformat, json.loads(VECTORS.read_text("utf-8"))["holidays"])),
    zone=WITH_LUNCH.zone,
)
NOON = datetime(2026, 3, 2, 12, tzinfo=WITH_LUNCH.zone)


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        (0.5, datetime(2026, 3, 6, 15, 30, tzinfo=UTC)),
        (1, datetime(2026, 3, 9, 8, tzinfo=UTC)),
        (8.5, datetime(2026, 3, 9, 15, 30, tzinfo=UTC)),
    ],
)
def test_weekends_do_not_count(hours, due):
    assert add_working_time(FRIDAY_3PM, timedelta(hours=hours), WorkingCalendar()) == due


def test_holidays_do_not_count():
    karume_day = WorkingCalendar(holidays=frozenset({date(2026, 4, 7)}))
    monday_close = datetime(2026, 4, 6, 15, 30, tzinfo=UTC)

    due = add_working_time(monday_close, timedelta(hours=1), karume_day)

    assert due == datetime(2026, 4, 8, 8, 30, tzinfo=UTC)


def test_lunch_does_not_count():
    due = add_working_time(NOON, timedelta(hours=1), WITH_LUNCH)

    assert due == datetime(2026, 3, 2, 14, tzinfo=WITH_LUNCH.zone)
    assert working_time_between(NOON, due, WITH_LUNCH) == timedelta(hours=1)


def test_days_may_have_hours_of_their_own():
    """Until noon on Friday, and a market day on Saturday."""
    short, market = ((time(7, 30), time(12)),), ((time(9), time(10)),)
    calendar = WorkingCalendar(week=(*(WITH_LUNCH.windows,) * 4, short, market, ()))
    friday, saturday = date(2026, 3, 6), date(2026, 3, 7)

    assert add_working_time(FRIDAY_3PM, timedelta(hours=2), calendar) == datetime(
        2026, 3, 9, 8, 30, tzinfo=UTC
    )
    assert working_time_between(NOON, NOON + timedelta(days=7), calendar) == timedelta(hours=33.5)
    assert (calendar.windows_on(friday), calendar.windows_on(saturday)) == (short, market)
    assert not calendar.is_working_day(date(2026, 3, 8))


def test_a_week_of_equal_days_counts_as_one_that_says_it_once():
    week = (*(WITH_LUNCH.windows,) * 5, (), ())
    spelt_out = WorkingCalendar(week=week, holidays=NATIONAL.holidays, zone=WITH_LUNCH.zone)
    short = WorkingCalendar(
        windows=WITH_LUNCH.windows, holidays=NATIONAL.holidays, zone=WITH_LUNCH.zone
    )

    for hours in range(1, 90):
        amount = timedelta(hours=hours)
        assert add_working_time(NOON, amount, spelt_out) == add_working_time(NOON, amount, short)


def test_a_holiday_has_no_hours():
    karume = date(2026, 4, 7)

    assert NATIONAL.windows_on(karume) == ()
    assert NATIONAL.windows_of(karume.weekday()) == NATIONAL.windows


@pytest.mark.parametrize(("days", "hours"), [(0, 0), (1, 7), (7, 35), (-1, 0)])
def test_time_between_is_what_was_worked(days, hours):
    assert working_time_between(NOON, NOON + timedelta(days=days), WITH_LUNCH) == timedelta(
        hours=hours
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"windows": ()},
        {"weekdays": frozenset()},
        {"windows": ((time(9), time(8)),)},
        {"windows": ((time(7), time(12)), (time(11), time(15)))},
        {"week": ((),) * 7},
        {"week": (((time(8), time(9)),),)},
        {"week": (((time(9), time(8)),), *((),) * 6)},
    ],
)
def test_a_calendar_without_hours_is_refused(wrong):
    with pytest.raises(ValueError, match="working hours"):
        WorkingCalendar(**wrong)


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        (date(2026, 6, 1), 1, date(2026, 6, 2)),
        (date(2026, 6, 5), 1, date(2026, 6, 8)),
        (date(2026, 4, 2), 1, date(2026, 4, 8)),
        (date(2026, 4, 4), 5, date(2026, 4, 14)),
    ],
)
def test_working_days_are_counted_after_the_first(first, count, last):
    assert add_working_days(first, count, NATIONAL) == last


@pytest.mark.parametrize(
    ("slug", "days"),
    [("2025-26-Q1", 63), ("2025-26-Q2", 61), ("2025-26-Q3", 62), ("2025-26-Q4", 60)],
)
def test_a_quarter_has_the_working_days_of_its_calendar(slug, days):
    period = Period.parse(slug)

    worked = working_time_between(period.starts_at, period.ends_at, NATIONAL)

    assert worked == days * timedelta(hours=8)

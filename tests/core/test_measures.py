from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from helpdesk.core.fiscal_year import Period
from helpdesk.core.measures import merged, percent, reliability, straight_line
from helpdesk.core.working_time import WorkingCalendar

ZONE = ZoneInfo("Africa/Dar_es_Salaam")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def spans(*texts):
    return [(at(began), at(ended) if ended else None) for began, ended in texts]


def window(slug):
    period = Period.parse(slug)
    return period.starts_at, period.ends_at


K1 = spans(
    ("2025-07-10 08:00", "2025-07-10 12:00"),
    ("2025-08-10 08:00", "2025-08-10 18:00"),
    ("2025-09-10 08:00", "2025-09-10 10:00"),
)
K2 = spans(("2025-09-20 06:00", "2025-09-20 18:00"))
K3 = spans(("2025-06-29 08:00", "2025-07-02 12:00"))
K4 = spans(
    ("2025-07-10 09:00", "2025-07-10 13:00"),
    ("2025-07-10 11:00", "2025-07-10 15:00"),
)
K6 = spans(("2025-09-10 08:00", "2025-09-10 14:00"))
K6B = spans(("2025-09-30 12:00", None))


@pytest.mark.parametrize(
    ("slug", "since", "failures", "planned", "expected"),
    [
        pytest.param("2025-26-Q1", None, K1, [], (2192, 3, 730.667, 5.333, 99.275), id="K1"),
        pytest.param("2025-26-Q1", None, K1, K2, (2180, 3, 726.667, 5.333, 98.732), id="K2"),
        pytest.param("2024-25-Q4", None, K3, [], (2144, 1, 2144, None, 98.168), id="K3 before"),
        pytest.param("2025-26-Q1", None, K3, [], (2172, 0, None, 76, 98.370), id="K3 after"),
        pytest.param("2025-26-Q1", None, K4, [], (2202, 1, 2202, 6, 99.728), id="K4"),
        pytest.param("2025-26-Q1", None, [], [], (2208, 0, None, None, 100), id="K5"),
        pytest.param("2025-26-Q1", "2025-09-01", K6, [], (714, 1, 714, 6, 99.167), id="K6"),
        pytest.param("2025-26-Q1", None, K6B, [], (2196, 1, 2196, None, 99.457), id="K6b"),
        pytest.param("2025-26-Q1", "2025-10-01", [], [], (0, 0, None, None, None), id="not yet"),
    ],
)
def test_a_device_is_as_reliable_as_the_clock_says(slug, since, failures, planned, expected):
    measured = reliability(window(slug), at(since) if since else LONG_AGO, failures, planned)

    found = (
        measured.operating_hours,
        measured.failures,
        measured.mtbf,
        measured.mttr,
        measured.availability,
    )
    assert found == pytest.approx(expected, abs=0.0006)


def test_what_began_or_ended_as_the_quarter_ended_belongs_to_the_next():
    whole = spans(("2025-09-30 20:00", "2025-10-01 00:00"), ("2025-10-01 00:00", None))

    this, following = (
        reliability(window(slug), LONG_AGO, whole) for slug in ("2025-26-Q1", "2025-26-Q2")
    )

    assert (this.failures, this.mttr) == (1, None)
    assert (following.failures, following.mttr) == (1, 4)


def test_planned_work_is_no_failure():
    measured = reliability(window("2025-26-Q1"), LONG_AGO, K1, K2)

    assert measured.unplanned_unavailability == pytest.approx(0.725, abs=0.0005)


def test_where_mtbf_and_mttr_are_known_they_give_the_availability():
    measured = reliability(window("2025-26-Q1"), LONG_AGO, K1)

    assert measured.mtbf
    assert measured.mttr
    share = measured.mtbf / (measured.mtbf + measured.mttr)
    assert measured.availability == pytest.approx(100 * share)


def test_what_serves_in_office_hours_is_measured_by_them():
    """K7: from Thursday to Tuesday are 23.5 of the 176 hours of June 2026."""
    down = spans(("2026-06-04 10:00", "2026-06-09 09:30"))

    measured = reliability(
        window("2025-26-06"), LONG_AGO, down, calendar=WorkingCalendar(zone=ZONE)
    )

    found = (measured.operating_hours, measured.mttr, measured.availability)
    assert found == pytest.approx((176 - 23.5, 23.5, 86.65), abs=0.005)


def test_planned_work_during_a_failure_is_downtime_once():
    fault = spans(("2025-07-10 08:00", "2025-07-10 12:00"))
    visit = spans(("2025-07-10 10:00", "2025-07-10 14:00"))

    assert reliability(window("2025-26-Q1"), LONG_AGO, fault, visit).operating_hours == 2202


def test_spans_are_joined_where_they_overlap_and_kept_apart_where_they_meet():
    first, second, third = spans(
        ("2025-07-01 08:00", "2025-07-01 10:00"),
        ("2025-07-01 09:00", "2025-07-01 11:00"),
        ("2025-07-01 11:00", "2025-07-01 12:00"),
    )

    assert merged([third, second, first]) == [(first[0], second[1]), third]


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(27, 36, 75), (32, 36, 89), (1, 200, 1), (0, 5, 0), (41, 48, 85), (0, 0, None), (5, 0, None)],
)
def test_a_share_of_nothing_is_not_said(part, whole, share):
    assert percent(part, whole) == share
    assert percent(Decimal(part), Decimal(whole)) == share


@pytest.mark.parametrize(
    ("day", "accumulated", "book_value"),
    [
        (date(2024, 9, 9), 0, 2_400_000),
        (date(2024, 9, 29), 0, 2_400_000),
        (date(2024, 9, 30), 36_000, 2_364_000),
        (date(2025, 6, 30), 360_000, 2_040_000),
        (date(2026, 6, 30), 792_000, 1_608_000),
        (date(2029, 7, 31), 2_124_000, 276_000),
        (date(2029, 8, 31), 2_160_000, 240_000),
        (date(2035, 1, 1), 2_160_000, 240_000),
        (date(2020, 1, 1), 0, 2_400_000),
    ],
)
def test_value_is_lost_evenly_by_closed_months(day, accumulated, book_value):
    """K15."""
    lost = straight_line(Decimal(2_400_000), Decimal(240_000), 60, date(2024, 9, 10), day)

    assert (lost.accumulated, lost.book_value) == (accumulated, book_value)


@pytest.mark.parametrize(
    ("last_day_in_full", "accumulated", "book_value"),
    [(31, "138888.89", "861111.11"), (15, "111111.11", "888888.89")],
)
def test_a_treasurer_may_leave_out_a_month_that_began_late(
    last_day_in_full, accumulated, book_value
):
    """K15b."""
    lost = straight_line(
        Decimal(1_000_000), Decimal(0), 36, date(2025, 2, 20), date(2025, 6, 30), last_day_in_full
    )

    assert (lost.accumulated, lost.book_value) == (Decimal(accumulated), Decimal(book_value))


def test_the_last_month_takes_what_rounding_left():
    cost = Decimal("1000.01")
    ends = [date(2025 + month // 12, month % 12 + 1, 28) + timedelta(days=3) for month in range(8)]

    lost = [straight_line(cost, Decimal(0), 7, date(2025, 1, 1), day) for day in ends]

    assert lost[-1].book_value == 0
    assert all(value.accumulated + value.book_value == cost for value in lost)

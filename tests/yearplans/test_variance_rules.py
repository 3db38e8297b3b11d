"""What was promised against what came of it, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.yearplans import rules
from helpdesk.yearplans.rules import Came, Promised, Time

JULY, AUGUST, SEPTEMBER = date(2025, 7, 1), date(2025, 8, 1), date(2025, 9, 1)
TIMES = [Time(day, day, 30) for day in (JULY, AUGUST, SEPTEMBER)]
LATER = date(2025, 12, 31)
DONE = "done_on_time"


def test_missed_work_counts_although_it_never_had_an_order():
    devices = [Promised(1), Promised(2)]
    came = [Came(1, DONE, 2, minutes=55), Came(1, "done_late", cost=Decimal(7))]
    found = rules.variance(TIMES, devices, came, today=LATER)
    assert (found.promised, found.on_time, found.late, found.never) == (6, 2, 1, 3)
    assert (found.planned_minutes, found.minutes, found.cost) == (180, 55, Decimal(7))
    assert (found.percent, found.due) == (Decimal("33.3"), 6)


def test_a_device_that_left_owes_nothing_from_that_day_on():
    found = rules.variance(TIMES, [Promised(1, left_on=AUGUST)], [], today=LATER)
    assert (found.promised, found.left, found.never) == (3, 2, 1)


def test_a_visit_that_was_waived_when_its_device_left_counts_once():
    came = [Came(1, DONE), Came(1, "waived", why="retired")]
    found = rules.variance(TIMES, [Promised(1, left_on=AUGUST)], came, today=LATER)
    assert (found.on_time, found.waived, found.left, found.never) == (1, 1, 1, 0)


def test_a_device_that_joined_makes_up_for_nothing():
    found = rules.variance(TIMES, [Promised(1)], [Came(9, DONE, 3)], today=LATER)
    assert (found.promised, found.joined, found.on_time, found.never) == (3, 3, 3, 3)
    assert found.percent == Decimal("50.0")


def test_a_device_owes_what_came_after_it_did():
    found = rules.variance(TIMES, [Promised(1, since=AUGUST)], [], today=LATER)
    assert (found.promised, found.never) == (2, 2)


def test_what_is_still_to_come_waits():
    found = rules.variance(TIMES, [Promised(1)], [Came(1, DONE)], today=AUGUST)
    assert (found.waiting, found.never, found.percent) == (1, 1, Decimal("50.0"))


def test_the_example_of_the_handbook():
    """K9: 40 due, 4 waived, 27 within their windows, 5 late, 4 missed."""
    came = [Came(1, DONE, 27), Came(1, "done_late", 5), Came(1, "missed", 4), Came(1, "waived", 4)]
    times = [Time(JULY, JULY, 30)] * 40
    found = rules.variance(times, [Promised(1)], came, today=LATER)
    assert (found.percent, found.due) == (Decimal("75.0"), 36)


def test_nothing_promised_has_no_share():
    assert rules.variance([], [], [], today=LATER).percent is None


def test_a_line_without_devices_is_taken_as_a_whole():
    came = [Came(1, DONE, 2)]
    assert rules.whole_line(5, came, is_over=True).never == 3
    assert rules.whole_line(5, came, is_over=False).waiting == 3
    assert rules.whole_line(1, came, is_over=True).joined == 1


def test_the_commonest_reason_comes_first():
    came = [Came(1, "missed", why="lapsed"), Came(2, "missed", 4, why="superseded")]
    found = rules.variance([], [], came, today=LATER)
    assert rules.commonest(found.reasons, 1) == [("superseded", 4)]


@pytest.mark.parametrize("minutes", [[20, 20, 20], [1, 2, 3, 4], [], [55, 0, 5]])
def test_rounded_hours_of_lines_add_up(minutes):
    assert sum(rules.hours_of_all(minutes)) == rules.hours(sum(minutes))


days = st.dates(date(2025, 6, 25), date(2025, 10, 5))
states = st.sampled_from([DONE, "done_late", "missed", "waived", "generated"])


@given(
    st.lists(
        st.builds(Promised, st.integers(1, 5), st.none() | days, st.none() | days),
        max_size=5,
        unique_by=lambda one: one.asset_id,
    ),
    st.lists(st.builds(Came, st.integers(1, 7), states, st.integers(1, 3)), max_size=8),
    days,
)
def test_every_visit_is_told_of_once(devices, came, today):
    one = rules.variance(TIMES, devices, came, today=today)
    followed = (one.on_time, one.late, one.missed, one.waived, one.never, one.waiting)
    assert one.promised + one.joined - one.left == sum(followed)
    assert min(one.joined, one.left, *followed) >= 0

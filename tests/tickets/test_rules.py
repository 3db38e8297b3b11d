import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.core.working_time import WorkingCalendar, working_time_between
from helpdesk.tickets.rules import (
    OPEN,
    TARGETS,
    TRANSITIONS,
    Hardship,
    IllegalTransitionError,
    Priority,
    Status,
    Weight,
    can_reopen,
    can_undo,
    check_transition,
    closes_on,
    priority,
    resolution_due,
    time_used,
    weigh,
)

ZONE = ZoneInfo("Africa/Dar_es_Salaam")
VECTORS = json.loads((Path(__file__).parents[1] / "vectors/sla.json").read_text("utf-8"))
HOLIDAYS = frozenset(map(date.fromisoformat, VECTORS["holidays"]))
DECLARED_ON_OTHER_DAYS = {
    "L22b": HOLIDAYS - {date(2025, 10, 29)},
    "L25b": HOLIDAYS | {date(2026, 3, 20)},
}
MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
MONDAY_AT_8 = datetime(2026, 6, 1, 8, tzinfo=ZONE)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE) if text else None


def pauses_of(vector):
    return [(moment(began), moment(ended)) for began, ended in vector["pauses"]]


def calendar_of(vector):
    holidays = DECLARED_ON_OTHER_DAYS.get(vector["id"], HOLIDAYS)
    return WorkingCalendar(holidays=holidays, zone=ZONE)


def test_all_thirty_vectors_are_here():
    assert len(VECTORS["sla"]) == 30
    assert len(VECTORS["holidays"]) == 103


@pytest.mark.parametrize("vector", VECTORS["sla"], ids=lambda vector: vector["id"])
def test_a_promise_is_due_as_the_vectors_say(vector):
    start, calendar, pauses = moment(vector["start"]), calendar_of(vector), pauses_of(vector)
    target = timedelta(minutes=vector["target_minutes"])

    due = resolution_due(start, target, calendar, pauses)

    assert due == moment(vector["due"])


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS["sla"] if v["due"]], ids=lambda vector: vector["id"]
)
def test_a_promise_moves_by_the_working_time_of_its_pauses(vector):
    start, due, calendar = moment(vector["start"]), moment(vector["due"]), calendar_of(vector)

    passed = working_time_between(start, due, calendar)

    assert passed - time_used(start, due, calendar, pauses_of(vector)) == (
        vector["paused_minutes"] * MINUTE
    )


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS["sla"] if v["done"]], ids=lambda vector: vector["id"]
)
def test_time_is_used_as_the_vectors_say(vector):
    start, done = moment(vector["start"]), moment(vector["done"])

    used = time_used(start, done, calendar_of(vector), pauses_of(vector))

    assert used == vector["used_minutes"] * MINUTE


def test_the_clock_stands_still_in_an_open_pause():
    """The 360 minutes that L17 has left, however long the answer takes."""
    vector = next(vector for vector in VECTORS["sla"] if vector["id"] == "L17")
    start, calendar = moment(vector["start"]), calendar_of(vector)

    for later in ("2026-06-01 10:01", "2026-06-05 12:00"):
        used = time_used(start, moment(later), calendar, pauses_of(vector))
        assert vector["target_minutes"] * MINUTE - used == 360 * MINUTE


def test_pauses_that_overlap_count_once_in_any_order():
    calendar = WorkingCalendar(zone=ZONE)
    start, at = moment("2026-06-01 08:00"), moment("2026-06-02 08:00")
    one = (moment("2026-06-01 09:00"), moment("2026-06-01 12:00"))
    inside = (moment("2026-06-01 10:00"), moment("2026-06-01 11:00"))
    across = (moment("2026-06-01 11:00"), moment("2026-06-01 13:00"))

    assert time_used(start, at, calendar, [across, inside, one]) == timedelta(hours=4)
    assert resolution_due(start, timedelta(hours=3), calendar, [inside, across, one]) == moment(
        "2026-06-01 15:00"
    )


@pytest.mark.parametrize("ended", [None, "2026-06-02 08:00"])
@pytest.mark.parametrize("hours", [4, 7.5])
def test_a_pause_that_begins_as_the_promise_falls_due_changes_nothing(hours, ended):
    calendar, start, target = WorkingCalendar(zone=ZONE), MONDAY_AT_8, timedelta(hours=hours)
    due = start + target

    assert resolution_due(start, target, calendar, [(due, moment(ended))]) == due


# -- the same by counting minute after minute --------------------------------

MONDAY = datetime(2026, 6, 1, tzinfo=ZONE)
WINDOWS = [
    ((time(7, 30), time(15, 30)),),
    ((time(7, 30), time(12, 30)), (time(13, 30), time(15, 30))),
    ((time(0), time(1)), (time(22), time(23, 59))),
]
moments = st.integers(0, 7 * 24 * 60).map(lambda minutes: MONDAY + minutes * MINUTE)
pauses = st.lists(
    st.tuples(moments, st.one_of(st.integers(0, 3000).map(lambda long: long * MINUTE), st.none())),
    max_size=4,
).map(lambda found: [(began, began + long if long is not None else None) for began, long in found])
calendars = st.builds(
    WorkingCalendar,
    windows=st.sampled_from(WINDOWS),
    weekdays=st.frozensets(st.integers(0, 6), min_size=2),
    holidays=st.frozensets(st.integers(1, 14).map(lambda day: date(2026, 6, day)), max_size=3),
    zone=st.just(ZONE),
)


def is_worked(at, calendar):
    on_duty = any(opens <= at.time() < closes for opens, closes in calendar.windows)
    return on_duty and calendar.is_working_day(at.date())


def is_paused(at, pauses):
    return any(began <= at and (ended is None or at < ended) for began, ended in pauses)


def counted(start, calendar, pauses, *, until):
    """Yield each minute in which the clock runs, by its end."""
    at = start
    while at < until:
        if is_worked(at, calendar) and not is_paused(at, pauses):
            yield at + MINUTE
        at += MINUTE


@pytest.mark.no_cover  # counting each minute is slow enough
@settings(max_examples=2000, deadline=None, database=None)
@given(start=moments, target=st.integers(1, 600), calendar=calendars, pauses=pauses)
def test_a_promise_is_due_where_counting_minutes_gets_to(start, target, calendar, pauses):
    due = resolution_due(start, target * MINUTE, calendar, pauses)

    last = [ended or start for _, ended in pauses]
    give_up = due or max([start, *last]) + timedelta(days=3)
    minutes = list(counted(start, calendar, pauses, until=give_up))
    if due is None:
        assert len(minutes) < target, "it never falls due while the pause is open"
        assert any(ended is None for _, ended in pauses)
    else:
        assert len(minutes) == target
        assert minutes[-1] == due, "and not a minute later"


@pytest.mark.no_cover  # counting each minute is slow enough
@settings(max_examples=2000, deadline=None, database=None)
@given(start=moments, minutes=st.integers(0, 6000), calendar=calendars, pauses=pauses)
def test_time_used_is_what_counting_minutes_gives(start, minutes, calendar, pauses):
    at = start + minutes * MINUTE

    used = time_used(start, at, calendar, pauses)

    assert used == len(list(counted(start, calendar, pauses, until=at))) * MINUTE


# -- moves -------------------------------------------------------------------

MOVES = {
    "new": "assigned in_progress resolved cancelled",
    "assigned": "assigned in_progress waiting resolved cancelled",
    "in_progress": "assigned waiting resolved cancelled",
    "waiting": "assigned in_progress resolved cancelled",
    "resolved": "closed",
    "closed": "",
    "cancelled": "",
}


@pytest.mark.parametrize("current", Status)
@pytest.mark.parametrize("wanted", Status)
def test_a_ticket_moves_as_the_table_says_and_no_other_way(current, wanted):
    if wanted in MOVES[current].split():
        check_transition(current, wanted)
    else:
        with pytest.raises(IllegalTransitionError) as refused:
            check_transition(current, wanted)
        assert (refused.value.current, refused.value.wanted) == (current, wanted)


def test_every_status_has_its_moves_and_an_open_one_can_be_resolved():
    assert set(TRANSITIONS) == set(Status)
    assert all(Status.RESOLVED in TRANSITIONS[status] for status in OPEN)


@pytest.mark.parametrize(
    ("status", "closed", "possible"),
    [
        (Status.RESOLVED, None, True),
        (Status.CLOSED, NOW - timedelta(days=14), True),
        (Status.CLOSED, NOW - timedelta(days=14, seconds=1), False),
        (Status.CANCELLED, None, False),
        (Status.IN_PROGRESS, None, False),
    ],
)
def test_a_ticket_can_be_reopened_for_fourteen_days(status, closed, possible):
    assert can_reopen(status, closed, now=NOW) is possible


def test_an_act_can_be_undone_for_ten_minutes():
    assert can_undo(NOW - timedelta(minutes=10), now=NOW)
    assert not can_undo(NOW - timedelta(minutes=10, seconds=1), now=NOW)


def test_a_solution_stands_after_five_working_days_without_an_answer():
    before_easter = date(2026, 4, 2)

    closes = closes_on(before_easter, WorkingCalendar(holidays=HOLIDAYS, zone=ZONE))

    assert closes == date(2026, 4, 14), "8, 9, 10, 13 and 14 April"


# -- priority ----------------------------------------------------------------


@pytest.mark.parametrize(("impact", "row"), [(1, "P1 P2 P3"), (2, "P2 P3 P4"), (3, "P3 P4 P4")])
def test_priority_follows_from_impact_and_urgency(impact, row):
    assert [priority(impact, urgency) for urgency in (1, 2, 3)] == row.split()


@pytest.mark.parametrize(
    ("hardship", "criticality", "weight", "expected"),
    [
        (Hardship.NUISANCE, None, Weight(3, 3), Priority.P4),
        (Hardship.SLOWED, None, Weight(3, 2), Priority.P4),
        (Hardship.STOPPED, None, Weight(3, 1), Priority.P3),
        (Hardship.EVERYONE_STOPPED, None, Weight(2, 1), Priority.P2),
        (Hardship.STOPPED, 3, Weight(3, 1), Priority.P3),
        (Hardship.STOPPED, 2, Weight(2, 1), Priority.P2),
        (Hardship.STOPPED, 1, Weight(1, 1), Priority.P1),
        (Hardship.EVERYONE_STOPPED, 1, Weight(1, 1), Priority.P1),
        (Hardship.EVERYONE_STOPPED, 3, Weight(2, 1), Priority.P2),
        (Hardship.NUISANCE, 1, Weight(1, 3), Priority.P3),
    ],
)
def test_a_critical_device_makes_a_hardship_heavier(hardship, criticality, weight, expected):
    weighed = weigh(hardship, criticality)

    assert weighed == weight
    assert priority(weighed.impact, weighed.urgency) is expected


def test_what_is_more_urgent_is_promised_sooner():
    promised = [(target.respond, target.resolve) for _, target in sorted(TARGETS.items())]

    assert [(first / MINUTE, last / MINUTE) for first, last in promised] == [
        (30, 240),
        (60, 480),
        (240, 1440),
        (480, 2400),
    ]

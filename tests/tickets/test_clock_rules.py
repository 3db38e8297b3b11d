"""The clock of a ticket as plain values: dues from events, line by line, warnings, silence."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.core.working_time import WorkingCalendar
from helpdesk.tickets.rules import (
    NoTimeError,
    Question,
    SlaEventKind,
    TimeOutOfRangeError,
    dues,
    halted_by,
    is_office_time,
    pauses,
    question,
    read,
    said,
    standing,
    steps_passed,
    time_in,
    time_used,
)
from tests.tickets.test_rules import HOLIDAYS, VECTORS, ZONE, calendar_of, moment, pauses_of

HOUR = timedelta(hours=1)
CALENDAR = WorkingCalendar(holidays=HOLIDAYS, zone=ZONE)


@dataclass
class Event:
    id: int
    at: datetime
    kind: SlaEventKind
    voids_id: int | None = None
    respond_minutes: int | None = None
    resolve_minutes: int | None = None
    percent: int | None = None
    response_due_at: datetime | None = None
    resolution_due_at: datetime | None = None


def told(start, *later, resolve=480):
    """Events as (kind, moment, what else), in the order in which they happened."""
    first = (("start", start, {"respond_minutes": 60, "resolve_minutes": resolve}),)
    return [
        Event(number, moment(at), SlaEventKind(kind), **given)
        for number, (kind, at, given) in enumerate([*first, *later], start=1)
    ]


def event(kind, at, **given):
    return kind, at, given


def events_of(vector):
    """The pauses of a vector as events of a clock."""
    later = []
    for began, ended in vector["pauses"]:
        later.append(event("pause", began))
        later += [event("resume", ended)] if ended else []
    return told(vector["start"], *later, resolve=vector["target_minutes"])


@pytest.mark.parametrize("vector", VECTORS["sla"], ids=lambda vector: vector["id"])
def test_events_fall_due_as_the_vectors_say(vector):
    events = events_of(vector)

    assert pauses(events) == pauses_of(vector)
    assert dues(events, calendar_of(vector)).resolution_due_at == moment(vector["due"])


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS["sla"] if v["done"]], ids=lambda vector: vector["id"]
)
def test_the_lines_of_a_clock_add_up_to_what_the_vectors_say(vector):
    now = moment(vector["done"])
    events = [event for event in events_of(vector) if event.at <= now]

    reading = read(events, calendar_of(vector), now=now)

    assert reading.used == timedelta(minutes=vector["used_minutes"])
    assert sum((line.counted for line in reading.lines), timedelta()) == reading.used


def test_what_was_solved_and_comes_back_goes_on_less_the_time_between():
    """L23 told as what happened: resolved on Monday, closed, reopened on Wednesday."""
    events = told(
        "2026-06-01 08:00", event("stop", "2026-06-01 10:00"), event("resume", "2026-06-03 09:00")
    )

    assert dues(events, CALENDAR).resolution_due_at == moment("2026-06-03 15:00")


def test_a_new_promise_counts_from_the_beginning_with_every_earlier_pause():
    raised = event("retarget", "2026-06-02 13:00", respond_minutes=30, resolve_minutes=240)
    events = told(
        "2026-06-01 09:00",
        event("pause", "2026-06-01 10:00"),
        event("resume", "2026-06-01 12:00"),
        raised,
        resolve=1440,
    )

    worked_out = dues(events, CALENDAR)

    assert worked_out.resolution_due_at == moment("2026-06-01 15:00")
    assert worked_out.response_due_at == moment("2026-06-01 09:30")


def test_what_is_undone_never_happened_and_may_be_done_again():
    pause, resume = event("pause", "2026-06-01 09:00"), event("resume", "2026-06-01 10:00")
    undone = event("void", "2026-06-01 09:05", voids_id=2)
    redone = event("void", "2026-06-01 09:06", voids_id=3)

    assert [e.id for e in standing(told("2026-06-01 08:00", pause, undone))] == [1]
    assert [e.id for e in standing(told("2026-06-01 08:00", pause, undone, redone))] == [1, 2]
    again = told("2026-06-01 08:00", pause, undone, redone, resume)
    assert pauses(again) == [(moment("2026-06-01 09:00"), moment("2026-06-01 10:00"))]


def test_a_pause_after_the_breach_does_not_undo_it():
    events = told("2026-06-01 08:00", event("pause", "2026-06-01 13:00"), resolve=240)

    assert dues(events, CALENDAR).resolution_due_at == moment("2026-06-01 12:00")


def test_a_pause_keeps_the_place_in_the_queue_that_the_ticket_had():
    events = told("2026-06-01 08:00", event("pause", "2026-06-01 10:00"))

    worked_out = dues(events, CALENDAR)

    assert worked_out.resolution_due_at is None
    assert worked_out.sort_at == dues(told("2026-06-01 08:00"), CALENDAR).resolution_due_at


TOMORROW_OFF = WorkingCalendar(holidays=HOLIDAYS | {date(2026, 6, 2)}, zone=ZONE)


def test_a_later_holiday_moves_what_is_open_and_nothing_that_has_ended():
    judged = {
        "response_due_at": moment("2026-06-01 15:30"),
        "resolution_due_at": moment("2026-06-02 14:30"),
    }
    running = told("2026-06-01 14:30")
    stopped = told("2026-06-01 14:30", event("stop", "2026-06-01 15:00", **judged))
    reopened = [*stopped, Event(3, moment("2026-06-01 15:10"), SlaEventKind.RESUME)]

    assert dues(running, TOMORROW_OFF).resolution_due_at == moment("2026-06-03 14:30")
    assert dues(stopped, TOMORROW_OFF).resolution_due_at == moment("2026-06-02 14:30")
    assert dues(stopped, TOMORROW_OFF).response_due_at == moment("2026-06-01 15:30")
    assert dues(reopened, TOMORROW_OFF).resolution_due_at == moment("2026-06-03 14:40")


def test_an_answer_ends_the_clock_of_the_answer():
    due = moment("2026-06-01 15:30")
    answered = event("answer", "2026-06-01 15:00", response_due_at=due)
    raised = event("retarget", "2026-06-01 15:10", respond_minutes=5, resolve_minutes=240)

    assert dues(told("2026-06-01 14:30", answered), TOMORROW_OFF).response_due_at == due
    assert dues(told("2026-06-01 14:30", answered, raised), CALENDAR).response_due_at == due


def test_warnings_count_for_the_promise_that_they_were_about():
    warned = event("warn", "2026-06-01 12:00", percent=50, resolve_minutes=480)
    lowered = event("retarget", "2026-06-01 13:00", respond_minutes=60, resolve_minutes=2400)
    raised = event("retarget", "2026-06-01 14:00", respond_minutes=60, resolve_minutes=480)

    assert dues(told("2026-06-01 08:00", warned), CALENDAR).warned_percent == 50
    assert dues(told("2026-06-01 08:00", warned, lowered), CALENDAR).warned_percent == 0
    assert dues(told("2026-06-01 08:00", warned, lowered, raised), CALENDAR).warned_percent == 50


# -- line by line ------------------------------------------------------------


def test_a_clock_is_explained_line_by_line():
    events = told(
        "2026-06-05 16:00",  # a Friday evening
        event("pause", "2026-06-08 09:30"),
        event("resume", "2026-06-09 08:30"),
        event("warn", "2026-06-09 10:30", percent=50),
        resolve=480,
    )

    reading = read(events, CALENDAR, now=moment("2026-06-09 11:30"))

    start, pause, resume, warn = reading.lines
    assert start.counts_from == moment("2026-06-08 07:30")
    assert (start.counted, start.stood) == (2 * HOUR, timedelta())
    assert (pause.counted, pause.stood) == (timedelta(), 7 * HOUR)
    assert (resume.counted, resume.used) == (2 * HOUR, 4 * HOUR)
    assert (warn.counted, warn.used) == (HOUR, 5 * HOUR)
    assert (reading.used, reading.left, reading.percent) == (5 * HOUR, 3 * HOUR, 62)
    assert not reading.is_over


def test_a_broken_promise_is_over_by_what_was_used_beyond_it():
    reading = read(told("2026-06-01 08:00", resolve=240), CALENDAR, now=moment("2026-06-01 14:00"))

    assert reading.is_over
    assert (reading.left, reading.percent) == (-2 * HOUR, 150)


def test_a_clock_that_has_stopped_reads_the_same_for_ever():
    events = told("2026-06-01 08:00", event("stop", "2026-06-01 10:00"))

    first, later = (
        read(events, CALENDAR, now=moment(now)) for now in ("2026-06-01 10:00", "2026-07-01 10:00")
    )

    assert first == later
    assert first.used == 2 * HOUR


def test_only_the_first_answer_has_a_line():
    answers = [event("answer", f"2026-06-01 0{hour}:00") for hour in (8, 9)]

    reading = read(told("2026-06-01 07:30", *answers), CALENDAR, now=moment("2026-06-01 10:00"))

    assert [line.event.kind for line in reading.lines] == ["start", "answer"]
    assert reading.used == 2.5 * HOUR


moves = st.lists(
    st.tuples(st.sampled_from(["pause", "resume", "stop", "warn", "answer"]), st.integers(0, 3000)),
    max_size=8,
)


@settings(max_examples=500, deadline=None, database=None)
@given(start=st.integers(0, 3000), moves=moves)
def test_the_lines_always_add_up_to_the_time_used(start, moves):
    at = moment("2026-06-01 00:00") + timedelta(minutes=start)
    events = [Event(1, at, SlaEventKind.START, respond_minutes=60, resolve_minutes=480)]
    for kind, later in moves:
        halted = halted_by(events)
        if (kind == "resume") is (halted is not None) or kind in ("warn", "answer"):
            at += timedelta(minutes=later)
            events.append(Event(len(events) + 1, at, SlaEventKind(kind)))
    now = at + 2 * HOUR

    reading = read(events, CALENDAR, now=now)

    halted = reading.halted
    end = halted.at if halted and halted.kind is SlaEventKind.STOP else now
    assert reading.used == time_used(events[0].at, end, CALENDAR, pauses(events))


# -- warnings ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "warned", "steps"),
    [
        (3.9, 0, []),
        (4, 0, [50]),
        (4, 50, []),
        (6.4, 50, [80]),
        (7.9, 50, [80]),
        (8, 80, [100]),
        (30, 0, [50, 80, 100]),
        (30, 100, []),
    ],
)
def test_each_step_of_the_promised_time_is_told_once(hours, warned, steps):
    assert steps_passed(hours * HOUR, 8 * HOUR, warned) == steps


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-06-01 07:29", False),
        ("2026-06-01 07:30", True),
        ("2026-06-01 15:29", True),
        ("2026-06-01 15:30", False),
        ("2026-06-06 10:00", False),
        ("2026-07-07 10:00", False),
    ],
)
def test_nobody_is_told_anything_outside_office_hours(at, is_open):
    assert is_office_time(moment(at), CALENDAR) is is_open


def test_lunch_is_no_office_time():
    windows = ((time(7, 30), time(12, 30)), (time(13, 30), time(15, 30)))
    with_lunch = WorkingCalendar(windows=windows, zone=ZONE)

    assert not is_office_time(moment("2026-06-01 13:00"), with_lunch)


# -- silence -----------------------------------------------------------------

MONDAY = moment("2026-06-01 10:00")


def day(number):
    return date(2026, 6, number)


@pytest.mark.parametrize(
    ("today", "reminded", "due"),
    [(2, [], 0), (3, [], 1), (3, [3], 0), (4, [3], 0), (5, [3], 1), (5, [3, 5], 0), (30, [], 2)],
)
def test_a_requester_is_reminded_after_two_and_after_four_working_days(today, reminded, due):
    told_at = [moment(f"2026-06-{number:02d} 08:00") for number in reminded]

    assert Question(MONDAY, told_at).reminders_due(day(today), CALENDAR) == due


def test_a_question_is_given_up_after_five_working_days():
    reminded = [moment("2026-06-03 08:00"), moment("2026-06-05 08:00")]
    asked = Question(MONDAY, reminded)

    assert asked.answer_by(CALENDAR) == day(8)
    assert not asked.is_given_up(day(8), CALENDAR)
    assert asked.is_given_up(day(9), CALENDAR)


def test_nobody_is_given_up_without_a_reminder_and_a_day_to_answer():
    late = [moment("2026-06-19 08:00")] * 2  # a Friday, long after

    assert not Question(MONDAY, []).is_given_up(day(19), CALENDAR)
    assert Question(MONDAY, late).answer_by(CALENDAR) == day(22)
    assert not Question(MONDAY, late).is_given_up(day(22), CALENDAR)


def test_only_an_open_pause_is_a_question_and_old_reminders_are_of_an_older_one():
    pause, resume = event("pause", "2026-06-01 09:00"), event("resume", "2026-06-03 10:00")
    remind = event("remind", "2026-06-03 08:00")
    again = event("pause", "2026-06-04 09:00")

    assert question(told("2026-06-01 08:00")) is None
    assert question(told("2026-06-01 08:00", event("stop", "2026-06-01 09:00"))) is None
    asked = question(told("2026-06-01 08:00", pause, remind, resume, again))
    assert asked == Question(moment("2026-06-04 09:00"), [])


# -- promises ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "minutes"), [("4", 240), ("4:30", 270), ("0:01", 1), (" 0:45 ", 45), ("8760", 525600)]
)
def test_a_promise_is_typed_in_hours_and_minutes(typed, minutes):
    time = time_in(typed)

    assert time == timedelta(minutes=minutes)
    assert time_in(said(time)) == time


@pytest.mark.parametrize("typed", ["", "x", "4.5", "4:3", "4:60", "-1", "1:00:00", "٤"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(NoTimeError):
        time_in(typed)


@pytest.mark.parametrize("typed", ["0", "0:00", "8760:01", "9999"])
def test_a_promise_is_of_a_minute_at_least_and_of_a_year_at_most(typed):
    with pytest.raises(TimeOutOfRangeError):
        time_in(typed)

"""Dates of plans as they were worked out by hand, and what holds for all of them."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.core.recurrence import (
    DayRule,
    Nonworking,
    Occurrence,
    Rule,
    Unit,
    add_months,
    next_floating,
    occurrences,
    rephased,
)
from helpdesk.core.working_time import WorkingCalendar
from tests.vectors import HOLIDAYS, NATIONAL, VECTORS

CALENDARS = {
    "TZ": NATIONAL,
    "TZ+4May2026": WorkingCalendar(holidays=HOLIDAYS | {date(2026, 5, 4)}),
    "TZ-no-election": WorkingCalendar(holidays=HOLIDAYS - {date(2025, 10, 29)}),
}
DAY = date.fromisoformat
DAYS = st.dates(date(2025, 7, 1), date(2029, 6, 30))
RULES = st.builds(
    Rule,
    anchor_on=DAYS,
    every=st.integers(1, 12),
    unit=st.sampled_from(Unit),
    day_rule=st.sampled_from(DayRule),
    nth=st.sampled_from((-1, 1, 2, 3, 4)),
    weekday=st.integers(0, 6),
    nonworking=st.sampled_from(Nonworking),
)


def day(said: str | None) -> date | None:
    return DAY(said) if said else None


def rule_of(plan) -> Rule:
    season = plan["season"]
    return Rule(
        anchor_on=DAY(plan["anchor"]),
        every=plan["n"],
        unit=plan["unit"],
        day_rule=plan["day_rule"],
        nth=plan["nth"] or 1,
        weekday=plan["weekday"],
        season=season and tuple(map(tuple, season)),
        season_policy=plan["season_policy"],
        nonworking=plan["roll"],
        until=day(plan["until"]),
        lead_days=plan["lead_days"],
        tolerance_before=plan["tol_before"],
        tolerance_after=plan["tol_after"],
    )


def expected(said) -> Occurrence:
    days = (said["nominal"], said["due"], said["generate_on"], *said["window"])
    return Occurrence(*map(DAY, days))


def test_all_vectors_are_here():
    assert len(VECTORS["schedule"]) == 34
    assert len(VECTORS["floating_monthly"]) == 5


@pytest.mark.parametrize("vector", VECTORS["schedule"], ids=lambda vector: vector["id"])
def test_plans_come_to_their_days(vector):
    first, last = map(DAY, vector["window"])

    found = occurrences(rule_of(vector["plan"]), CALENDARS[vector["calendar"]], first, last)

    assert found == [expected(said) for said in vector["expect"]]


@pytest.mark.parametrize("vector", VECTORS["floating_monthly"], ids=lambda one: one["completed"])
def test_floating_plans_count_from_the_day_of_the_work(vector):
    rule = Rule(date(2026, 1, 1), 1, Unit.MONTH)

    upcoming = next_floating(rule, NATIONAL, DAY(vector["completed"]))

    assert (upcoming.nominal_on, upcoming.due_on) == (DAY(vector["nominal"]), DAY(vector["due"]))


@pytest.mark.parametrize(
    ("every", "unit", "days"),
    [
        (1, Unit.WEEK, 1),
        (2, Unit.WEEK, 3),
        (4, Unit.WEEK, 6),
        (6, Unit.WEEK, 8),
        (8, Unit.WEEK, 11),
        (1, Unit.MONTH, 6),
        (2, Unit.MONTH, 12),
        (3, Unit.MONTH, 18),
        (4, Unit.MONTH, 24),
        (6, Unit.MONTH, 28),
        (1, Unit.YEAR, 28),
    ],
)
def test_a_fifth_of_the_interval_is_punctual(every, unit, days):
    rule = Rule(date(2026, 1, 1), every, unit)

    assert (rule.before, rule.after) == (days, days)


@pytest.mark.parametrize(
    ("every", "unit", "days"),
    [(1, Unit.DAY, 0), (1, Unit.WEEK, 2), (2, Unit.WEEK, 4), (1, Unit.MONTH, 7), (1, Unit.YEAR, 7)],
)
def test_work_is_handed_out_some_days_before(every, unit, days):
    assert Rule(date(2026, 1, 1), every, unit).lead == days


@pytest.mark.parametrize("anchor_day", [28, 29, 30, 31])
def test_sixty_months_do_not_drift(anchor_day):
    rule = Rule(date(2026, 1, anchor_day), 1, Unit.MONTH, nonworking=Nonworking.KEEP)

    found = occurrences(rule, NATIONAL, rule.anchor_on, date(2030, 12, 31))

    assert len(found) == 60
    for one in found:
        last = monthrange(one.nominal_on.year, one.nominal_on.month)[1]
        assert one.nominal_on.day == min(anchor_day, last)


def test_a_revision_remembers_the_thirty_first():
    quarterly = Rule(date(2026, 1, 31), 3, Unit.MONTH, nonworking=Nonworking.KEEP)

    kept = rephased(quarterly, date(2026, 2, 28), day=31)

    found = occurrences(kept, NATIONAL, date(2026, 3, 1), date(2026, 12, 31))
    assert [one.nominal_on for one in found] == [
        date(2026, 5, 31),
        date(2026, 8, 31),
        date(2026, 11, 30),
    ]


@pytest.mark.parametrize("wrong", [{"every": 0}, {"day_rule": "nth_weekday", "nth": 5}])
def test_what_never_comes_is_no_rule(wrong):
    with pytest.raises(ValueError, match=r"comes|often"):
        Rule(**{"anchor_on": date(2026, 1, 1), "every": 1, "unit": "month", **wrong})


@settings(max_examples=60, deadline=None)
@given(rule=RULES, first=DAYS)
def test_what_is_due_is_due_on_an_open_day_unless_it_is_kept(rule, first):
    for one in occurrences(rule, NATIONAL, first, first + timedelta(days=200)):
        assert NATIONAL.is_working_day(one.due_on) or rule.nonworking is Nonworking.KEEP
        assert one.generate_on <= one.due_on
        assert one.window_from <= one.due_on <= one.window_until


@settings(max_examples=60, deadline=None)
@given(rule=RULES, first=DAYS)
def test_the_work_of_a_month_is_due_in_that_month(rule, first):
    if rule.nonworking is Nonworking.MODIFIED_NEXT:
        for one in occurrences(rule, NATIONAL, first, first + timedelta(days=200)):
            assert (one.due_on.year, one.due_on.month) == (
                one.nominal_on.year,
                one.nominal_on.month,
            )


@settings(max_examples=60, deadline=None)
@given(rule=RULES, first=DAYS, cut=st.integers(0, 400))
def test_a_year_is_the_sum_of_its_parts(rule, first, cut):
    """Whichever pieces a calendar is read in, each day is there once."""
    last, between = first + timedelta(days=400), first + timedelta(days=cut)
    parts = occurrences(rule, NATIONAL, first, between)
    parts += occurrences(rule, NATIONAL, between + timedelta(days=1), last)

    assert parts == occurrences(rule, NATIONAL, first, last)


@settings(max_examples=60, deadline=None)
@given(anchor_on=DAYS, every=st.integers(1, 12), k=st.integers(0, 60))
def test_every_month_is_counted_from_the_anchor(anchor_on, every, k):
    rule = Rule(anchor_on, every, Unit.MONTH)

    assert rule.nominal(k) == add_months(anchor_on, every * k)

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.core.local_time import local_date
from helpdesk.core.recurrence import Nonworking, Rule, Unit, next_floating, occurrences
from helpdesk.maintenance import rules
from helpdesk.maintenance.rules import Action, MissedPolicy, Reason, State
from tests.vectors import NATIONAL, VECTORS

DAY = date.fromisoformat
JANUARY = date(2026, 1, 1)
MONTHLY = Rule(JANUARY, 1, Unit.MONTH)


def test_all_vectors_are_here():
    assert len(VECTORS["generate"]) == 8


@pytest.mark.parametrize("vector", VECTORS["generate"], ids=lambda vector: vector["id"])
def test_what_was_not_handed_out_is_made_up_for_or_missed(vector):
    rule = Rule(DAY(vector["anchor"]), vector["n"], vector["unit"], lead_days=vector["lead_days"])
    existing = set(map(DAY, vector["existing"]))

    steps = rules.plan_generation(rule, NATIONAL, DAY(vector["today"]), existing, vector["missed"])

    found = [[one.nominal_on.isoformat(), one.due_on.isoformat(), one.action] for one in steps]
    assert found == vector["expect"]


def test_five_daily_checks_do_not_meet_on_one_morning():
    """Good Friday to Karume day: what rolls onto Wednesday is one visit."""
    daily = Rule(date(2026, 4, 1), 1, Unit.DAY, nonworking=Nonworking.NEXT)

    planned = rules.plan_fixed(daily, NATIONAL, date(2026, 4, 8), (), MissedPolicy.SKIP)

    rolled = [one for one in planned if one.occurrence.due_on == date(2026, 4, 8)]
    assert [one.action for one in rolled] == [Action.WAIVED] * 5 + [Action.WORK_ORDER]
    assert {one.reason for one in rolled[:-1]} == {Reason.COLLAPSED}


def test_a_device_takes_part_from_the_day_it_serves():
    quarterly = Rule(JANUARY, 3, Unit.MONTH)

    steps = rules.plan_generation(
        quarterly,
        NATIONAL,
        date(2026, 4, 1),
        (),
        MissedPolicy.COLLAPSE,
        first=date(2026, 2, 10),
    )

    assert [one.nominal_on for one in steps] == [date(2026, 4, 1)]


def test_a_late_visit_waives_the_one_right_after_it():
    february = occurrences(MONTHLY, NATIONAL, date(2026, 2, 1), date(2026, 2, 1))[0]
    late = partial(rules.is_too_soon, MONTHLY, done_on=date(2026, 1, 28), min_gap_percent=25)

    assert late(february.due_on)
    assert not late(date(2026, 3, 2))
    assert not rules.is_too_soon(MONTHLY, february.due_on, done_on=None, min_gap_percent=25)


@pytest.mark.parametrize(
    ("done_on", "state", "is_early"),
    [
        (date(2026, 5, 10), State.DONE_ON_TIME, False),
        (date(2026, 5, 11), State.DONE_LATE, False),
        (date(2026, 4, 27), State.DONE_ON_TIME, True),
    ],
)
def test_the_window_decides_what_was_punctual(done_on, state, is_early):
    may = occurrences(MONTHLY, NATIONAL, date(2026, 5, 1), date(2026, 5, 1))[0]

    assert rules.done_state(done_on, window_until=may.window_until) is state
    assert rules.is_too_early(done_on, window_from=may.window_from) is is_early


@pytest.mark.parametrize(
    ("window_until", "state"),
    [
        (date(2026, 1, 19), State.MISSED),
        (date(2026, 2, 16), State.MISSED),
        (date(2026, 3, 16), State.WAIVED),
    ],
)
def test_who_still_had_time_has_missed_nothing(window_until, state):
    assert rules.after_retirement(window_until, retired_on=date(2026, 3, 15)) is state


def test_a_revision_keeps_the_rhythm():
    quarterly = Rule(date(2026, 4, 10), 3, Unit.MONTH)

    rule = rules.replanned(quarterly, MONTHLY, kept_on=date(2026, 4, 1))

    found = occurrences(rule, NATIONAL, date(2026, 4, 2), date(2027, 4, 1))
    assert [one.due_on for one in found] == [
        date(2026, 7, 1),
        date(2026, 10, 1),
        date(2027, 1, 4),
        date(2027, 4, 1),
    ]
    assert rules.replanned(quarterly, MONTHLY, kept_on=None) == quarterly


def test_work_of_the_night_belongs_to_the_local_day():
    done_on = local_date(datetime(2026, 1, 31, 22, 30, tzinfo=UTC))

    assert next_floating(MONTHLY, NATIONAL, done_on).due_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("last_on", "today", "due_on"),
    [
        (None, JANUARY, date(2026, 1, 2)),
        (date(2026, 1, 20), date(2026, 2, 12), None),
        (date(2026, 1, 20), date(2026, 2, 13), date(2026, 2, 20)),
    ],
)
def test_a_floating_plan_waits_for_its_day(last_on, today, due_on):
    upcoming = rules.plan_floating(MONTHLY, NATIONAL, today, last_on=last_on, first=JANUARY)

    assert (upcoming and upcoming.due_on) == due_on


def test_a_chain_does_not_begin_on_a_closed_day_that_is_dropped():
    rule = Rule(JANUARY, 1, Unit.MONTH, nonworking=Nonworking.DROP)

    first = rules.plan_floating(rule, NATIONAL, JANUARY, last_on=None, first=JANUARY)

    assert first
    assert first.due_on == date(2026, 1, 2)


def test_no_visit_may_rob_another_of_its_window():
    rules.check(MONTHLY)
    with pytest.raises(rules.InconsistentRuleError):
        rules.check(Rule(JANUARY, 1, Unit.WEEK, lead_days=5, tolerance_after=2))


def test_missed_work_counts_although_it_never_had_an_order():
    states = (
        [State.DONE_ON_TIME] * 27
        + [State.DONE_LATE] * 5
        + [State.MISSED] * 4
        + [State.WAIVED] * 4
        + [State.REPLANNED] * 3
    )

    kept = rules.compliance(states)

    assert (kept.due, kept.percent, kept.completion) == (40, Decimal("75.0"), Decimal("88.9"))


def test_nothing_promised_is_no_share():
    assert rules.compliance([State.WAIVED]).percent is None


def test_a_plan_costs_hours_and_cash():
    cost = rules.plan_cost(4 * 40, minutes=45, hourly_rate=Decimal(6500), parts_each=Decimal(1200))

    assert cost == rules.PlanCost(120 * 60, Decimal(192_000), Decimal(972_000))


@settings(max_examples=60, deadline=None)
@given(
    every=st.integers(1, 4),
    unit=st.sampled_from((Unit.WEEK, Unit.MONTH)),
    runs=st.lists(st.integers(0, 500), min_size=1, max_size=5),
    missed_policy=st.sampled_from(MissedPolicy),
)
def test_every_day_that_has_come_is_there_once(every, unit, runs, missed_policy):
    """However often and however late the generator runs."""
    rule = Rule(JANUARY, every, unit)
    existing: list[date] = []
    for passed in sorted(runs):
        today = JANUARY + timedelta(days=passed)
        steps = rules.plan_generation(rule, NATIONAL, today, existing, missed_policy)
        existing += [one.nominal_on for one in steps]
        assert not rules.plan_generation(rule, NATIONAL, today, existing, missed_policy)
        due = occurrences(rule, NATIONAL, JANUARY, today)
        assert {one.nominal_on for one in due} <= set(existing)
    assert len(existing) == len(set(existing))

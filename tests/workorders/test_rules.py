from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from helpdesk.workorders.rules import (
    FINISHED,
    NOT_BEGUN,
    OPEN,
    Costs,
    Fault,
    IllegalTransitionError,
    Problem,
    RepairLimits,
    Result,
    Status,
    can_reopen,
    can_undo,
    check_transition,
    downtime,
    is_repeat,
    labour_cost,
    repair_or_replace,
    total,
    works_again,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOVES = {
    "draft": "planned scheduled in_progress done cancelled",
    "planned": "scheduled in_progress cancelled missed",
    "scheduled": "planned in_progress cancelled missed",
    "in_progress": "on_hold done cancelled",
    "on_hold": "in_progress done cancelled",
    "done": "in_progress verified closed",
    "verified": "in_progress closed",
    "closed": "",
    "cancelled": "",
    "missed": "",
}


@pytest.mark.parametrize("current", Status)
@pytest.mark.parametrize("wanted", Status)
def test_a_job_moves_as_the_table_says_and_no_other_way(current, wanted):
    if wanted in MOVES[current].split():
        check_transition(current, wanted)
    else:
        with pytest.raises(IllegalTransitionError):
            check_transition(current, wanted)


def test_a_job_is_open_or_finished_or_planned_or_came_to_nothing():
    assert OPEN.isdisjoint(FINISHED)
    assert set(Status) - OPEN - FINISHED - NOT_BEGUN == {Status.CANCELLED, Status.MISSED}


def test_a_finished_job_can_be_reopened_for_fourteen_days():
    assert can_reopen(NOON, now=NOON + timedelta(days=14))
    assert not can_reopen(NOON, now=NOON + timedelta(days=14, seconds=1))


def test_what_was_logged_can_be_undone_for_ten_minutes():
    assert can_undo(NOON, now=NOON + timedelta(minutes=10))
    assert not can_undo(NOON, now=NOON + timedelta(minutes=10, seconds=1))


def test_a_device_works_again_after_a_repair_and_not_after_sending_it_away():
    good = {Result.REPAIRED, Result.TEMPORARY_FIX, Result.NO_FAULT_FOUND}

    assert {result for result in Result if works_again(result)} == good
    assert not works_again(None)


@pytest.mark.parametrize(
    ("minutes", "rate", "cost"),
    [
        pytest.param(140, "6500", "15166.67", id="K19"),
        (0, "6500", "0.00"),
        (60, "6500.50", "6500.50"),
        (1, "0.30", "0.01"),
    ],
)
def test_labour_is_minutes_by_the_hourly_rate_to_the_cent(minutes, rate, cost):
    assert labour_cost(minutes, Decimal(rate)) == Decimal(cost)


def test_labour_is_no_cash_but_belongs_to_the_full_cost():
    repair = Costs(
        labour=Decimal("15166.67"),
        parts=Decimal(340_000),
        vendor=Decimal(50_000),
        other=Decimal("2500.50"),
    )

    assert repair.cash == Decimal("392500.50")
    assert repair.full == Decimal("407667.17")
    assert total([repair, repair, Costs()]).full == Decimal("815334.34")
    assert total([]) == Costs()


@pytest.mark.parametrize(
    ("spans", "hours"),
    [
        ([], 0),
        ([(-6, -2)], 4),
        pytest.param([(-6, -2), (-4, 0)], 6, id="two jobs at once"),
        pytest.param([(-6, -2), (-5, -3), (-1, None)], 5, id="one still open"),
        pytest.param([(-6, None), (-5, -3)], 6, id="one inside an open one"),
    ],
)
def test_an_hour_of_standing_still_counts_once(spans, hours):
    times = [
        (NOON + began * HOUR, None if ended is None else NOON + ended * HOUR)
        for began, ended in spans
    ]

    assert downtime(times, now=NOON) == hours * HOUR


@pytest.mark.parametrize(
    ("changes", "repeat"),
    [
        ({"at": NOON}, True),
        ({"at": NOON + timedelta(days=30)}, True),
        ({"at": NOON + timedelta(days=30, seconds=1)}, False),
        ({"at": NOON - timedelta(seconds=1)}, False),
        ({"problem": Problem.NO_POWER}, False),
        ({"asset_id": 2}, False),
    ],
)
def test_the_same_fault_within_thirty_days_is_a_repeat_repair(changes, repeat):
    repaired = Fault(asset_id=1, problem=Problem.PAPER_JAM, at=NOON)
    fault = Fault(**{"asset_id": 1, "problem": Problem.PAPER_JAM, "at": NOON} | changes)

    assert is_repeat(fault, repaired=repaired) is repeat


@pytest.mark.parametrize(
    ("age", "estimate", "past", "verdict", "rule"),
    [
        (36, 420_000, 0, "replace", "T1"),
        (36, 360_000, 0, "repair", None),
        (12, 420_000, 0, "repair", None),
        (54, 150_000, 0, "repair", None),
        (72, 60_000, 0, "repair", "past_life"),
        (72, 180_001, 0, "replace", "T1"),
        (30, 300_000, 1_100_000, "replace", "T2"),
        (30, 250_000, 1_100_000, "repair", None),
        (60, 1, 0, "repair", "past_life"),
    ],
)
def test_whether_to_repair_or_to_replace_follows_from_age_and_cost(
    age, estimate, past, verdict, rule
):
    """K14: a device of 1 800 000 that should last 60 months."""
    advice = repair_or_replace(
        Decimal(1_800_000), age, 60, estimate=Decimal(estimate), past_cash=Decimal(past)
    )

    assert advice == (verdict, rule)


def test_a_council_may_set_other_limits():
    strict = RepairLimits(floor_percent=0, slope_percent=20, total_percent=15)
    cost = Decimal(1_000_000)

    assert strict.for_one(cost, age_months=30, life_months=60) == 100_000
    assert strict.for_all(cost) == 150_000
    assert repair_or_replace(cost, 90, 60, Decimal(1), Decimal(0), strict).rule == "T1"

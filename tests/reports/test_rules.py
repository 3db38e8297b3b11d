"""The figures of a period, from jobs alone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from helpdesk.core.fiscal_year import Period
from helpdesk.reports import rules
from helpdesk.reports.reports.parts import share_said
from helpdesk.reports.rules import Job
from helpdesk.workorders.rules import CauseCode, Costs, Problem

QUARTER = Period.parse("2025-26-Q1")
LATER = datetime(2026, 6, 1, tzinfo=UTC)
NOON = datetime(2025, 7, 15, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def job(*, began=NOON, hours=4, asset_id=1, cash=0, **given):
    """A job that began at `began` and stood still for so many hours."""
    until = began + hours * HOUR
    usual = {
        "asset_id": asset_id,
        "category_id": 1,
        "department_id": 1,
        "began_at": began,
        "up_at": until,
        "done_at": until,
        "stood_still": True,
        "problem": Problem.PAPER_JAM,
        "cause": CauseCode.WEAR,
        "is_repeat": False,
        "costs": Costs(parts=Decimal(cash)),
    }
    return Job(**{**usual, **given})


def test_hours_of_two_jobs_on_one_device_count_once():
    found = rules.faults([job(), job(began=NOON + 2 * HOUR)], QUARTER, now=LATER)

    assert (found.failures, found.downtime_hours, found.mttr_hours) == (2, Decimal(6), Decimal(6))


def test_a_failure_counts_where_it_began_and_its_repair_where_it_ended():
    """K3: from 29 June 08:00 to 2 July 12:00."""
    fault = job(began=datetime(2025, 6, 29, 5, tzinfo=UTC), hours=76, cash=100)
    before, after = (
        rules.faults([fault], QUARTER.previous, now=LATER),
        rules.faults([fault], QUARTER, now=LATER),
    )

    assert (before.failures, before.downtime_hours, before.mttr_hours) == (1, Decimal(40), None)
    assert (after.failures, after.downtime_hours, after.mttr_hours) == (0, Decimal(36), Decimal(76))
    assert [before.costs.cash, after.costs.cash] == [Decimal(0), Decimal(100)]


def test_what_still_stands_still_counts_up_to_the_end_of_the_period():
    """K6b: failed on 30 September at noon, and still down."""
    fault = job(began=datetime(2025, 9, 30, 9, tzinfo=UTC), up_at=None, done_at=None)

    found = rules.faults([fault], QUARTER, now=LATER)
    assert (found.downtime_hours, found.mttr_hours) == (Decimal(12), None)


def test_rounded_hours_add_up_to_their_total():
    minutes = timedelta(minutes=1)
    amounts = [50 * minutes, 50 * minutes, 50 * minutes, 0 * minutes]  # each is 0.83 hours

    rounded = rules.hours_of_all(amounts, sum(amounts, start=timedelta()))

    assert rounded == [Decimal(said) for said in ("0.9", "0.8", "0.8", "0.0")]
    assert sum(rounded) == rules.hours(150 * minutes) == Decimal("2.5")


def test_nothing_stands_still_in_the_future():
    fault = job(up_at=None, done_at=None)
    ten_hours_on = NOON + 10 * HOUR

    assert rules.faults([fault], QUARTER, now=ten_hours_on).downtime_hours == Decimal(10)
    assert rules.faults([fault], QUARTER, now=NOON - HOUR).downtime_hours == Decimal(0)
    lived = rules.mtbf_hours({1: None}, [fault], QUARTER, now=ten_hours_on)
    assert lived == Decimal(14 * 24 - 10), "from 1 to 14 July, less the hours of the fault"


def test_time_between_failures_needs_a_failure():
    devices = {1: date(2020, 1, 1)}

    assert rules.mtbf_hours(devices, [], QUARTER, now=LATER) is None
    three = [
        job(hours=4),
        job(hours=10, began=NOON + 48 * HOUR),
        job(hours=2, began=NOON + 96 * HOUR),
    ]
    assert rules.mtbf_hours(devices, three, QUARTER, now=LATER) == Decimal("730.7")  # K1
    assert rules.mtbf_hours({2: None}, three, QUARTER, now=LATER) is None, (
        "failures of other devices"
    )


def test_repeated_repairs_are_a_share_of_the_repairs():
    jobs = [job(is_repeat=number < 3) for number in range(24)]

    found = rules.repeats(jobs, QUARTER)
    assert (found.part, found.whole, found.percent) == (3, 24, Decimal("12.5"))  # K23
    assert share_said(found) == "12.5% (3/24)"
    assert rules.repeats([], QUARTER).percent is None
    assert share_said(rules.repeats([], QUARTER)) is None


def test_the_commonest_comes_first():
    codes = [Problem.BATTERY, Problem.NO_POWER, Problem.NO_POWER, Problem.PAPER_JAM]

    assert rules.counted(codes) == [
        (Problem.NO_POWER, 2),
        (Problem.BATTERY, 1),
        (Problem.PAPER_JAM, 1),
    ]

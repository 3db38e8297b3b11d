"""What a year asks for and what was kept of it, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.maintenance.rules import Need, parts_cost
from helpdesk.yearplans import rules
from helpdesk.yearplans.rules import State, Terms

TERMS = Terms(officers=2, share=50, km_rate=Decimal("1200.50"), per_diem=Decimal(60_000))


def test_a_device_has_part_from_the_day_on_that_it_came():
    days = [(date(2025, 7, 1), 60), (date(2026, 6, 30), 20)]
    times = [rules.Time(day, day, minutes) for day, minutes in days]
    starts = [date(2025, 7, 1), date(2025, 7, 2)]
    visits, minutes = rules.by_month(times, starts, 3)
    assert visits == [4, *[0] * 10, 5]
    assert minutes == [240, *[0] * 10, 100]


def test_hours_leave_out_days_off_and_count_only_the_share():
    july = {date(2025, 7, 7)}
    calendar = WorkingCalendar(holidays=frozenset(july))
    found = rules.hours_of(calendar, FiscalYear(2025), TERMS)
    # 23 weekdays, one of them off, of 8 hours, for two officers at half their time
    assert found[0] == Decimal("176.0")
    assert len(found) == 12


def test_parts_cost_what_visits_usually_use():
    needs = [Need(Decimal(1), 20, Decimal(45_000)), Need(Decimal("0.5"), 100, Decimal("99.99"))]
    # 7 x 0.2 x 45,000 + 7 x 0.5 x 99.99 = 63,000 + 349.965
    assert parts_cost(needs, 7) == Decimal("63349.97")
    assert parts_cost([], 7) == 0


def test_a_site_is_gone_to_once_a_day_there_and_back():
    days = [date(2025, 7, 1), date(2025, 7, 1), date(2025, 7, 2)]
    found = rules.journey(days, 40, TERMS)
    assert (found.trips, found.fuel, found.per_diem) == (2, Decimal(192_080), Decimal(120_000))
    at_home = rules.journey(days, None, TERMS)
    assert at_home.trips == 2
    assert at_home.fuel == at_home.per_diem == 0


def test_quarters_are_three_months_each():
    assert rules.quarter_sums(list(range(12))) == [3, 12, 21, 30]


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (State.DRAFT, State.APPROVED),
        (State.APPROVED, State.DRAFT),
        (State.SUPERSEDED, State.APPROVED),
        (State.SUBMITTED, State.SUPERSEDED),
    ],
)
def test_no_step_is_left_out(state, wanted):
    with pytest.raises(IllegalTransitionError):
        rules.check_step(state, wanted)

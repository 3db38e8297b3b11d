"""The public holidays of Tanzania, as a council begins with them."""

import json
from datetime import date
from pathlib import Path

import pytest

from helpdesk.org.imports import national_holidays
from helpdesk.org.rules import HolidaySource

VECTORS = Path(__file__).parents[1] / "vectors/sla.json"


@pytest.fixture(scope="module")
def days():
    return {one.day: one for one in national_holidays(range(2025, 2031))}


def test_the_years_are_those_that_promises_were_checked_with(days):
    written = json.loads(VECTORS.read_text("utf-8"))["holidays"]

    assert [str(day) for day in days] == written


def test_the_day_of_the_election_was_declared(days):
    election = days[date(2025, 10, 29)]

    assert election.source is HolidaySource.DECLARED
    assert (election.name_sw, election.is_estimated) == ("Siku ya Uchaguzi Mkuu", False)
    assert date(2025, 10, 29) not in {one.day for one in national_holidays([2026])}


def test_feasts_of_the_moon_are_estimates_and_named_without_saying_so(days):
    eid = days[date(2026, 3, 21)]

    assert (eid.name_sw, eid.name_en, eid.is_estimated) == ("Eid El-Fitri", "Eid al-Fitr", True)
    assert eid.source is HolidaySource.CALENDAR
    assert not days[date(2026, 4, 7)].is_estimated
    assert not any("(" in one.name_sw + one.name_en for one in days.values())


@pytest.mark.parametrize("day", [date(2033, 12, 25), date(2039, 4, 7)])
def test_a_fixed_holiday_stays_certain_when_a_feast_falls_on_it(day):
    (found,) = (one for one in national_holidays([day.year]) if one.day == day)

    assert "; " in found.name_sw
    assert not found.is_estimated

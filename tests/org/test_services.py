"""Changing the working calendar: what it says afterwards, who is told, and what the log keeps."""

import json
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.org import queries, services
from helpdesk.org.events import WorkingCalendarChanged
from helpdesk.org.imports import national_holidays
from helpdesk.org.models import Holiday, OfficeHours
from helpdesk.org.rules import DayTakenError, HolidaySource
from tests import factories
from tests.audit.factories import last_entry
from tests.org.factories import EID, day_off, holiday
from tests.pages import save

NOW = factories.MONDAY_MORNING
DAY_BEFORE = EID - timedelta(days=1)
OFFICE = ((time(7, 30), time(15, 30)),)
WITH_LUNCH = ((time(7, 30), time(12, 30)), (time(13, 30), time(15, 30)))
SHORT_FRIDAY = ((time(7, 30), time(12, 0)),)
WEEK = (*(WITH_LUNCH,) * 4, SHORT_FRIDAY, (), ())


@pytest.fixture
def council(app, told):
    """A council, with the news of it."""
    return factories.council()


@pytest.fixture
def actor(council):
    return the_program(council.id)


def days_off(council):
    return queries.calendar_of(council.id).holidays


def last_act():
    save()
    entry = last_entry()
    return entry.action, json.loads(entry.changes)


def test_a_day_off_does_not_count(council, actor, told):
    services.add_holiday(day_off(), actor=actor)

    assert days_off(council) == {EID}
    assert told == [council.id]
    assert last_act() == (
        "holiday.add",
        {"day": [None, "2026-03-21"], "name": [None, "Eid El-Fitri"]},
    )


def test_whoever_is_told_finds_the_new_calendar(council, actor):
    found = []
    on(WorkingCalendarChanged)(lambda event: found.append(queries.calendar_of(event.council_id)))
    queries.calendar_of(council.id)

    eid = services.add_holiday(day_off(), actor=actor)
    services.change_holiday(eid, day_off(DAY_BEFORE), actor=actor, now=NOW)
    services.remove_holiday(eid, actor=actor, now=NOW)
    services.restore_holiday(eid, actor=actor, now=NOW)
    services.set_office_hours(council, WEEK, actor=actor)

    assert [one.holidays for one in found[:4]] == [{EID}, {DAY_BEFORE}, set(), {DAY_BEFORE}]
    assert found[4].week == WEEK


def test_a_day_is_off_once_in_each_council(council, actor):
    holiday(council.id)
    holiday(factories.council().id)

    with pytest.raises(DayTakenError):
        services.add_holiday(day_off(name_en="Another"), actor=actor)


def test_a_day_that_moves_moves_the_calendar(council, actor, told):
    eid = holiday(council.id, is_estimated=True)

    services.change_holiday(eid, day_off(DAY_BEFORE), actor=actor, now=NOW)

    assert days_off(council) == {DAY_BEFORE}
    assert told == [council.id] * 2
    assert (eid.is_estimated, eid.confirmed_by, eid.confirmed_at) == (False, "helpdesk", NOW)
    assert last_act() == (
        "holiday.change",
        {"day": ["2026-03-21", "2026-03-20"], "is_estimated": [True, False]},
    )


def test_a_new_name_moves_no_clock(council, actor, told):
    eid = holiday(council.id)

    services.change_holiday(eid, day_off(name_sw="Idi"), actor=actor, now=NOW)
    services.change_holiday(eid, day_off(name_sw="Idi"), actor=actor, now=NOW)

    assert (eid.name_sw, eid.confirmed_at, eid.version) == ("Idi", None, 2)
    assert told == [council.id]


def test_a_day_does_not_move_onto_another(council, actor):
    eid, other = holiday(council.id), holiday(council.id, DAY_BEFORE)
    services.remove_holiday(other, actor=actor, now=NOW)

    with pytest.raises(DayTakenError):
        services.change_holiday(eid, day_off(DAY_BEFORE), actor=actor, now=NOW)


def test_a_confirmed_date_names_who_vouches_for_it(council, actor, told):
    eid = holiday(council.id, is_estimated=True)

    services.confirm_holiday(eid, actor=actor, now=NOW)

    assert (eid.is_estimated, eid.confirmed_by, eid.confirmed_at) == (False, "helpdesk", NOW)
    assert told == [council.id], "the calendar is what it was"
    assert last_act() == ("holiday.confirm", {"is_estimated": [True, False]})

    services.unconfirm_holiday(eid, actor=actor, now=NOW)

    assert (eid.is_estimated, eid.confirmed_by, eid.confirmed_at) == (True, None, None)
    assert last_act()[0] == "holiday.unconfirm"


def test_a_removed_day_counts_again_until_it_is_brought_back(council, actor, told):
    eid = holiday(council.id)

    services.remove_holiday(eid, actor=actor, now=NOW)
    assert days_off(council) == set()
    assert last_act() == ("holiday.remove", {"day": ["2026-03-21", None]})

    services.restore_holiday(eid, actor=actor, now=NOW)
    assert days_off(council) == {EID}
    assert last_act() == ("holiday.restore", {"day": [None, "2026-03-21"]})
    assert told == [council.id] * 3


def test_a_removed_day_is_added_anew_in_its_old_row(council, actor):
    eid = holiday(council.id, is_estimated=True)
    services.confirm_holiday(eid, actor=actor, now=NOW)
    services.remove_holiday(eid, actor=actor, now=NOW)

    added = services.add_holiday(day_off(name_en="Feast", source=HolidaySource.OWN), actor=actor)

    assert added is eid
    assert (eid.name_en, eid.source, eid.removed_at) == ("Feast", HolidaySource.OWN, None)
    assert eid.confirmed_by is None


def test_missing_years_are_added_and_told_of_once(council, actor, told):
    days = national_holidays([2026, 2027])

    assert services.add_missing_years(days, actor=actor) == len(days)

    assert days_off(council) == {one.day for one in days}
    assert told == [council.id]


def test_what_is_there_already_is_left_alone(council, actor, told):
    services.add_missing_years(national_holidays([2026]), actor=actor)
    eid, second, karume = (
        queries.holiday_on(day, actor=actor)
        for day in (EID, EID + timedelta(days=1), date(2026, 4, 7))
    )
    assert eid
    assert second
    assert karume
    services.change_holiday(eid, day_off(DAY_BEFORE), actor=actor, now=NOW)
    services.confirm_holiday(second, actor=actor, now=NOW)
    services.remove_holiday(karume, actor=actor, now=NOW)
    before = (days_off(council), second.confirmed_by, len(told))

    assert services.add_missing_years(national_holidays([2026]), actor=actor) == 0

    assert (days_off(council), second.confirmed_by, len(told)) == before


def test_days_of_ones_own_keep_their_names_in_a_year_that_is_added(council, actor):
    own = holiday(council.id, date(2031, 4, 7), name_en="Our day", source=HolidaySource.OWN)
    days = national_holidays([2031])

    assert services.add_missing_years(days, actor=actor) == len(days) - 1

    assert (own.name_en, own.source) == ("Our day", HolidaySource.OWN)


def test_a_day_of_ones_own_that_was_removed_hides_no_national_one(council, actor):
    own = holiday(council.id, date(2031, 4, 7), name_en="Our day", source=HolidaySource.OWN)
    services.remove_holiday(own, actor=actor, now=NOW)

    services.add_missing_years(national_holidays([2031]), actor=actor)

    assert date(2031, 4, 7) in days_off(council)
    assert own.source is HolidaySource.CALENDAR


def test_another_councils_days_are_not_asked_about(council, actor):
    services.add_missing_years(national_holidays([2026]), actor=factories.program())

    assert services.add_missing_years(national_holidays([2026]), actor=actor) > 0


def test_hours_may_differ_from_day_to_day(council, actor, told):
    services.set_office_hours(council, WEEK, actor=actor)

    assert queries.week_of(council.id) == WEEK
    assert told == [council.id]
    before_lunch = ["07:30–15:30", "07:30–12:30, 13:30–15:30"]
    assert last_act() == (
        "council.hours",
        {
            "monday": before_lunch,
            "tuesday": before_lunch,
            "wednesday": before_lunch,
            "thursday": before_lunch,
            "friday": ["07:30–15:30", "07:30–12:00"],
        },
    )


def test_hours_take_the_place_of_those_before(council, actor):
    services.set_office_hours(council, WEEK, actor=actor)
    version = council.version

    services.set_office_hours(council, (*(OFFICE,) * 6, ()), actor=actor)

    assert queries.week_of(council.id) == (*(OFFICE,) * 6, ())
    assert council.version == version + 1


def test_the_same_hours_again_change_nothing(council, actor, told):
    services.set_office_hours(council, queries.week_of(council.id), actor=actor)

    assert (told, council.version) == ([], 1)
    assert db.session.scalars(select(OfficeHours)).all() == []


@pytest.mark.parametrize("week", [((),) * 7, (OFFICE,), (OFFICE * 2, *((),) * 6)])
def test_a_week_that_cannot_be_is_refused(council, actor, week):
    with pytest.raises(ValueError, match="working hours"):
        services.set_office_hours(council, week, actor=actor)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 7},
        {"weekday": -1},
        {"opens": time(15, 30), "closes": time(7, 30)},
    ],
)
def test_the_database_refuses_hours_that_cannot_be(council, wrong):
    row = {"weekday": 0, "opens": time(7, 30), "closes": time(15, 30), **wrong}
    db.session.add(OfficeHours(council_id=council.id, **row))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_database_keeps_a_day_once(council):
    holiday(council.id)
    db.session.add(Holiday(council_id=council.id, day=EID, name_sw="Idi", name_en="Eid"))

    with pytest.raises(IntegrityError):
        db.session.flush()

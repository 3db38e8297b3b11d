"""The calendar by which a council's promises are counted."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import event, update
from sqlalchemy.engine import Engine

from helpdesk.core.working_time import add_working_time
from helpdesk.infra.access import the_program
from helpdesk.infra.clock import ZONE
from helpdesk.infra.db import db
from helpdesk.org import queries, services
from helpdesk.org.models import Council, Holiday, OfficeHours
from helpdesk.org.rules import HolidaySource
from tests import factories
from tests.org.factories import EID, holiday
from tests.pages import save

NOW = factories.MONDAY_MORNING


@pytest.fixture
def council(app):
    return factories.council(opens=time(8), closes=time(16))


@pytest.fixture
def statements():
    noted = []

    def note(_connection, _cursor, statement, *_rest):
        noted.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield noted
    event.remove(Engine, "before_cursor_execute", note)


def test_a_council_that_said_nothing_else_works_five_days_alike(council):
    every_day = ((time(8), time(16)),)

    assert queries.week_of(council.id) == (*(every_day,) * 5, (), ())


def test_lunch_and_a_short_friday_count(council):
    lunch = ((time(7, 30), time(12, 30)), (time(13, 30), time(15, 30)))
    week = (*(lunch,) * 4, ((time(7, 30), time(12)),), (), ())
    services.set_office_hours(council, week, actor=the_program(council.id))
    thursday = datetime(2026, 3, 5, 15, tzinfo=ZONE)

    due = add_working_time(thursday, timedelta(hours=6), queries.calendar_of(council.id))

    assert due == datetime(2026, 3, 9, 8, 30, tzinfo=ZONE), "half an hour, four and a half, one"


def test_a_calendar_is_read_once_in_a_transaction(council, statements):
    holiday(council.id)
    first = queries.calendar_of(council.id)
    statements.clear()

    assert queries.calendar_of(council.id) is first
    assert statements == []


def test_each_council_has_its_own(council):
    holiday(council.id)
    other = factories.council()

    assert queries.calendar_of(council.id).holidays == {EID}
    assert queries.calendar_of(other.id).holidays == set()


def more_hours(council):
    db.session.add(OfficeHours(council_id=council.id, weekday=6, opens=time(8), closes=time(9)))
    db.session.flush()


def other_hours(council):
    council.closes = time(15)
    db.session.flush()


def no_holiday(council):
    db.session.delete(queries.holiday_on(EID, actor=the_program(council.id)))
    db.session.flush()


def moved_by_statement(council):
    db.session.execute(update(Holiday).values(day=date(2026, 3, 20)))


def hours_by_statement(council):
    db.session.execute(update(Council).values(closes=time(15)))


@pytest.mark.parametrize(
    "change", [more_hours, other_hours, no_holiday, moved_by_statement, hours_by_statement]
)
def test_a_change_of_the_calendar_is_seen_at_once(council, change):
    holiday(council.id)
    save()
    before = queries.calendar_of(council.id)

    change(council)

    assert queries.calendar_of(council.id) != before


@pytest.mark.parametrize("end", [save, db.session.rollback], ids=["commit", "rollback"])
def test_a_calendar_is_forgotten_with_its_transaction(council, statements, end):
    save()
    queries.calendar_of(council.id)
    end()
    statements.clear()

    queries.calendar_of(council.id)

    assert statements


def test_what_a_savepoint_took_back_is_not_remembered(council):
    with db.session.begin_nested() as step:
        holiday(council.id)
        assert queries.calendar_of(council.id).holidays == {EID}
        step.rollback()

    assert queries.calendar_of(council.id).holidays == set()


def test_years_are_those_with_days_off(council):
    actor = the_program(council.id)
    holiday(council.id, date(2026, 1, 1))
    holiday(council.id, date(2026, 12, 31), source=HolidaySource.CALENDAR)
    removed = holiday(council.id, date(2027, 1, 1), source=HolidaySource.CALENDAR)
    services.remove_holiday(removed, actor=actor, now=NOW)
    holiday(factories.council().id, date(2028, 1, 1))

    assert queries.holidays_by_year(actor) == {2026: 2}
    assert queries.years_of_calendar(actor) == {2026, 2027}
    assert [one.day.day for one in queries.holidays_in(2026, actor=actor)] == [1, 31]
    assert list(queries.holidays_in(2027, actor=actor)) == [removed]

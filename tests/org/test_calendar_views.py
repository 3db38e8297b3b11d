"""The pages of working hours and public holidays."""

import json
from datetime import date, time

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.org import queries, services
from helpdesk.org.imports import national_holidays
from helpdesk.org.models import Holiday
from helpdesk.org.rules import HolidaySource
from tests import factories
from tests.audit.factories import last_entry
from tests.org.factories import EID, day_off, holiday

NOW = factories.MONDAY_MORNING
LUNCH = "07:30–12:30, 13:30–15:30"


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def council(app):
    return factories.council()


@pytest.fixture
def office(pages, council):
    pages.sign_in(factories.user("head", council_id=council.id, name="Bi Rehema"))
    return pages


@pytest.fixture
def eid(council):
    return holiday(council.id, is_estimated=True, source=HolidaySource.CALENDAR)


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def rows(page):
    return [words(row, "th a") for row in page.select("tbody tr")]


def errors(page):
    return [link["href"] for link in page.select(".error-summary a")]


def on(day):
    return {"day-day": day.day, "day-month": day.month, "day-year": day.year}


def last_act():
    entry = last_entry()
    return entry.action, json.loads(entry.changes)


def undone(page):
    (form,) = page.select("form[action$='restore'], form[action$='unconfirm']")
    return form["action"]


def test_a_year_is_shown_in_the_readers_language(office, council, eid):
    holiday(council.id, date(2026, 1, 1), name_sw="Mwaka Mpya", name_en="New Year's Day")
    holiday(council.id, date(2027, 1, 1), name_sw="Mwaka wa 2027")

    page = office.get("/calendar/")

    assert words(page, "h1") == "Saa za kazi na sikukuu"
    assert rows(page) == ["Mwaka Mpya", "Eid El-Fitri"]
    assert "21/03/2026 Jumamosi Kalenda ya kitaifa Makisio" in words(page, "tbody tr + tr")
    assert words(page, "nav ul.views") == "2026 (2) 2027 (1)"
    assert rows(office.get("/calendar/?year=2027")) == ["Mwaka wa 2027"]

    english = office.press(page, "/language")

    assert rows(english) == ["New Year's Day", "Eid al-Fitr"]
    assert "21/03/2026 Saturday National calendar Estimate" in words(english, "tbody tr + tr")


@pytest.mark.parametrize("year", ["1900", "0", "99999", "abc", ""])
def test_a_year_without_holidays_is_this_one(office, eid, year):
    assert rows(office.get(f"/calendar/?year={year}")) == ["Eid El-Fitri"]


def test_an_empty_year_says_what_to_do(office):
    page = office.get("/calendar/")

    assert "Bado hakuna sikukuu kwenye mwaka huu." in words(page)


def test_another_councils_calendar_is_not_seen(office, council):
    other = factories.council()
    theirs = holiday(other.id)
    services.set_office_hours(
        other, (((time(1), time(2)),), *((),) * 6), actor=the_program(other.id)
    )

    page = office.get("/calendar/")

    assert rows(page) == []
    assert "01:00" not in words(page)
    office.get(f"/calendar/holidays/{theirs.id}/edit", status=404)


def test_a_full_year_costs_as_much_as_an_empty_one(office, council):
    few = office.statements("/calendar/")
    services.add_missing_years(national_holidays(range(2026, 2031)), actor=the_program(council.id))

    assert office.statements("/calendar/") == few
    assert len(rows(office.get("/calendar/"))) == 17


FILLED = {
    "day-day": "14",
    "day-month": "3",
    "day-year": "2026",
    "name_sw": "Siku ya Wilaya",
    "name_en": "District Day",
    "source": "own",
}


def test_a_holiday_is_added(office, council):
    page = office.submit(office.get("/calendar/holidays/new"), **FILLED)

    assert rows(page) == ["Siku ya Wilaya"]
    assert "Halmashauri hii pekee" in words(page, "tbody")
    assert queries.calendar_of(council.id).holidays == {date(2026, 3, 14)}
    assert last_act() == (
        "holiday.add",
        {"day": [None, "2026-03-14"], "name": [None, "Siku ya Wilaya"]},
    )


def test_after_adding_a_holiday_its_year_is_shown(office):
    page = office.submit(office.get("/calendar/holidays/new"), **{**FILLED, "day-year": "2028"})

    assert rows(page) == ["Siku ya Wilaya"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day-day": ""}, "day-day"),
        ({"day-day": "31", "day-month": "2"}, "day-day"),
        ({"day-year": "1999"}, "day-day"),
        ({"day-year": "2078"}, "day-day"),
        ({"day-day": "21"}, "day-day"),
        ({"name_sw": " "}, "name_sw"),
        ({"name_en": ""}, "name_en"),
        ({"name_en": "x" * 200}, "name_en"),
        ({"source": None}, "source-0"),
        ({"source": "calendar"}, "source-0"),
    ],
)
def test_a_holiday_that_cannot_be(office, eid, typed, field):
    page = office.submit(office.get("/calendar/holidays/new"), status=422, **{**FILLED, **typed})

    assert errors(page) == [f"#{field}"]
    assert db.session.scalars(select(Holiday)).all() == [eid]


def test_a_holiday_announced_for_another_day_is_moved_and_confirmed(office, council, eid):
    form = office.get(f"/calendar/holidays/{eid.id}/edit")
    assert form.select_one("#is_estimated").has_attr("checked")

    page = office.submit(form, is_estimated=None, **on(date(2026, 3, 20)))

    assert "20/03/2026" in words(page, "tbody")
    assert "Imethibitishwa Bi Rehema, 02/03/2026" in words(page, "tbody")
    assert queries.calendar_of(council.id).holidays == {date(2026, 3, 20)}
    assert eid.source is HolidaySource.CALENDAR


def test_a_holiday_does_not_move_onto_another(office, council, eid):
    holiday(council.id, date(2026, 3, 20))
    form = office.get(f"/calendar/holidays/{eid.id}/edit")

    page = office.submit(form, status=422, **on(date(2026, 3, 20)))

    assert errors(page) == ["#day-day"]
    assert eid.day == EID


def test_a_stale_page_of_a_holiday_changes_nothing(office, council, eid):
    stale = office.get(f"/calendar/holidays/{eid.id}/edit")
    services.confirm_holiday(eid, actor=the_program(council.id), now=NOW)

    page = office.submit(stale, status=409, name_sw="Idi")

    assert eid.name_sw == "Eid El-Fitri"
    assert "Tarehe ni makisio" in words(page, ".error-summary")


def test_an_estimate_is_confirmed_with_one_press(office, eid):
    page = office.press(office.get("/calendar/"), f"/calendar/holidays/{eid.id}/confirm")

    assert "Tarehe ya Eid El-Fitri imethibitishwa." in words(page)
    assert "Imethibitishwa Bi Rehema, 02/03/2026" in words(page, "tbody")
    assert eid.confirmed_by == "Bi Rehema"
    assert not page.select("form[action$='/confirm']")

    again = office.press(page, undone(page))

    assert eid.is_estimated
    assert again.select("form[action$='/confirm']")


def test_a_stale_press_confirms_nothing(office, council, eid):
    stale = office.get("/calendar/")
    moved = day_off(date(2026, 3, 20), is_estimated=True)
    services.change_holiday(eid, moved, actor=the_program(council.id), now=NOW)

    page = office.press(stale, f"/calendar/holidays/{eid.id}/confirm", status=409)

    assert "20/03/2026" in words(page, "h1")
    assert eid.is_estimated


def test_a_removed_holiday_can_be_brought_back(office, council, eid):
    form = office.get(f"/calendar/holidays/{eid.id}/remove")

    page = office.submit(form)

    assert "Imeondolewa" in words(page, "tbody")
    assert queries.calendar_of(council.id).holidays == set()

    again = office.press(page, undone(page))

    assert "Imeondolewa" not in words(again, "tbody")
    assert queries.calendar_of(council.id).holidays == {EID}
    assert last_act() == ("holiday.restore", {"day": [None, "2026-03-21"]})


def test_the_page_of_a_removed_holiday_leads_to_its_return(office, council, eid):
    services.remove_holiday(eid, actor=the_program(council.id), now=NOW)

    page = office.get(f"/calendar/holidays/{eid.id}/edit")
    assert "iliondolewa tarehe 02/03/2026" in words(page)
    office.submit(office.get(page.select_one("a[href$=restore]")["href"]))

    assert eid.removed_at is None


def test_a_missing_year_is_added_and_shown(office, council):
    services.add_missing_years(national_holidays([2026]), actor=the_program(council.id))
    form = office.get("/calendar/holidays/import")
    offered = [option["value"] for option in form.select("option")]

    page = office.submit(form, year="2027")

    assert "2026" not in offered
    assert offered[:2] == ["2025", "2027"]
    assert offered[-1] == "2036"
    assert "Sikukuu 17 zimeongezwa." in words(page)
    assert len(rows(page)) == 17


@pytest.mark.parametrize("year", ["2026", "1990", "x", ""])
def test_a_year_that_is_not_offered_is_refused(office, council, year):
    services.add_missing_years(national_holidays([2026]), actor=the_program(council.id))

    page = office.submit(office.get("/calendar/holidays/import"), status=422, year=year)

    assert errors(page) == ["#year"]


def test_hours_are_shown_and_changed_day_by_day(office, council):
    form = office.get("/calendar/hours")
    assert form.select_one("#monday")["value"] == "07:30–15:30"
    assert form.select_one("#sunday").get("value", "") == ""

    page = office.submit(form, monday="7.30-12.30; 13.30-15.30", friday="")

    assert f"Jumatatu {LUNCH} Jumanne 07:30–15:30" in words(page, "dl")
    assert "Ijumaa Hakuna kazi" in words(page, "dl")
    assert last_act() == (
        "council.hours",
        {"monday": ["07:30–15:30", LUNCH], "friday": ["07:30–15:30", ""]},
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("saa moja", "Ijumaa: andika saa kama 07:30–12:30, 13:30–15:30."),
        ("15:30-07:30", "Ijumaa: 15:30–07:30 huisha kabla ya kuanza."),
        (
            "07:30-12:30, 12:00-15:30",
            "Ijumaa: nyakati 07:30–12:30, 12:00–15:30 zinagusana au zinaingiliana.",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_by_the_name_of_the_day(office, council, typed, said):
    page = office.submit(
        office.get("/calendar/hours"), status=422, friday=typed, monday="8:00-9:00"
    )

    (error,) = page.select(".error-summary a")
    assert (error["href"], error.get_text(strip=True)) == ("#friday", said)
    assert page.select_one("#friday")["value"] == typed
    assert queries.week_of(council.id)[0] == ((time(7, 30), time(15, 30)),)


def test_somebody_must_work_on_some_day(office, council):
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")

    page = office.submit(office.get("/calendar/hours"), status=422, **dict.fromkeys(days, ""))

    assert errors(page) == ["#monday"]


def test_a_stale_page_of_hours_changes_nothing(office, council):
    stale = office.get("/calendar/hours")
    week = (*(((time(8), time(16)),),) * 5, (), ())
    services.set_office_hours(council, week, actor=the_program(council.id))

    page = office.submit(stale, status=409, monday=LUNCH)

    assert queries.week_of(council.id) == week
    assert "Jumatatu" in words(page, ".error-summary")
    assert "08:00–16:00" in words(page, ".error-summary")
    assert page.select_one("#monday")["value"] == LUNCH


def test_the_log_names_what_was_changed(pages, council, eid):
    services.set_office_hours(
        council, (((time(8), time(16)),), *((),) * 6), actor=the_program(council.id)
    )
    pages.sign_in(factories.user("administrator", council_id=council.id))

    log = words(pages.get("/audit/"))

    assert "Eid El-Fitri, 21/03/2026" in log
    assert council.name_sw in log
    assert "Jumatatu" in log

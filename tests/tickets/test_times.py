"""Minutes: noted by whoever spent them, seen by officers, taken back by their writer."""

from datetime import date

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.tickets import queries, services
from helpdesk.tickets.services import Spent
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.tickets.factories import ticket as opened
from tests.workorders.factories import repair

MONDAY = date(2026, 3, 2)


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa Amani")


@pytest.fixture
def ticket(officer):
    return opened(requester=factories.user(council_id=officer.council_id))


def spent_by(person, minutes, ticket, note=""):
    spent = Spent(minutes, MONDAY, note)
    return services.add_time(ticket, spent, actor=as_actor(person), now=MONDAY_MORNING)


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def test_an_officer_notes_minutes_beside_the_reply(pages, ticket, officer):
    pages.sign_in(officer)

    shown = pages.submit(
        pages.get(f"/tickets/{ticket.id}"), form="time-form", minutes="35", work_note="Roller"
    )

    assert "Jumla: dakika 35" in words(shown, "aside")
    (entry,) = queries.time_spent(ticket).entries
    assert (entry.user_id, entry.worked_on) == (officer.id, clock.today())


def test_sums_are_told_together_and_by_officer(ticket, officer):
    colleague = factories.user("head", council_id=officer.council_id, name="Mkuu Zawadi")
    for person, minutes in ((officer, 20), (colleague, 15), (officer, 10)):
        spent_by(person, minutes, ticket)

    spent = queries.time_spent(ticket)

    assert spent.minutes == 45
    assert [(one.officer, one.minutes) for one in spent.shares] == [
        ("Afisa Amani", 30),
        ("Mkuu Zawadi", 15),
    ]


def test_what_was_wrong_is_removed_and_brought_back(pages, ticket, officer):
    entry = spent_by(officer, 35, ticket)
    pages.sign_in(officer)
    address = f"/tickets/{ticket.id}/times/{entry.id}"

    removed = pages.press(pages.get(f"/tickets/{ticket.id}"), f"{address}/remove")
    assert queries.time_spent(ticket).minutes == 0
    pages.press(removed, f"{address}/restore")
    assert queries.time_spent(ticket).minutes == 35


def test_just_noted_minutes_are_undone_from_the_notice(pages, ticket, officer):
    pages.sign_in(officer)
    shown = pages.submit(pages.get(f"/tickets/{ticket.id}/times"), minutes="5")
    (entry,) = queries.time_spent(ticket).entries
    save()

    (button,) = shown.select(f".notice form[action='/tickets/{ticket.id}/times/{entry.id}/remove']")
    sent = {name["name"]: name["value"] for name in button.select("[name]")}
    pages.post(f"/tickets/{ticket.id}/times/{entry.id}/remove", **sent)

    assert queries.time_spent(ticket).entries == []


def test_nobody_corrects_the_minutes_of_another(pages, ticket, officer):
    entry = spent_by(factories.user("head", council_id=officer.council_id), 15, ticket)
    pages.sign_in(officer)

    assert not pages.get(f"/tickets/{ticket.id}").select(f"form[action*='/times/{entry.id}/']")
    pages.post(f"/tickets/{ticket.id}/times/{entry.id}/remove", status=403)
    assert queries.time_spent(ticket).minutes == 15


@pytest.mark.parametrize("minutes", ["", "0", "1441", "-5", "nusu", "1.5"])
def test_minutes_that_no_day_has_are_refused(pages, ticket, officer, minutes):
    pages.sign_in(officer)

    refused = pages.submit(pages.get(f"/tickets/{ticket.id}/times"), minutes=minutes, status=422)

    assert refused.select(".error-summary a[href='#minutes']")
    assert queries.time_spent(ticket).entries == []


@pytest.mark.parametrize("year", ["2190", "1900"])
def test_a_day_to_come_or_of_long_ago_is_refused(pages, ticket, officer, year):
    pages.sign_in(officer)
    day = {"worked_on-day": "1", "worked_on-month": "1", "worked_on-year": year}

    refused = pages.submit(pages.get(f"/tickets/{ticket.id}/times"), minutes="5", status=422, **day)

    assert refused.select(".error-summary a[href='#worked_on-day']")


def test_the_minutes_of_repairs_stand_beside_with_their_source(pages, ticket, officer):
    spent_by(officer, 35, ticket)
    repair(officer=officer, ticket=ticket, minutes=90)
    pages.sign_in(officer)

    shown = words(pages.get(f"/tickets/{ticket.id}"), "aside")

    assert "Jumla: dakika 35" in shown
    assert "Kwenye matengenezo: dakika 90" in shown


def test_a_requester_sees_no_minutes(pages, ticket, officer):
    spent_by(officer, 35, ticket, note="Siri ya dakika")
    pages.sign_in(ticket.requester)

    shown = words(pages.get(f"/tickets/{ticket.id}"))

    assert "Siri ya dakika" not in shown
    assert "Dakika" not in shown
    assert pages.get(f"/tickets/{ticket.id}/times", status=403)


def test_minutes_of_another_council_cannot_be_noted(pages, officer):
    foreign = opened()
    pages.sign_in(officer)

    assert pages.get(f"/tickets/{foreign.id}/times", status=404)

"""Calls, visitors and papers: written by an officer while somebody waits."""

from datetime import date, datetime
from urllib.parse import quote

import pytest
from time_machine import travel

from helpdesk.accounts.queries import as_actor
from helpdesk.core.local_time import ZONE
from helpdesk.infra.db import db
from helpdesk.tickets import services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Cause, Channel, Hardship, Status
from tests import factories
from tests.equipment import factories as devices
from tests.tickets.factories import ticket as opened

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)  # a Monday


@pytest.fixture(autouse=True)
def monday_morning():
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def caller(app):
    return factories.user(name="Neema Mwakyusa", phone="+255754777888")


@pytest.fixture
def officer(caller, pages):
    officer = factories.user("technician", council_id=caller.council_id, name="Baraka Sanga")
    pages.sign_in(officer)
    return officer


@pytest.fixture
def printer(caller):
    at = devices.whereabouts(caller.council_id, custodian=caller)
    return devices.asset(caller.council_id, at=at)


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def the_ticket():
    return db.session.scalars(db.select(Ticket)).one()


def form_for(pages, caller):
    return pages.get(f"/tickets/phone?person={caller.id}")


def call(pages, caller, *, status=303, **typed):
    usual = {"subject": "Printa haichapishi", "hardship": "stopped"}
    return pages.submit(form_for(pages, caller), status=status, **{**usual, **typed})


def test_the_only_one_who_can_be_meant_is_chosen_at_once(pages, officer, caller):
    assert pages.get("/tickets/phone").select_one("#who").has_attr("autofocus")

    for typed in ("mwakyu", "0754777888", "777888"):
        led_to = pages.redirected(f"/tickets/phone?who={typed}")
        assert led_to == f"/tickets/phone?person={caller.id}"


def test_of_several_the_officer_chooses(pages, officer, caller):
    other = factories.user(council_id=caller.council_id, name="Neema Juma")

    page = pages.get("/tickets/phone?who=neema")

    links = [a["href"] for a in page.select("ul.tiles a")]
    assert links == [f"/tickets/phone?person={one.id}" for one in (other, caller)]


def test_what_the_caller_has_is_there_as_soon_as_he_is_chosen(pages, officer, caller, printer):
    waiting = opened(requester=caller, subject="Laptop haiwaki")
    opened(requester=factories.user(council_id=caller.council_id), subject="Ya mwingine")

    page = form_for(pages, caller)

    about = words(page, "aside")
    assert waiting.reference in about
    assert "Laptop haiwaki" in about
    assert printer.asset_tag in about
    assert "Ya mwingine" not in words(page)
    assert "+255754777888" in words(page)


def test_the_number_is_there_to_be_read_out(pages, officer, caller, printer):
    saved = call(pages, caller, asset_id=str(printer.id))

    ticket = the_ticket()
    assert saved.select_one(".panel #reference").get_text(strip=True) == ticket.reference
    assert saved.select_one("a.button")["href"] == "/tickets/phone"
    assert (ticket.requester_id, ticket.entered_by_id) == (caller.id, officer.id)
    assert (ticket.channel, ticket.asset_id) == (Channel.PHONE, printer.id)
    assert ticket.status is Status.NEW
    pages.sign_in(caller)
    assert "Printa haichapishi" in words(pages.get("/tickets/"))


@pytest.mark.parametrize("channel", ["walk_in", "letter", "email"])
def test_visitors_letters_and_mail_are_told_apart(pages, officer, caller, channel):
    call(pages, caller, channel=channel)

    assert the_ticket().channel == channel


def test_the_web_is_no_way_to_call(pages, officer, caller):
    call(pages, caller, channel="web", status=422)


def test_what_was_solved_while_talking_is_resolved_by_the_same_press(pages, officer, caller):
    call(pages, caller, is_solved="y", cause="configuration", resolution="Printa ya pili imewekwa")

    ticket = the_ticket()
    assert (ticket.status, ticket.cause) == (Status.RESOLVED, Cause.CONFIGURATION)
    assert ticket.resolution == "Printa ya pili imewekwa"
    assert (ticket.assignee_id, ticket.responded_at) == (officer.id, ticket.resolved_at)


def test_what_was_solved_says_how(pages, officer, caller):
    refused = call(pages, caller, is_solved="y", status=422)

    assert [a["href"] for a in refused.select(".error-summary a")] == ["#resolution"]
    assert db.session.scalars(db.select(Ticket)).all() == []


def on(day: date):
    return {
        "happened_on-day": str(day.day),
        "happened_on-month": str(day.month),
        "happened_on-year": str(day.year),
    }


@pytest.mark.parametrize("time", ["7:45", "07.45", "0745"])
def test_a_paper_tells_when_it_happened_and_the_clock_starts_now(pages, officer, caller, time):
    call(pages, caller, channel="letter", happened_time=time, **on(date(2026, 2, 26)))
    ticket = the_ticket()
    shown = words(pages.get(f"/tickets/{ticket.id}"), "aside")

    assert ticket.happened_at == datetime(2026, 2, 26, 7, 45, tzinfo=ZONE)
    assert ticket.opened_at == NOW
    assert ticket.response_due_at > NOW
    assert "26/02/2026, 07:45" in shown
    assert "Barua" in shown
    assert "Baraka Sanga" in shown


@pytest.mark.parametrize(
    ("day", "time"), [(NOW.date(), "09:01"), (date(1900, 12, 1), "09:00")], ids=str
)
def test_nothing_happened_in_the_future_or_long_ago(pages, officer, caller, day, time):
    refused = call(pages, caller, happened_time=time, status=422, **on(day))
    call(pages, caller, happened_time="09:00", **on(NOW.date()))

    assert [a["href"] for a in refused.select(".error-summary a")] == ["#happened_on-day"]


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"happened_time": "09:30"}, "#happened_on-day"),
        ({"happened_time": "25:00", **on(date(2026, 2, 26))}, "#happened_time"),
        ({"happened_time": "saa 3", **on(date(2026, 2, 26))}, "#happened_time"),
        (on(date(2026, 2, 26)), "#happened_time"),
        ({"happened_on-day": "31", "happened_on-month": "2", "happened_on-year": "2026",
          "happened_time": "09:30"}, "#happened_on-day"),
    ],
)  # fmt: skip
def test_half_a_moment_is_refused(pages, officer, caller, typed, box):
    refused = call(pages, caller, status=422, **typed)

    assert [a["href"] for a in refused.select(".error-summary a")] == [box]


def test_a_caller_without_an_account_has_a_name_and_a_number(pages, officer, caller):
    nobody = pages.get("/tickets/phone?who=Mzee+Ally")
    page = pages.get(nobody.select_one("a.button[href*=guest]")["href"])
    assert page.select_one("#guest_name")["value"] == "Mzee Ally"

    usual = {"subject": "Wi-Fi ya zahanati", "hardship": "slowed"}
    saved = pages.submit(page, guest_phone="0754 000 002", channel="walk_in", **usual)

    ticket = the_ticket()
    assert (ticket.requester_id, ticket.entered_by_id) == (None, officer.id)
    assert (ticket.guest_name, ticket.guest_phone) == ("Mzee Ally", "+255754000002")
    assert "Mzee Ally" in words(saved)


def test_a_number_that_was_searched_in_vain_is_put_where_numbers_go(pages, officer):
    page = pages.get("/tickets/phone?guest=0754000002")

    assert page.select_one("#guest_phone")["value"] == "0754000002"
    assert page.select_one("#guest_name").get("value", "") == ""


def test_a_guest_who_rings_again_is_known(pages, officer, caller):
    """By part of the name, or by the number as people type it; what is finished is left out."""
    asked = services.Asked(subject="Mtandao haupo", hardship=Hardship.SLOWED)
    guest = services.Guest("Mgeni Rehema", "+255754123456")
    made = services.open_ticket(asked, requester=guest, actor=as_actor(officer), now=NOW)
    db.session.commit()
    said = {}
    for typed in ("rehema mgeni", "0754 123 456", "+255754123456"):
        query = quote(typed)
        page = pages.get(f"/tickets/phone?who={query}")
        said[typed] = made.reference in words(page) and "Mgeni Rehema" in words(page)
        assert made.reference in words(pages.get(f"/tickets/phone?guest={query}"))
        assert made.reference in words(pages.get(f"/search?q={query}"))
    assert all(said.values()), said

    services.cancel(made, reason="", actor=as_actor(officer), now=NOW)
    db.session.commit()

    assert made.reference not in words(pages.get("/tickets/phone?who=rehema"))


def test_a_whole_name_is_that_of_one(pages, officer, caller):
    factories.user(council_id=caller.council_id, name="Neema Anna Mwakyusa")

    assert pages.redirected("/tickets/phone?who=Neema%20Mwakyusa").endswith(f"={caller.id}")


@pytest.mark.parametrize("typed", ["mwakyusa neema", "Neema  Mwak", "MWAKYUSA, Neema"])
def test_words_of_a_name_come_in_any_order(pages, officer, caller, typed):
    led_to = pages.redirected(f"/tickets/phone?who={quote(typed)}")

    assert led_to == f"/tickets/phone?person={caller.id}"


def test_a_caller_without_an_account_needs_a_name(pages, officer):
    page = pages.get("/tickets/phone?guest=")
    refused = pages.submit(page, subject="Wi-Fi", hardship="slowed", status=422)

    assert [a["href"] for a in refused.select(".error-summary a")] == ["#guest_name"]


def test_a_device_is_also_found_by_its_number(pages, officer, caller):
    shared = devices.asset(caller.council_id)

    call(pages, caller, asset_tag=shared.asset_tag.lower())

    assert the_ticket().asset_id == shared.id


def test_a_device_of_another_council_is_not_found(pages, officer, caller, printer):
    foreign = devices.asset()

    refused = call(pages, caller, asset_tag=foreign.asset_tag, status=422)
    assert [a["href"] for a in refused.select(".error-summary a")] == ["#asset_tag"]
    call(pages, caller, asset_id=str(foreign.id), status=422)


def test_people_of_other_councils_cannot_call_here(pages, officer):
    foreign = factories.user(name="Jirani Mmoja", phone="+255754999999")

    assert "Jirani" not in words(pages.get("/tickets/phone?who=jirani")).replace("jirani", "")
    page = pages.get(f"/tickets/phone?person={foreign.id}")
    assert page.select_one("#who")


def test_who_has_left_cannot_be_chosen(pages, officer, caller):
    caller.is_active = False

    assert pages.get(f"/tickets/phone?person={caller.id}").select_one("#who")


@pytest.mark.parametrize("query", ["person=x", "person=0", "who=%25", "who=%00", "person=999999"])
def test_a_made_up_address_asks_who_it_is(pages, officer, query):
    assert pages.peek(f"/tickets/phone?{query}").status_code == 200


def test_the_page_of_a_caller_keeps_its_statements(pages, officer, caller, printer):
    opened(requester=caller)
    few = pages.statements(f"/tickets/phone?person={caller.id}")
    for _ in range(8):
        opened(requester=caller)
        at = devices.whereabouts(caller.council_id, custodian=caller)
        devices.asset(caller.council_id, at=at)

    assert pages.statements(f"/tickets/phone?person={caller.id}") == few


def test_a_double_click_makes_one_ticket(pages, officer, caller):
    page = form_for(pages, caller)
    typed = {"subject": "Printa", "hardship": "slowed"}

    first, second = (pages.sent(page, **typed) for _ in range(2))

    assert first.location == second.location
    assert the_ticket()


def test_requesters_write_no_calls(pages, officer, caller):
    pages.sign_in(caller)

    pages.get("/tickets/phone", status=403)
    assert not pages.get("/").select("a[href='/tickets/phone']")


def test_officers_find_the_page_at_home_and_on_the_queue(pages, officer):
    for page in ("/", "/tickets/"):
        assert pages.get(page).select("a[href='/tickets/phone']")


def test_a_name_that_very_many_have_says_that_there_are_more(pages, officer, caller):
    for number in range(12):
        factories.user(council_id=caller.council_id, name=f"Mwalimu {number:02}")

    few = pages.get("/tickets/phone?who=mwalimu")
    assert "Andika herufi zaidi" not in words(few)
    factories.user(council_id=caller.council_id, name="Mwalimu 12")
    many = pages.get("/tickets/phone?who=mwalimu")
    assert "Andika herufi zaidi" in words(many)
    assert len(many.select("ul.tiles a")) == len(few.select("ul.tiles a")) == 12

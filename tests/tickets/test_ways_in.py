"""Raising a request for somebody else, and what a request says of how it came."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.rules import Cause, Channel, Hardship, Kind, Status
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened


@pytest.fixture
def secretary(app):
    return factories.user(name="Katibu Muhtasi")


@pytest.fixture
def director(secretary):
    return factories.user(council_id=secretary.council_id, name="Rehema Kisanga")


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def only_ticket():
    return db.session.scalars(db.select(Ticket)).one()


def report(pages, **typed):
    usual = {"subject": "Laptop haiwaki", "hardship": "stopped"}
    return pages.submit(pages.get("/tickets/new"), **{**usual, **typed})


def test_a_request_for_a_colleague_is_theirs_and_both_read_it(pages, secretary, director):
    pages.sign_in(secretary)
    shown = report(pages, for_whom="rehema kisanga")

    ticket = only_ticket()
    assert (ticket.requester_id, ticket.entered_by_id) == (director.id, secretary.id)
    assert ticket.at_department_id == director.department_id
    assert shown.select_one("#reference")
    assert "Katibu Muhtasi" in words(shown, "aside")
    pages.sign_in(director)
    assert "Laptop haiwaki" in words(pages.get("/tickets/"))
    assert "Katibu Muhtasi" in words(pages.get(f"/tickets/{ticket.id}"), "aside")


def test_whoever_wrote_it_finds_it_on_a_list_of_its_own(pages, secretary, director):
    pages.sign_in(secretary)
    assert not pages.get("/").select("a[href='/tickets/?view=typed']")
    report(pages, for_whom="Rehema Kisanga")

    assert pages.get("/").select("a[href='/tickets/?view=typed']")
    assert "Laptop haiwaki" in words(pages.get("/tickets/?view=typed"))
    assert not pages.get("/tickets/?view=own").select("tbody tr")


def test_whoever_wrote_it_does_not_speak_for_the_requester(pages, secretary, director):
    pages.sign_in(secretary)
    report(pages, for_whom="Rehema Kisanga")
    ticket = only_ticket()
    officer = factories.user("technician", council_id=secretary.council_id)
    services.resolve(
        ticket,
        cause=Cause.WEAR,
        resolution="Imekarabatiwa",
        actor=as_actor(officer),
        now=MONDAY_MORNING,
    )

    page = pages.get(f"/tickets/{ticket.id}")
    assert not page.select("form#main-form")
    assert not page.select(f"form[action='/tickets/{ticket.id}/confirm']")
    pages.post(f"/tickets/{ticket.id}/confirm", status=404)


def test_a_guest_of_the_label_is_nobodys_colleague(app, secretary):
    guest = services.Guest("Mgeni", "+255754000001")
    asked = services.Asked(subject="Printa", hardship=Hardship.SLOWED, channel=Channel.LABEL)
    actor = services.a_guest(secretary.council_id)
    services.open_ticket(asked, requester=guest, actor=actor, now=MONDAY_MORNING)

    for reader in (as_actor(secretary), actor):
        assert db.session.scalars(queries.visible_to(reader)).all() == []


def test_what_an_officer_took_by_telephone_is_not_his_own_for_ever(app, secretary):
    officer = factories.user("technician", council_id=secretary.council_id)
    asked = services.Asked(subject="Printa", hardship=Hardship.SLOWED, channel=Channel.PHONE)
    services.open_ticket(asked, requester=secretary, actor=as_actor(officer), now=MONDAY_MORNING)
    former = factories.user(council_id=secretary.council_id)
    db.session.scalars(db.select(Ticket)).one().entered_by_id = former.id
    db.session.flush()

    assert db.session.scalars(queries.visible_to(as_actor(former))).all() == []


def test_another_councils_colleague_does_not_exist(pages, secretary):
    factories.user(name="Jirani Mmoja")
    pages.sign_in(secretary)

    refused = report(pages, for_whom="Jirani Mmoja", status=422)

    assert [a["href"] for a in refused.select(".error-summary a")] == ["#for_whom"]
    assert refused.select_one("details[open] #for_whom")["value"] == "Jirani Mmoja"
    assert db.session.scalars(db.select(Ticket)).all() == []


def test_of_two_with_one_name_the_reporter_chooses(pages, secretary):
    namesakes = [
        factories.user(council_id=secretary.council_id, name="Asha Juma") for _ in range(2)
    ]
    pages.sign_in(secretary)

    asked = report(pages, for_whom="Asha Juma", status=422)
    offered = [box["value"] for box in asked.select("input[name=for_whom_id]")]
    assert offered == [str(one.id) for one in namesakes]
    shown = pages.submit(asked, for_whom_id=offered[1])

    assert shown.select_one("#reference")
    assert only_ticket().requester_id == namesakes[1].id


def test_a_made_up_choice_is_refused(pages, secretary, director):
    pages.sign_in(secretary)
    for _ in range(2):
        factories.user(council_id=secretary.council_id, name="Asha Juma")
    asked = report(pages, for_whom="Asha Juma", status=422)

    pages.submit(asked, for_whom_id=str(director.id), status=422)

    assert db.session.scalars(db.select(Ticket)).all() == []


def test_the_exact_name_goes_before_longer_ones(pages, secretary):
    asha = factories.user(council_id=secretary.council_id, name="Asha Juma")
    factories.user(council_id=secretary.council_id, name="Asha Juma Ally")
    pages.sign_in(secretary)

    report(pages, for_whom="asha  juma")

    assert only_ticket().requester_id == asha.id


def test_a_telephone_number_is_no_name(pages, secretary):
    factories.user(council_id=secretary.council_id, name="Asha", phone="+255754123456")
    pages.sign_in(secretary)

    refused = report(pages, for_whom="0754123456", status=422)

    assert "Asha" not in words(refused)


def test_somebody_who_left_is_not_named(pages, secretary, director):
    director.is_active = False
    pages.sign_in(secretary)

    report(pages, for_whom="Rehema Kisanga", status=422)


def test_a_new_request_gets_the_category_that_its_words_speak_of(app, secretary):
    given = {"council_id": secretary.council_id, "kind": Kind.SERVICE_REQUEST}
    category = factories.saved(
        Category(code="PRO", name_sw="Programu", name_en="Software", keywords="windows:3", **given)
    )

    assert opened(requester=secretary, subject="Windows mpya").category_id == category.id
    assert opened(requester=secretary, subject="Windows mpya").kind is Kind.SERVICE_REQUEST
    unsure = opened(requester=secretary, subject="Naomba msaada")
    assert (unsure.category_id, unsure.kind) == (None, Kind.INCIDENT)


def test_a_category_of_another_council_is_never_guessed(app, secretary):
    factories.saved(
        Category(
            council_id=factories.council().id,
            code="PRO",
            kind=Kind.SERVICE_REQUEST,
            name_sw="Programu",
            name_en="Software",
            keywords="windows:3",
        )
    )

    assert opened(requester=secretary, subject="Windows mpya").category_id is None


def test_the_list_of_a_requester_keeps_its_statements(pages, secretary, director):
    pages.sign_in(secretary)
    report(pages, for_whom="Rehema Kisanga")
    few = pages.statements("/")
    for _ in range(5):
        report(pages, for_whom="Rehema Kisanga")

    assert pages.statements("/") == few
    assert only_open_of(secretary) == 6


def only_open_of(person):
    found = db.session.scalars(queries.visible_to(as_actor(person))).all()
    return len([one for one in found if one.status is Status.NEW])


@pytest.mark.parametrize("name", ["\x00", "Asha\x00Juma", "%", "_", "'; DROP", "x" * 500, "  "])
def test_a_name_that_is_none_is_refused_in_words(pages, secretary, director, name):
    pages.sign_in(secretary)
    page = pages.get("/tickets/new")

    answer = pages.sent(page, subject="Laptop", hardship="slowed", for_whom=name)

    assert answer.status_code in (422, 303)
    assert (answer.status_code == 303) == (name.strip() == "")


@pytest.mark.parametrize("asset_id", ["9" * 20, "-1", "x", "1e3"])
def test_a_device_that_no_register_has_is_refused(pages, secretary, asset_id):
    pages.sign_in(secretary)
    page = pages.get("/tickets/new")

    refused = pages.submit(page, subject="Printa", hardship="slowed", asset_id=asset_id, status=422)

    assert refused.select_one(".error-summary")


def test_words_of_an_article_that_did_not_help_come_along(pages, secretary):
    pages.sign_in(secretary)

    page = pages.get("/tickets/new?subject=Printa+haichapishi")

    assert page.select_one("#subject")["value"] == "Printa haichapishi"

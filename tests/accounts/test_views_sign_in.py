"""Signing in and out, and what ends a sign-in."""

import re
import statistics
import time
from datetime import timedelta

import pytest
import time_machine
from argon2 import PasswordHasher, extract_parameters
from bs4 import BeautifulSoup

from helpdesk.accounts import rules, services
from helpdesk.accounts.models import SignInFailure, SignInSession
from helpdesk.accounts.queries import as_actor
from helpdesk.app import create_app
from helpdesk.infra import clock, passwords
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from tests import factories
from tests.accounts.factories import PASSWORD, at_the_door
from tests.pages import PageClient, checked, save

WRONG = "si nywila yangu hii"
ELSEWHERE = (
    "https://evil.example/",
    "http:evil.example",
    "//evil.example",
    "//[",
    "///evil.example",
    "////evil.example/%2e%2e",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\x00//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "?next=//evil.example",
    "",
)


@pytest.fixture
def asha(app):
    return factories.user(name="Asha Mwakalinga")


@pytest.fixture
def chief(asha):
    return factories.user("administrator", council_id=asha.council_id)


def tried(pages, username, password, **headers):
    """Send the form of a page that is opened anew, and return whatever comes."""
    sent = {"csrf_token": pages.token(), "username": username, "password": password, "next": "/me"}
    return pages._send("POST", "/sign-in", data=sent, headers=headers)


def without_what_differs(response, username):
    body = re.sub(r'name="csrf_token"[^>]*value="[^"]*"', "", response.text)
    return response.status_code, body.replace(username, "")


def is_signed_in(pages):
    return pages.peek("/me").status_code == 200


def test_a_person_comes_to_the_page_they_wanted(pages, asha):
    door = pages.redirected("/me/password?x=1")

    page = pages.submit(pages.get(door), username=f"  {asha.username.upper()} ", password=PASSWORD)

    assert door == "/sign-in?next=%2Fme%2Fpassword%3Fx%3D1"
    assert page.h1.get_text(strip=True) == "Badilisha nywila"


def test_what_is_missing_is_asked_for(pages):
    page = pages.submit(pages.get("/sign-in"), status=422)

    assert [a["href"] for a in page.select(".error-summary a")] == ["#username", "#password"]


def test_browsers_may_fill_in_and_paste(pages):
    page = pages.get("/sign-in")

    assert page.select_one("#username")["autocomplete"] == "username"
    assert page.select_one("#password")["autocomplete"] == "current-password"


def test_nobody_learns_which_names_exist(pages, asha, chief):
    services.deactivate(chief, actor=the_program(chief.council_id), now=clock.now())
    waiting = factories.user(council_id=asha.council_id)
    old = clock.now() - rules.ONE_TIME_PASSWORD - timedelta(minutes=1)
    password = services.reset_password(waiting, actor=as_actor(asha), now=old)

    answers = {
        without_what_differs(tried(pages, username, typed), username)
        for username, typed in [
            (asha.username, WRONG),
            ("nobody.at.all", WRONG),
            (chief.username, PASSWORD),
            (waiting.username, password),
        ]
    }

    assert len(answers) == 1
    assert "Jina la mtumiaji au nywila si sahihi." in answers.pop()[1]


def test_nor_by_the_time_it_takes(pages, asha, monkeypatch):
    monkeypatch.setattr(rules, "MOST_FAILURES_OF_A_NAME", 100)
    monkeypatch.setattr(rules, "MOST_FAILURES_OF_AN_ADDRESS", 100)
    as_outside_of_tests = extract_parameters(passwords._nobody)
    asha.password_hash = PasswordHasher.from_parameters(as_outside_of_tests).hash(PASSWORD)
    took: dict[str, list[float]] = {asha.username: [], "nobody.at.all": []}

    for _round in range(12):
        for username, times in took.items():
            began = time.process_time()
            tried(pages, username, WRONG)
            times.append(time.process_time() - began)

    known, unknown = (statistics.median(times) for times in took.values())
    most = 1.5
    assert 1 / most < known / unknown < most


def test_ten_wrong_passwords_are_enough_for_five_minutes(pages, asha):
    with time_machine.travel(factories.MONDAY_MORNING, tick=False) as clock_hand:
        assert [tried(pages, asha.username, WRONG).status_code for _ in range(10)] == [422] * 10
        refused = tried(pages, asha.username, PASSWORD)
        clock_hand.shift(timedelta(minutes=5, seconds=1))
        accepted = tried(pages, asha.username, PASSWORD)

    page = checked(BeautifulSoup(refused.text, "html.parser"))
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")
    assert [heading.get_text(strip=True) for heading in page.select("h1")] == [
        "Majaribio yamekuwa mengi"
    ]
    assert page.select("html[lang=sw]")
    assert accepted.status_code == 303


def test_one_persons_mistakes_do_not_stop_another(pages, asha, chief):
    for _ in range(10):
        services.note_failure(asha.username, address="10.0.0.1", now=clock.now())

    assert tried(pages, chief.username, PASSWORD).status_code == 303


def test_names_that_do_not_exist_are_counted_alike(pages):
    for _ in range(10):
        services.note_failure("nobody", address="10.0.0.1", now=clock.now())

    assert tried(pages, "Nobody", WRONG).status_code == 429


def test_thirty_wrong_passwords_from_an_address_are_enough(pages, asha):
    for number in range(30):
        services.note_failure(f"n{number}", address="127.0.0.1", now=clock.now())

    assert tried(pages, asha.username, PASSWORD).status_code == 429


def test_an_address_that_the_visitor_claims_is_not_believed(pages):
    for number in range(30):
        tried(pages, f"n{number}", WRONG, **{"X-Forwarded-For": f"10.9.8.{number}"})

    found = db.session.scalars(db.select(SignInFailure.address).distinct()).all()
    assert found == ["127.0.0.1"]
    assert tried(pages, "n99", WRONG, **{"X-Forwarded-For": "10.9.9.9"}).status_code == 429


def test_wrong_passwords_are_counted_for_all_servers_together(app, pages, asha):
    other = create_app(
        {"TESTING": True, "SECRET_KEY": "other", "DATABASE_URL": app.config["DATABASE_URL"]}
    )
    for _ in range(10):
        tried(PageClient(other), asha.username, WRONG)
    with other.app_context():
        db.engine.dispose()

    assert tried(pages, asha.username, PASSWORD).status_code == 429


def test_old_mistakes_are_forgotten(app):
    now = clock.now()
    for age in (timedelta(hours=1), timedelta(days=2)):
        services.note_failure("asha", address="10.0.0.1", now=now - age)
    save()

    services.forget_old_sign_ins(now)

    assert db.session.scalars(db.select(SignInFailure.at)).all() == [now - timedelta(hours=1)]


def test_a_session_that_was_planted_before_is_worth_nothing_after(app, pages, asha):
    pages.get("/sign-in")
    planted = pages._client.get_cookie("helpdesk").value
    pages.submit(pages.get("/sign-in?next=/me"), username=asha.username, password=PASSWORD)
    thief = PageClient(app)
    thief._client.set_cookie("helpdesk", planted)

    assert is_signed_in(pages)
    assert not is_signed_in(thief)


def test_each_sign_in_has_a_token_of_its_own_that_is_not_kept(app, asha):
    pages = [at_the_door(app, asha), at_the_door(app, asha)]

    tokens = set()
    for one in pages:
        with one._client.session_transaction() as session:
            tokens.add(session["_user_id"])
    kept = set(db.session.scalars(db.select(SignInSession.token_hash)))
    assert len(tokens) == len(kept) == 2
    assert not tokens & kept
    assert all(len(token) >= 43 for token in tokens)


def test_signing_in_over_another_sign_in_ends_that_one(app, asha, chief):
    pages = at_the_door(app, asha)

    pages.submit(pages.get("/sign-in?next=/me"), username=chief.username, password=PASSWORD)

    open_ones = db.session.scalars(db.select(SignInSession).where(SignInSession.ended_at.is_(None)))
    assert [one.user_id for one in open_ones] == [chief.id]


def test_sign_out_ends_the_session_also_for_a_copy_of_the_cookie(app, pages, asha):
    pages = at_the_door(app, asha)
    copy = PageClient(app)
    copy._client.set_cookie("helpdesk", pages._client.get_cookie("helpdesk").value)
    assert is_signed_in(copy)

    page = pages.press(pages.get("/me"), "/sign-out")

    assert page.h1.get_text(strip=True) == "Ingia"
    assert "Umetoka kwenye mfumo." in page.get_text()
    assert not is_signed_in(copy)


def test_pages_are_not_kept_by_the_browser(app, asha):
    assert at_the_door(app, asha).peek("/me").headers["Cache-Control"] == "no-store"


def test_a_new_password_ends_every_other_sign_in(app, asha):
    here, there = at_the_door(app, asha), at_the_door(app, asha)

    here.submit(
        here.get("/me/password"),
        current_password=PASSWORD,
        new_password="mbuzi mweupe anacheka",  # noqa: S106
        new_password_again="mbuzi mweupe anacheka",  # noqa: S106
    )

    assert is_signed_in(here)
    assert not is_signed_in(there)


@pytest.mark.parametrize("act", ["deactivate", "reset-password"])
def test_what_is_done_to_an_account_ends_its_sign_ins_at_once(app, asha, chief, act):
    here, office = at_the_door(app, asha), at_the_door(app, chief)

    office.sent(office.get(f"/people/{asha.id}/{act}"))

    assert here.redirected("/me").startswith("/sign-in")
    assert is_signed_in(office)


def test_a_role_that_was_ended_is_gone_on_the_next_request(app, chief, asha):
    officer = factories.user("technician", council_id=asha.council_id)
    here, office = at_the_door(app, officer), at_the_door(app, chief)
    grant = officer.grants[0].id

    office.submit(office.get(f"/people/{officer.id}/roles/{grant}/end"))

    assert not is_signed_in(here)
    assert as_actor(officer).roles == frozenset()


def test_half_an_hour_without_use_ends_a_sign_in(app, asha):
    with time_machine.travel(factories.MONDAY_MORNING, tick=False) as clock_hand:
        pages = at_the_door(app, asha)
        clock_hand.shift(timedelta(minutes=29))
        assert is_signed_in(pages)
        clock_hand.shift(timedelta(minutes=29))
        assert is_signed_in(pages)
        clock_hand.shift(timedelta(minutes=31))
        assert not is_signed_in(pages)


def test_twelve_hours_end_a_sign_in_however_busy_it_is(app, asha):
    with time_machine.travel(factories.MONDAY_MORNING, tick=False) as clock_hand:
        pages = at_the_door(app, asha)
        for _ in range(28):
            clock_hand.shift(timedelta(minutes=25))
            assert is_signed_in(pages)
        clock_hand.shift(timedelta(minutes=25))
        assert not is_signed_in(pages)


@pytest.fixture
def newcomer(asha):
    """Somebody who holds a slip of paper with a one-time password."""
    program = the_program(asha.council_id)
    return asha, services.reset_password(asha, actor=program, now=clock.now())


def test_a_one_time_password_must_be_changed_first_and_the_page_says_why(pages, newcomer):
    person, password = newcomer

    page = pages.submit(
        pages.get("/sign-in?next=/tickets/new"), username=person.username, password=password
    )

    assert page.h1.get_text(strip=True) == "Badilisha nywila"
    assert "Unatakiwa kubadilisha nywila kabla ya kuendelea." in page.select_one("main").get_text()
    assert page.select(".nav") == []
    assert pages.redirected("/me") == "/me/password"


def test_after_the_change_the_wanted_page_opens(pages, newcomer):
    person, password = newcomer
    page = pages.submit(
        pages.get("/sign-in?next=/tickets/new"), username=person.username, password=password
    )

    page = pages.submit(
        page,
        current_password=password,
        new_password=PASSWORD,
        new_password_again=PASSWORD,
    )

    assert page.select_one("#main-form")["action"] == "/tickets/new"


def test_a_one_time_password_works_for_three_days(pages, newcomer):
    person, password = newcomer

    with time_machine.travel(clock.now() + timedelta(hours=71)):
        assert tried(pages, person.username, password).status_code == 303
    pages.sign_out()
    with time_machine.travel(clock.now() + timedelta(hours=73)):
        assert tried(pages, person.username, password).status_code == 422


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_never_leads_away_from_this_site(app, asha, wanted):
    pages = PageClient(app)
    token = pages.token()
    sent = {"csrf_token": token, "username": asha.username, "password": PASSWORD, "next": wanted}

    response = pages._send("POST", "/sign-in", data=sent)

    assert (response.status_code, response.location) == (303, "/")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nor_does_the_change_of_language(pages, wanted):
    sent = {"csrf_token": pages.token(), "language": "en", "next": wanted}

    response = pages._send("POST", "/language", data=sent)

    assert response.status_code == 303
    assert response.location.split("?")[0] in ("/", "/language")

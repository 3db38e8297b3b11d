"""One form makes one record, however often and however late it is sent."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from helpdesk.accounts.models import User
from helpdesk.infra import clock, request_keys
from helpdesk.infra.db import db
from helpdesk.org.models import Location
from tests import factories
from tests.controls import successful


@pytest.fixture
def form(at_desk):
    return at_desk.get("/samples/new")


def made(name="Chumba 4"):
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Location.name == name))


def filled(page, **typed):
    """What a browser would send for the page's form, as often as one likes."""
    (form,) = page.select("#main-form")
    return {**successful(page, form).to_dict(), "name": "Chumba 4", **typed}


def test_a_form_pressed_eight_times_at_once_makes_one_record(ground, at_desk, form):
    sent, cookie = filled(form), at_desk._client.get_cookie("helpdesk").value

    def press(_number):
        browser = ground.test_client()
        browser.set_cookie("helpdesk", cookie)
        return browser.post("/samples/new", data=sent)

    with ThreadPoolExecutor(8) as fingers:
        answers = list(fingers.map(press, range(8)))

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert made() == 1


def test_a_form_sent_again_after_the_back_button_leads_to_what_it_made(at_desk, form):
    at_desk.submit(form, name="Chumba 4")

    again = at_desk.submit(form, name="Chumba 4")

    assert again.h1.get_text() == "Chumba 4"
    assert made() == 1


def test_a_refused_form_may_be_sent_again_with_its_key(at_desk, form):
    refused = at_desk.submit(form, name="", status=422)
    assert (
        refused.select_one("[name=request_key]")["value"]
        == form.select_one("[name=request_key]")["value"]
    )

    at_desk.submit(refused, name="Chumba 4")

    assert made() == 1


def test_other_words_under_a_used_key_are_kept_apart_and_shown_what_was_made(at_desk, form):
    at_desk.submit(form, name="Chumba 4")

    told = at_desk.submit(form, name="Chumba 5", ward="Rujewa", status=409)

    made_link, back_link = told.select("main .buttons a")
    assert at_desk.get(made_link["href"]).h1.get_text() == "Chumba 4"
    kept = at_desk.get(back_link["href"])
    assert kept.select_one("#name")["value"] == "Chumba 5"
    assert kept.select_one("#ward").text.strip() == "Rujewa"
    at_desk.submit(kept)
    assert (made("Chumba 4"), made("Chumba 5")) == (1, 1)


@pytest.mark.parametrize("damage", ["cut", "swapped", "made up"])
def test_a_forged_key_is_refused(at_desk, form, damage):
    key = form.select_one("[name=request_key]")["value"]
    forged = {"cut": key[:-2], "swapped": key[::-1], "made up": "W10.abc"}[damage]

    at_desk.submit(form, name="Chumba 4", request_key=forged, status=400)

    assert made() == 0


def test_somebody_elses_key_is_refused(ground, at_desk, form):
    other = factories.user()
    with ground.test_request_context():
        foreign = request_keys.new_key(other.id, "SampleForm")

    refused = at_desk.submit(form, name="Chumba 4", request_key=foreign, status=400)

    assert made() == 0
    assert "draft=" not in str(refused.main), "nothing was kept, so nothing says so"


def test_a_key_of_another_form_does_not_fill_this_one(ground, at_desk, asha, form):
    with ground.test_request_context():
        key = request_keys.new_key(asha.id, "EditSampleForm")

    at_desk.submit(form, name="Chumba 4", request_key=key, status=200)

    assert made() == 0


def test_a_form_without_a_key_is_refused_and_may_be_sent_again(at_desk, form):
    refused = at_desk.post("/samples/new", name="Chumba 4", ward="Rujewa", status=422)

    assert "Itume tena" in refused.select_one(".error-summary").get_text()
    assert refused.select_one("#ward").text.strip() == "Rujewa"
    assert made() == 0
    at_desk.submit(refused)
    assert made() == 1


def test_an_answer_that_leads_nowhere_gives_the_key_back(at_desk):
    page = at_desk.get("/samples/numbers")
    typed = {"day-day": "1", "day-month": "7", "day-year": "2026"}

    for _time in range(2):
        at_desk.submit(page, status=200, **typed)


def test_old_keys_are_forgotten(at_desk, form):
    at_desk.submit(form, name="Chumba 4")
    request_keys.forget_before(clock.now())
    db.session.commit()

    at_desk.submit(form, name="Chumba 4")

    assert made() == 2


def test_keys_need_somebody_to_belong_to(ground):
    page = ground.test_client().get("/sign-in").text

    assert 'name="request_key" type="hidden" value=""' in page
    assert db.session.scalar(select(func.count()).select_from(User)) == 0

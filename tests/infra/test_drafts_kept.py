"""Drafts that are kept on purpose: found again on their page, gone when sent or signed out."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from helpdesk.accounts.models import SignInSession
from helpdesk.attachments.models import Attachment
from helpdesk.infra import clock, drafts, request_keys
from helpdesk.infra.db import db
from helpdesk.infra.drafts import Draft
from helpdesk.org.models import Location
from tests import factories
from tests.controls import successful
from tests.infra.files import png, sent
from tests.pages import save

PAGE = "/samples/new"
TYPED = "/drafts/typed"


@pytest.fixture
def form(at_desk):
    return at_desk.get(PAGE)


def filled(page, **typed):
    (form,) = page.select("#main-form")
    return {**successful(page, form).to_dict(), **typed}


def kept(pages, page, **typed):
    return pages._send("POST", "/drafts/", data=filled(page, **typed))


def typing(pages, page, **typed):
    return pages._send("POST", TYPED, data=filled(page, **typed))


def notice(page):
    """The notice of a waiting draft, or None."""
    return page.select_one("[data-draft]")


def count(what):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(what))


def go_on(pages, page):
    return pages.get(notice(page).a["href"])


def discard_url(page):
    return notice(page).form["action"]


def test_the_button_keeps_text_and_files_and_shows_the_form_again(at_desk, form):
    answer = kept(at_desk, form, ward="Rujewa", files=sent(png(), "a.png"))

    page = at_desk.get(answer.location)
    assert "Rasimu imehifadhiwa" in page.select_one(".notice").get_text()
    assert page.select_one("#ward").text.strip() == "Rujewa"
    assert "a.png" in page.select_one("ul.files").get_text()
    assert count(Location) == 1, "Asha's place of work alone"


def test_the_button_is_there_for_a_long_text_and_for_whoever_is_signed_in(at_desk, form):
    (button,) = form.select("#main-form button[formaction='/drafts/']")
    assert button.get_text() == "Hifadhi rasimu"
    assert not at_desk.get("/samples/numbers").select("button[formaction='/drafts/']")
    assert not at_desk.get("/me").select("button[formaction='/drafts/']")


def test_what_is_typed_is_kept_quietly_and_the_time_is_said(at_desk, form):
    answer = typing(at_desk, form, ward="Rujewa")

    assert answer.status_code == 200
    local = clock.now().astimezone(clock.ZONE)
    assert answer.text in {
        f"Rasimu imehifadhiwa {moment:%H:%M}" for moment in (local, local - timedelta(minutes=1))
    }
    assert count(Draft) == 1
    typing(at_desk, form, ward="Rujewa mjini")
    assert count(Draft) == 1, "one form, one draft"


def test_the_page_offers_the_draft_and_shows_nothing_of_it_before(at_desk, form):
    assert notice(form) is None
    typing(at_desk, form, ward="Rujewa")

    page = at_desk.get(PAGE)

    assert "Una rasimu ya" in page.select_one(".notice").get_text()
    assert "Rujewa" not in str(page)
    back = go_on(at_desk, page)
    assert back.select_one("#ward").text.strip() == "Rujewa"
    assert notice(back) is None


def test_another_page_and_another_person_are_offered_nothing(at_desk, form):
    typing(at_desk, form, ward="Rujewa")

    assert notice(at_desk.get(f"{PAGE}?asset=3")) is None
    assert notice(at_desk.get("/samples/numbers")) is None
    at_desk.sign_in(factories.user())
    assert notice(at_desk.get(PAGE)) is None


def test_a_form_in_which_nothing_was_typed_is_not_offered(at_desk, form):
    kept(at_desk, form)

    assert notice(at_desk.get(PAGE)) is None


def test_a_sent_form_leaves_no_draft(at_desk, form):
    typing(at_desk, form, name="Chumba 4", ward="Rujewa")

    at_desk.submit(form, name="Chumba 4", ward="Rujewa")

    assert count(Draft) == 0
    assert notice(at_desk.get(PAGE)) is None


def test_what_arrives_after_its_form_was_sent_makes_no_draft(at_desk, form):
    at_desk.submit(form, name="Chumba 4")

    assert typing(at_desk, form, name="Chumba 4").status_code == 204
    assert kept(at_desk, form, name="Chumba 4").location == PAGE
    assert count(Draft) == 0


def test_a_draft_that_was_sent_elsewhere_meanwhile_is_not_offered(at_desk, asha, form):
    """The quiet save and the press may be in two transactions at the same time."""
    key = form.select_one("[name=request_key]")["value"]
    typing(at_desk, form, ward="Rujewa")
    row = {"key": key, "user_id": asha.id, "content": "", "made_at": clock.now()}
    db.session.add(request_keys.RequestKey(**row))
    save()

    assert notice(at_desk.get(PAGE)) is None


def test_going_back_to_a_sent_draft_makes_no_second_record(at_desk, form):
    answer = kept(at_desk, form, name="Chumba 4")
    page = at_desk.get(answer.location)
    at_desk.submit(page)

    again = at_desk.get(answer.location)
    told = at_desk.submit(again, name="Chumba 4")

    assert told.h1.get_text() == "Chumba 4"
    assert count(Location) == 2, "Asha's place of work, and the one she made"


def test_a_discarded_draft_is_offered_no_more_and_may_be_taken_back(at_desk, form):
    typing(at_desk, form, ward="Rujewa")
    page = at_desk.get(PAGE)

    page = at_desk.press(page, discard_url(page))
    assert notice(page) is None

    back = at_desk.press(page, page.select_one(".notice form")["action"])
    assert back.select_one("#ward").text.strip() == "Rujewa"
    assert notice(at_desk.get(PAGE)) is not None


def test_nobody_touches_the_draft_of_another(at_desk, form):
    typing(at_desk, form, ward="Rujewa")
    url = discard_url(at_desk.get(PAGE))
    at_desk.sign_in(factories.user())

    at_desk.post(url, status=404)
    at_desk.post(url.replace("discard", "restore"), status=404)
    assert (
        at_desk._send("POST", TYPED, data=filled(form, csrf_token=at_desk.token())).status_code
        == 400
    )


def test_a_change_that_somebody_made_meanwhile_is_not_overwritten_by_a_draft(at_desk, asha):
    place = factories.location(asha.council_id, name="Chumba 4")
    save()
    path = f"/samples/{place.id}/edit"
    typing(at_desk, at_desk.get(path), name="Chumba 6")
    place.name = "Chumba 5"
    save()

    at_desk.submit(go_on(at_desk, at_desk.get(path)), status=409)


def test_a_draft_that_says_what_the_record_says_is_not_offered(at_desk, asha):
    place = factories.location(asha.council_id, name="Chumba 4")
    save()
    path = f"/samples/{place.id}/edit"

    typing(at_desk, at_desk.get(path))

    assert notice(at_desk.get(path)) is None


def test_an_answer_to_a_stale_button_is_no_draft(at_desk, asha):
    place = factories.location(asha.council_id, name="Chumba 4")
    save()
    path = f"/samples/{place.id}"
    sent_fields = {"version": 7, "next": path, "csrf_token": at_desk.token()}
    key = at_desk.get(path).select_one("main [name=request_key]")["value"]

    assert (
        at_desk._send("POST", f"{path}/close", data={**sent_fields, "request_key": key}).status_code
        == 409
    )

    assert notice(at_desk.get(f"{path}/edit")) is None


def test_no_password_is_kept(at_desk, form):
    typing(at_desk, form, ward="Rujewa", password_hint="jua kali")  # noqa: S106

    assert "jua kali" not in db.session.scalars(select(Draft.fields)).one()


def sign_out(pages):
    pages._send("POST", "/sign-out", data={"csrf_token": pages.token()})


def test_signing_out_of_a_shared_computer_clears_what_was_begun_there(at_desk, asha, form):
    kept(at_desk, form, ward="Rujewa", files=sent(png(), "a.png"))

    sign_out(at_desk)

    assert (count(Draft), count(Attachment)) == (0, 0)


def test_signing_out_leaves_what_was_begun_elsewhere(at_desk, asha, form):
    typing(at_desk, form, ward="Rujewa")
    at_desk.sign_in(asha)

    sign_out(at_desk)

    assert count(Draft) == 1


def test_signing_out_leaves_other_peoples_drafts(at_desk, asha, form):
    typing(at_desk, form, ward="Rujewa")
    at_desk.sign_in(factories.user())

    sign_out(at_desk)

    assert count(Draft) == 1


def test_an_ended_session_leaves_the_draft_for_the_next_one(at_desk, asha, form):
    typing(at_desk, form, ward="Rujewa")
    db.session.execute(update(SignInSession).values(ended_at=clock.now()))
    save()
    answer = typing(at_desk, form, ward="Rujewa mjini")
    assert answer.location.startswith("/sign-in")

    at_desk.sign_in(asha)

    page = go_on(at_desk, at_desk.get(PAGE))
    assert page.select_one("#ward").text.strip() == "Rujewa mjini"


@pytest.fixture
def at_own_desk(at_desk, asha):
    at_desk._client.set_cookie("own_computer", str(asha.id))
    return at_desk


def test_signing_out_of_ones_own_computer_leaves_the_drafts(at_own_desk, form):
    typing(at_own_desk, form, ward="Rujewa")

    sign_out(at_own_desk)

    assert count(Draft) == 1


def test_only_the_one_who_said_so_is_at_his_own_computer(at_own_desk, form):
    assert "data-own" in at_own_desk.get(PAGE).body.attrs
    at_own_desk.sign_in(factories.user())

    page = at_own_desk.get(PAGE)

    assert "data-own" not in page.body.attrs
    assert page.select("#copy-notice") == []


def test_the_next_page_says_once_which_form_was_sent(at_own_desk, form):
    shown = at_own_desk.submit(form, name="Chumba 4")

    assert shown.body["data-sent"] == form.select_one("[name=request_key]")["value"]
    assert at_own_desk.get(PAGE).body["data-sent"] == ""


def test_a_draft_of_last_week_is_forgotten(at_desk, form):
    typing(at_desk, form, ward="Rujewa")

    drafts.forget_before(clock.now() + timedelta(minutes=1))
    save()

    assert notice(at_desk.get(PAGE)) is None


def test_asking_for_a_draft_costs_one_statement_however_many_there_are(at_desk, form):
    before = at_desk.statements(PAGE)
    for _number in range(12):
        typing(at_desk, at_desk.get(PAGE), ward="Rujewa")

    assert at_desk.statements(PAGE) == before


def test_a_refused_answer_lives_on_its_page_and_not_at_the_address_of_its_button(at_desk, asha):
    place = factories.location(asha.council_id, name="Chumba 4")
    save()
    path = f"/samples/{place.id}"
    page = at_desk.get(path)
    data = {**successful(page, page.select_one("main form")).to_dict(), "version": "7"}

    refused = at_desk._send("POST", f"{path}/close", data=data)

    assert refused.status_code == 409
    assert f'name="next" value="{path}"' in refused.text

"""What a person typed and attached survives whatever refuses it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from helpdesk.accounts.models import SignInSession
from helpdesk.attachments.models import Attachment
from helpdesk.infra import clock, drafts, uploads
from helpdesk.infra.db import db
from helpdesk.infra.drafts import Draft
from helpdesk.org.models import Location
from tests import factories
from tests.controls import successful
from tests.infra.files import PDF, photo, png, sent


@pytest.fixture
def form(at_desk):
    return at_desk.get("/samples/new")


def filled(page, **typed):
    (form,) = page.select("#main-form")
    return {**successful(page, form).to_dict(), **typed}


def kept_names(page):
    return [
        item.get_text(" ", strip=True).split(" (")[0] for item in page.select("ul.files li > span")
    ]


def shown_files(page):
    return [item.get_text() for item in page.select("#files li")]


def count(what):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(what))


def end_sign_in():
    db.session.execute(update(SignInSession).values(ended_at=clock.now()))
    db.session.commit()


def sign_in_again(pages, user, path):
    """Sign in on the page that one was led to, without the slow password."""
    assert path.startswith("/sign-in?next=")
    pages.sign_in(user)
    with pages._client.application.test_request_context(path) as context:
        return pages.get(context.request.args["next"])


def test_a_refused_form_keeps_its_text_and_its_files(at_desk, form):
    refused = at_desk.submit(
        form,
        name="",
        ward="Rujewa",
        files=[sent(png(), "skrini.png"), sent(PDF, "barua.pdf")],
        status=422,
    )
    assert refused.select_one("#ward").text.strip() == "Rujewa"
    assert kept_names(refused) == ["skrini.png", "barua.pdf"]

    shown = at_desk.submit(refused, name="Chumba 4")

    assert shown_files(shown) == ["skrini.png", "barua.pdf"]
    assert count(Location) == 2, "Asha's place of work, and the one she made"


def test_a_file_may_be_taken_out_after_a_refusal(at_desk, form):
    files = [sent(png(), "a.png"), sent(PDF, "b.pdf")]
    refused = at_desk.submit(form, name="", files=files, status=422)
    (first, _second) = refused.select("[name=drop_files]")

    refused = at_desk.submit(refused, drop_files=[first["value"]], status=422)
    assert kept_names(refused) == ["b.pdf"]

    shown = at_desk.submit(refused, name="Chumba 4")
    assert shown_files(shown) == ["b.pdf"], "and does not come back after a second refusal"


def test_a_file_that_is_taken_out_and_chosen_again_is_kept(at_desk, form):
    refused = at_desk.submit(form, name="", files=[sent(png(), "a.png")], status=422)
    (box,) = refused.select("[name=drop_files]")

    shown = at_desk.submit(
        refused, name="Chumba 4", drop_files=[box["value"]], files=[sent(png(), "a.png")]
    )

    assert shown_files(shown) == ["a.png"]


def test_the_same_file_chosen_twice_is_kept_once(at_desk, form):
    refused = at_desk.submit(form, name="", files=[sent(png(), "a.png")], status=422)

    shown = at_desk.submit(refused, name="Chumba 4", files=[sent(png(), "a.png")])

    assert shown_files(shown) == ["a.png"]


def test_an_ended_sign_in_keeps_text_and_picture_for_the_same_person(at_desk, asha, form):
    end_sign_in()
    answer = at_desk._send(
        "POST",
        "/samples/new",
        data=filled(form, name="Chumba 4", ward="Rujewa", files=sent(photo(), "kifaa.jpg")),
    )
    assert answer.status_code == 303
    assert count(Location) == 1

    back = sign_in_again(at_desk, asha, answer.location)
    assert back.select_one("#name")["value"] == "Chumba 4"
    assert back.select_one("#ward").text.strip() == "Rujewa"
    assert kept_names(back) == ["kifaa.jpg"]

    shown = at_desk.submit(back)
    assert shown_files(shown) == ["kifaa.jpg"]
    assert count(Location) == 2
    file = db.session.scalars(select(Attachment)).one()
    assert (uploads.folder() / file.stored_name[:2] / file.stored_name).stat().st_size == file.size


def test_an_ended_sign_in_gives_nothing_to_whoever_signs_in_next(at_desk, form):
    end_sign_in()
    answer = at_desk._send(
        "POST",
        "/samples/new",
        data=filled(form, name="Siri", ward="Siri", files=sent(png(), "siri.png")),
    )

    page = sign_in_again(at_desk, factories.user(), answer.location)

    assert "siri" not in str(page).lower()
    file = db.session.scalars(select(Attachment)).one()
    at_desk.get(f"/attachments/{file.id}", status=404)


def test_a_form_without_a_token_is_refused_and_kept(at_desk, form):
    refused = at_desk.submit(
        form,
        name="Chumba 4",
        files=[sent(png(), "a.png")],
        csrf_token="junk",  # noqa: S106
        status=400,
    )

    (back,) = refused.select("main .buttons a")
    page = at_desk.get(back["href"])
    assert page.select_one("#name")["value"] == "Chumba 4"
    assert kept_names(page) == ["a.png"]
    assert shown_files(at_desk.submit(page)) == ["a.png"]


def test_other_words_and_files_under_a_used_key_are_kept_under_a_new_one(at_desk, form):
    at_desk.submit(form, name="Chumba 4", files=[sent(png(), "image.png")])

    told = at_desk.submit(
        form, name="Chumba 4", files=[sent(png(colour="green"), "image.png")], status=409
    )

    page = at_desk.get(told.select("main .buttons a")[1]["href"])
    assert kept_names(page) == ["image.png"], "another picture under the same name"
    assert shown_files(at_desk.submit(page)) == ["image.png"]


def test_a_change_of_language_keeps_what_is_half_typed(at_desk, form):
    typed = filled(form, name="Chumba 4", files=sent(png(), "a.png"), language="en")
    answer = at_desk._send("POST", "/language", data=typed)
    page = at_desk.get(answer.location)

    assert page.html["lang"] == "en"
    assert page.select_one("#name")["value"] == "Chumba 4"
    assert kept_names(page) == ["a.png"]
    assert shown_files(at_desk.submit(page)) == ["a.png"]


def test_passwords_are_never_kept(at_desk, form):
    at_desk.submit(form, name="", password_hint="jua kali", status=422)  # noqa: S106

    fields = db.session.scalars(select(Draft.fields)).one()
    assert "jua kali" not in fields
    assert "csrf_token" not in fields


def test_a_draft_is_shown_to_its_writer_alone(at_desk, form):
    refused = at_desk.submit(form, name="", ward="Siri", status=422)
    key = refused.select_one("[name=request_key]")["value"]
    at_desk.sign_in(factories.user())

    assert "Siri" not in str(at_desk.get(f"/samples/new?draft={key}"))


def test_a_form_that_is_not_keyed_is_not_kept_when_the_sign_in_has_ended(at_desk, form):
    end_sign_in()
    sent_fields = filled(form, name="Chumba 4", request_key="")

    answer = at_desk._send("POST", "/samples/new", data=sent_fields)

    assert answer.status_code == 303
    assert count(Draft) == 0


def test_old_drafts_are_forgotten(at_desk, form):
    at_desk.submit(form, name="", status=422)

    drafts.forget_before(clock.now() - timedelta(minutes=1))
    assert count(Draft) == 1
    drafts.forget_before(clock.now() + timedelta(minutes=1))
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0

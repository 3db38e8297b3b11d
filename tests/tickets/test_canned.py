"""Answers that are kept ready: writing them, and putting one into a reply."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.i18n import day
from helpdesk.tickets import rules, services
from helpdesk.tickets.models import CannedAnswer, Comment
from helpdesk.tickets.rules import Placeholder
from tests import factories
from tests.tickets.factories import ticket as opened
from tests.tickets.test_views import words

TEXTS = {
    "title_sw": "Tumepokea",
    "title_en": "Received",
    "text_sw": "Ndugu {jina}, ombi {namba} limepokelewa {tarehe}. {afisa}",
    "text_en": "Dear {jina}, request {namba} was received on {tarehe}. {afisa}",
}


def ready(officer, **given):
    texts = services.AnswerTexts(**{**TEXTS, **given})
    return services.add_answer(texts, actor=as_actor(officer))


def inserted(pages, ticket, answer, **typed):
    """Choose an answer on the page of a ticket, and press its button."""
    page = pages.get(f"/tickets/{ticket.id}")
    (button,) = page.select(f'button[formaction="/tickets/{ticket.id}/answer"]')
    form = button.find_parent("form")
    form["action"] = button["formaction"]
    return pages.submit(page, answer=answer.id, **typed)


def text_of(page):
    return page.select_one("#main-form #text").get_text().strip()


def test_an_answer_is_written_changed_and_retired(pages, officer):
    pages.sign_in(officer)

    pages.submit(pages.get("/tickets/answers/new"), **TEXTS)
    answer = db.session.scalars(db.select(CannedAnswer)).one()
    listed = pages.submit(pages.get(f"/tickets/answers/{answer.id}/change"), title_sw="Tumelipokea")
    assert "Tumelipokea" in words(listed, "tbody")

    retired = pages.press(listed, f"/tickets/answers/{answer.id}/retire")
    assert "Halitumiki tena" in words(retired, "tbody")
    back = pages.press(retired, retired.select_one(".notice form")["action"])
    assert "Halitumiki tena" not in words(back, "tbody")


def test_an_unknown_placeholder_is_refused_by_its_name(pages, officer):
    pages.sign_in(officer)
    page = pages.get("/tickets/answers/new")

    refused = pages.submit(page, status=422, **{**TEXTS, "text_en": "Dear {name} {namba} {x y}"})

    assert "{name}, {x y}" in words(refused, ".error-summary")
    assert refused.select_one("#text_en").get_text().strip() == "Dear {name} {namba} {x y}"


def test_two_answers_have_not_the_same_title(pages, officer):
    ready(officer)
    pages.sign_in(officer)

    refused = pages.submit(pages.get("/tickets/answers/new"), status=422, **TEXTS)

    assert refused.select(".error-summary a[href='#title_sw']")


@pytest.mark.parametrize(
    ("language", "begins"), [("sw", "Ndugu Mhasibu, ombi"), ("en", "Dear Mhasibu, request")]
)
def test_it_comes_in_the_language_of_the_requester_filled_in(
    pages, officer, requester, language, begins
):
    requester.language = language
    ticket, answer = opened(requester=requester), ready(officer)
    pages.sign_in(officer)

    text = text_of(inserted(pages, ticket, answer))

    assert text.startswith(begins)
    assert ticket.reference in text
    assert day(clock.now()) in text
    assert text.endswith("Afisa TEHAMA")


def test_what_was_typed_stays_above_it(pages, officer, requester):
    ticket, answer = opened(requester=requester), ready(officer, text_sw="Asante {jina}.")
    pages.sign_in(officer)

    page = inserted(pages, ticket, answer, text="Nimekuja, hukuwepo.")

    assert text_of(page) == "Nimekuja, hukuwepo.\n\nAsante Mhasibu."
    pages.submit(page)
    said = db.session.scalars(db.select(Comment.text)).all()
    assert said == ["Nimekuja, hukuwepo.\n\nAsante Mhasibu."]


def test_without_a_device_the_sentence_still_reads(pages, officer, requester):
    ticket, answer = opened(requester=requester), ready(officer, text_sw="Tunashughulikia {kifaa}.")
    pages.sign_in(officer)

    assert text_of(inserted(pages, ticket, answer)) == "Tunashughulikia kifaa chako."


def test_an_answer_by_its_address_alone(pages, officer, requester):
    ticket, answer = opened(requester=requester), ready(officer, text_sw="Asante {jina}.")
    pages.sign_in(officer)

    assert text_of(pages.get(f"/tickets/{ticket.id}?answer={answer.id}")) == "Asante Mhasibu."


def test_a_retired_or_foreign_answer_is_not_offered(pages, officer, requester):
    ticket, retired = opened(requester=requester), ready(officer)
    services.retire_answer(retired, actor=as_actor(officer))
    foreign = ready(factories.user("technician"), title_sw="Siri ya jirani")
    pages.sign_in(officer)

    assert "Siri ya jirani" not in str(pages.get(f"/tickets/{ticket.id}"))
    for answer in (retired, foreign):
        assert text_of(pages.get(f"/tickets/{ticket.id}?answer={answer.id}")) == ""
    pages.get(f"/tickets/answers/{foreign.id}/change", status=404)


@pytest.mark.parametrize("role", ["requester", "manager", "auditor"])
def test_others_neither_see_nor_use_them(pages, officer, requester, role):
    ticket, answer = opened(requester=requester), ready(officer)
    person = (
        requester if role == "requester" else factories.user(role, council_id=officer.council_id)
    )
    pages.sign_in(person)

    page = pages.get(f"/tickets/{ticket.id}?answer={answer.id}")

    assert "Tumepokea" not in page.get_text()
    assert "limepokelewa" not in page.get_text()
    pages.get("/tickets/answers", status=403)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Ndugu {jina}", []),
        ("{jina} {JINA} {x} {x}", ["{JINA}", "{x}"]),
        ("{}", ["{}"]),
        ("if (a) { b }", ["{ b }"]),
        ("no braces } {", []),
    ],
)
def test_the_list_of_placeholders_is_closed(text, unknown):
    assert rules.unknown_placeholders(text) == unknown


def test_values_are_put_in_once_and_never_read_again():
    values = {Placeholder.NAME: "{namba}", Placeholder.REFERENCE: "7"}

    assert rules.filled_in("{jina} {namba} {nyingine}", values) == "{namba} 7 {nyingine}"

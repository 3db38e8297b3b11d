"""Answering and resolving with one press: the words of the reply are the resolution."""

from io import BytesIO

from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.infra.db import db
from helpdesk.tickets import services
from helpdesk.tickets.models import Comment
from helpdesk.tickets.rules import Cause, Status
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.infra.files import png
from tests.tickets.test_canned import ready
from tests.tickets.test_views import words

RESOLVE = {"type": "hidden", "name": "resolve", "value": "1"}


def resolved(pages, ticket, *, page=None, status=303, **typed):
    """Press the second button of the reply, as a browser without scripts does."""
    page = page or pages.get(f"/tickets/{ticket.id}")
    assert page.select(f"#main-form button[name=resolve][value='{RESOLVE['value']}']")
    page.select_one("#main-form").append(page.new_tag("input", attrs=RESOLVE))
    return pages.submit(page, status=status, **typed)


def comments():
    return db.session.scalars(db.select(Comment)).all()


def test_three_presses_from_the_queue_answer_and_resolve(pages, officer, ticket):
    pages.sign_in(officer)
    link = pages.get("/tickets/").select_one("tbody th a")["href"]

    done = resolved(pages, ticket, page=pages.get(link), text="Kebo imebadilishwa.")

    assert (ticket.status, ticket.cause) == (Status.RESOLVED, Cause.UNKNOWN)
    assert ticket.resolution == "Kebo imebadilishwa."
    assert (comments(), done.select_one(".timeline").get_text().count("Kebo")) == ([], 1)


def test_the_cause_is_said_in_the_same_form(pages, officer, ticket):
    pages.sign_in(officer)

    resolved(pages, ticket, text="Kebo imebadilishwa.", found_cause="cable")

    assert ticket.cause is Cause.CABLE


def test_a_ready_answer_that_was_chosen_is_what_is_sent(pages, officer, requester, ticket):
    answer = ready(officer, text_sw="Asante {jina}.")
    pages.sign_in(officer)

    resolved(pages, ticket, answer=answer.id)

    assert ticket.resolution == "Asante Mhasibu."


def test_own_words_are_sent_without_an_answer_that_was_not_inserted(pages, officer, ticket):
    answer = ready(officer)
    pages.sign_in(officer)

    pages.submit(pages.get(f"/tickets/{ticket.id}"), answer=answer.id, text="Nakuja")

    assert [one.text for one in comments()] == ["Nakuja"]


def test_one_press_takes_it_back(pages, officer, ticket):
    pages.sign_in(officer)
    done = resolved(pages, ticket, text="Tayari")

    pages.press(done, f"/tickets/{ticket.id}/undo")

    assert (ticket.status, ticket.resolution) == (Status.NEW, "")


def test_without_words_nothing_is_resolved(pages, officer, ticket):
    pages.sign_in(officer)

    refused = resolved(pages, ticket, status=422, found_cause="wear")

    assert refused.select(".error-summary a[href='#text']")
    assert refused.select_one("#found_cause [selected]")["value"] == "wear"
    assert ticket.status is Status.NEW


def test_a_note_resolves_nothing(pages, officer, ticket):
    pages.sign_in(officer)

    refused = resolved(pages, ticket, status=422, text="Siri ya ndani", is_internal="y")

    assert refused.select(".error-summary a[href='#is_internal']")
    assert (ticket.status, comments()) == (Status.NEW, [])


def test_what_another_did_meanwhile_is_seen_first(pages, officer, ticket):
    other = factories.user("technician", council_id=officer.council_id)
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")
    services.take(ticket, actor=as_actor(other), now=MONDAY_MORNING)

    told = resolved(pages, ticket, page=page, status=409, text="Tayari")

    assert ticket.status is Status.IN_PROGRESS
    assert told.select_one("#text").get_text().strip() == "Tayari"


def test_what_the_requester_wrote_meanwhile_is_read_first(pages, officer, requester, ticket):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")
    services.reply(
        ticket, text="Bado", author=requester, actor=as_actor(requester), now=MONDAY_MORNING
    )

    told = resolved(pages, ticket, page=page, status=409, text="Tayari")
    assert "Bado" in words(told, ".error-summary")
    resolved(pages, ticket, page=told)

    assert ticket.status is Status.RESOLVED


def test_files_are_kept_beside_the_words_which_are_written_once(pages, officer, ticket):
    pages.sign_in(officer)

    shown = resolved(pages, ticket, text="Tayari", files=[(BytesIO(png()), "picha.png")])

    (file,) = db.session.scalars(db.select(Attachment)).all()
    (entry,) = [one for one in shown.select(".timeline > li") if "picha.png" in one.get_text()]
    assert (comments(), words(shown, ".timeline").count("Tayari")) == ([], 1)
    assert "Tayari" in entry.get_text()
    pages.sign_in(ticket.requester)
    assert pages.download(f"/attachments/{file.id}").status_code == 200


def test_only_officers_resolve_with_a_reply(pages, requester, ticket):
    pages.sign_in(requester)
    page = pages.get(f"/tickets/{ticket.id}")
    assert not page.select("[name=resolve], [name=found_cause]")

    page.select_one("#main-form").append(page.new_tag("input", attrs=RESOLVE))
    pages.submit(page, text="Limejirekebisha")

    assert (ticket.status, [one.text for one in comments()]) == (Status.NEW, ["Limejirekebisha"])


def test_what_is_over_offers_no_second_button(pages, officer, ticket):
    services.resolve(
        ticket, cause=Cause.WEAR, resolution="x", actor=as_actor(officer), now=MONDAY_MORNING
    )
    pages.sign_in(officer)

    assert not pages.get(f"/tickets/{ticket.id}").select("[name=resolve]")

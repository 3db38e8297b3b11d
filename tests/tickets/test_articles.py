"""Help articles beside a ticket, and a new one from a solved ticket."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.knowledge.models import Article
from helpdesk.tickets import services
from helpdesk.tickets.rules import Cause
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.knowledge.factories import article
from tests.tickets.factories import ticket as opened


@pytest.fixture
def officer(app):
    return factories.user("technician")


@pytest.fixture
def ticket(officer):
    asha = factories.user(council_id=officer.council_id)
    return opened(
        requester=asha, subject="Printer haichapishi", description="Karatasi haitoki tangu jana."
    )


@pytest.fixture
def solved(officer, ticket):
    services.resolve(
        ticket,
        cause=Cause.CABLE,
        resolution="Kebo imechomekwa upya.",
        actor=as_actor(officer),
        now=MONDAY_MORNING,
    )
    return ticket


def links(page, start):
    return [link["href"] for link in page.select(f"main a[href^='{start}']")]


def test_an_officer_sees_what_was_written_about_such_a_problem(pages, officer, ticket):
    about = article(officer.council_id, title_sw="Printa haichapishi")
    article(officer.council_id, title_sw="Kompyuta haiwaki")
    pages.sign_in(officer)

    shown = pages.get(f"/tickets/{ticket.id}")

    assert links(shown, "/articles/") == [f"/articles/{about.id}"]
    pages.sign_in(ticket.requester)
    assert links(pages.get(f"/tickets/{ticket.id}"), "/articles/") == []


def test_a_solved_ticket_becomes_an_article_with_its_words(pages, officer, solved):
    pages.sign_in(officer)
    (url,) = links(pages.get(f"/tickets/{solved.id}"), "/articles/new")

    form = pages.get(url)
    assert form.select_one("#title_sw")["value"] == "Printer haichapishi"
    assert form.select_one("#problem_sw").get_text(strip=True) == "Karatasi haitoki tangu jana."
    assert form.select_one("#cause_sw").get_text(strip=True) == "Kebo au kiunganishi"
    assert form.select_one("#solution_sw").get_text(strip=True) == "Kebo imechomekwa upya."
    pages.submit(form)

    (made,) = db.session.scalars(db.select(Article))
    assert (made.source_kind, made.source_id) == ("ticket", solved.id)
    shown = pages.get(f"/tickets/{solved.id}")
    assert links(shown, "/articles/") == [f"/articles/{made.id}"]


def test_an_open_ticket_offers_no_article_yet(pages, officer, ticket):
    pages.sign_in(officer)

    assert links(pages.get(f"/tickets/{ticket.id}"), "/articles/new") == []


def test_nobody_makes_an_article_of_what_he_may_not_see(pages, solved):
    pages.sign_in(factories.user("technician"))

    pages.get(f"/articles/new?from=ticket&id={solved.id}", status=404)


@pytest.mark.parametrize("query", ["from=ticket", "from=hakuna&id=1", "id=1", "from=ticket&id=x"])
def test_a_source_that_nobody_knows_begins_an_empty_article(pages, officer, query):
    pages.sign_in(officer)

    assert not pages.get(f"/articles/new?{query}").select_one("#title_sw").get("value")


def test_an_article_begins_without_what_belongs_to_the_people_of_the_ticket(pages, officer):
    asha = factories.user(council_id=officer.council_id, name="Asha Mrisho")
    ticket = opened(
        requester=asha, subject="Printa", description="Mimi Asha Mrisho, simu 0754123456."
    )
    services.resolve(
        ticket,
        cause=Cause.CABLE,
        resolution="Asha amechomeka kebo.",
        actor=as_actor(officer),
        now=MONDAY_MORNING,
    )
    pages.sign_in(officer)

    page = pages.get(f"/articles/new?from=ticket&id={ticket.id}")

    assert page.select_one("#problem_sw").text.strip() == "Mimi …, simu …."
    assert page.select_one("#solution_sw").text.strip() == "… amechomeka kebo."

"""A request with a form is not resolved past its form, and no words are lost on the way."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.tickets import services
from helpdesk.tickets.models import Comment
from helpdesk.tickets.rules import Cause, Status
from tests.factories import MONDAY_MORNING
from tests.kinds.factories import correction, people
from tests.pages import save
from tests.tickets.factories import ticket as opened
from tests.tickets.test_reply_and_resolve import RESOLVE
from tests.tickets.test_views import words


@pytest.fixture
def somebody(app):
    return people()


@pytest.fixture
def held(somebody):
    made = correction(somebody).ticket
    save()
    return made


def test_the_page_offers_no_way_past_the_form_and_leads_to_it(pages, somebody, held):
    pages.sign_in(somebody.officer)

    page = pages.get(f"/tickets/{held.id}")

    assert not page.select(
        f"[name=resolve], [name=found_cause], [href='/tickets/{held.id}/resolve']"
    )
    assert "Ombi hili lina fomu" in words(page, "main")
    assert page.select(f"a[href='/tickets/{held.id}#form']")
    assert page.select("section#form")
    assert pages.redirected(f"/tickets/{held.id}/resolve") == f"/tickets/{held.id}"


def test_a_reply_that_would_resolve_it_is_shown_again_with_its_words(pages, somebody, held):
    pages.sign_in(somebody.officer)
    page = pages.get(f"/tickets/{held.id}")
    page.select_one("#main-form").append(page.new_tag("input", attrs=RESOLVE))

    told = pages.submit(page, status=409, text="Nimebadilisha moja kwa moja")

    assert told.select_one("#text").get_text().strip() == "Nimebadilisha moja kwa moja"
    assert "Ombi hili lina fomu" in words(told, "main")
    assert db.session.scalars(db.select(Comment)).all() == []


def test_a_page_from_before_is_shown_again_with_its_words(pages, somebody, held):
    other = opened(requester=somebody.asker)
    pages.sign_in(somebody.officer)
    page = pages.get(f"/tickets/{other.id}/resolve")
    page.select_one("#main-form")["action"] = f"/tickets/{held.id}/resolve"
    page.select_one("#main-form [name=version]")["value"] = held.version

    told = pages.submit(page, status=409, cause="wear", resolution="Nimefanya")

    assert told.select_one("#resolution").get_text().strip() == "Nimefanya"
    assert told.select_one("#cause [selected]")["value"] == "wear"
    assert "Ombi hili lina fomu" in words(told, "main")
    assert held.status is Status.WAITING


def test_the_end_of_an_outage_leaves_it_to_its_form(somebody, held):
    officer = as_actor(somebody.officer)
    outage = opened(requester=somebody.asker)
    services.mark_outage(outage, subject="Mtandao", actor=officer, now=MONDAY_MORNING)
    services.put_under_outage(held, outage, actor=officer, now=MONDAY_MORNING)

    services.resolve(
        outage, cause=Cause.CABLE, resolution="Tayari", actor=officer, now=MONDAY_MORNING
    )

    assert outage.status is Status.RESOLVED
    assert (held.status, held.parent_id) == (Status.WAITING, None)

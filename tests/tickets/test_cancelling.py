"""What will not be done is cancelled with a reason, and comes back for ten minutes."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock, request_keys
from helpdesk.infra.db import db
from helpdesk.tickets import services
from helpdesk.tickets.rules import Cause, Status
from tests import factories
from tests.tickets.factories import ticket as opened


@pytest.fixture
def ticket(officer):
    return opened(requester=factories.user(council_id=officer.council_id), now=clock.now())


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def status_of(ticket):
    db.session.expire_all()
    return ticket.status


def test_an_officer_cancels_and_takes_it_back(pages, ticket, officer):
    services.take(ticket, actor=as_actor(officer), now=clock.now())
    pages.sign_in(officer)

    shown = pages.submit(pages.get(f"/tickets/{ticket.id}/cancel"), why="Kifaa kimeondolewa")
    assert status_of(ticket) is Status.CANCELLED
    assert "Kifaa kimeondolewa" in words(shown)

    pages.press(shown, f"/tickets/{ticket.id}/uncancel")
    assert status_of(ticket) is Status.IN_PROGRESS


def test_a_requester_cancels_what_nobody_took_up(pages, ticket):
    pages.sign_in(ticket.requester)
    page = pages.get(f"/tickets/{ticket.id}")
    assert page.select(f"a[href='/tickets/{ticket.id}/cancel']")

    shown = pages.submit(pages.get(f"/tickets/{ticket.id}/cancel"), why="Imejirekebisha")
    assert status_of(ticket) is Status.CANCELLED
    pages.press(shown, f"/tickets/{ticket.id}/uncancel")
    assert status_of(ticket) is Status.NEW


def test_a_requester_does_not_cancel_what_is_worked_on(pages, ticket, officer):
    services.take(ticket, actor=as_actor(officer), now=clock.now())
    pages.sign_in(ticket.requester)

    assert not pages.get(f"/tickets/{ticket.id}").select("a[href$='/cancel']")
    assert pages.get(f"/tickets/{ticket.id}/cancel", status=409)


def test_what_is_over_is_not_cancelled(pages, ticket, officer):
    services.resolve(
        ticket, cause=Cause.WEAR, resolution="x", actor=as_actor(officer), now=clock.now()
    )
    pages.sign_in(officer)

    assert pages.get(f"/tickets/{ticket.id}/cancel", status=409)


def test_a_reason_is_asked(pages, ticket, officer):
    pages.sign_in(officer)

    refused = pages.submit(pages.get(f"/tickets/{ticket.id}/cancel"), why=" ", status=422)

    assert refused.select(".error-summary a[href='#why']")
    assert status_of(ticket) is Status.NEW


def test_a_requester_undoes_nothing_but_his_own_cancelling(pages, ticket, officer):
    services.cancel(ticket, reason="x", actor=as_actor(officer), now=clock.now())
    version = ticket.version
    pages.sign_in(ticket.requester)
    key = request_keys.new_key(ticket.requester_id, "Undo")

    pages.post(f"/tickets/{ticket.id}/uncancel", version=version, request_key=key, status=422)

    assert status_of(ticket) is Status.CANCELLED


def test_who_only_reads_it_cancels_nothing(pages, ticket):
    pages.sign_in(factories.user("auditor", council_id=ticket.council_id))

    assert pages.get(f"/tickets/{ticket.id}/cancel", status=403)

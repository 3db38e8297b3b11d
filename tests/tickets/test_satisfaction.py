"""The requester says how content he is, and nobody says it for him."""

from datetime import timedelta

import pytest
import time_machine

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules, services
from helpdesk.tickets.models import Satisfaction
from helpdesk.tickets.rules import Cause, Score, Status
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY_MORNING + HOUR, tick=False):
        yield


@pytest.fixture
def ticket(requester, officer):
    return resolved(opened(requester=requester), officer)


def resolved(ticket, officer):
    services.resolve(
        ticket,
        cause=Cause.WEAR,
        resolution="Roller mpya",
        actor=as_actor(officer),
        now=MONDAY_MORNING,
    )
    return ticket


@pytest.fixture
def closed(ticket):
    services.confirm(ticket, actor=as_actor(ticket.requester), now=MONDAY_MORNING)
    return ticket


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def said(ticket):
    db.session.expire_all()
    return db.session.get(Satisfaction, ticket.id)


def test_after_the_confirmation_five_words_are_offered(pages, ticket):
    pages.sign_in(ticket.requester)
    page = pages.get(f"/tickets/{ticket.id}")
    assert not page.select("#rate-form")

    asked = pages.press(page, f"/tickets/{ticket.id}/confirm")

    labels = [label.get_text(strip=True) for label in asked.select("#rate-form .option label")]
    assert labels == [
        "1 Sijaridhika kabisa",
        "2 Sijaridhika",
        "3 Wastani",
        "4 Nimeridhika",
        "5 Nimeridhika sana",
    ]
    thanked = pages.submit(asked, form="rate-form", score="4", remark="Haraka")
    assert "Nimeridhika" in words(thanked, "aside")
    assert (said(ticket).score, said(ticket).comment) == (4, "Haraka")


def test_officers_head_auditor_and_the_manager_read_it(pages, closed, officer):
    services.rate(
        closed,
        Score.CONTENT,
        comment="Haraka sana",
        actor=as_actor(closed.requester),
        now=MONDAY_MORNING,
    )
    council_id = closed.council_id
    readers = [officer, *(factories.user(r, council_id=council_id) for r in ("head", "auditor"))]
    chief = factories.user(council_id=council_id)
    factories.grant(chief, "manager", department_id=closed.at_department_id)

    for reader in [*readers, chief]:
        pages.sign_in(reader)
        shown = pages.get(f"/tickets/{closed.id}")
        assert "Haraka sana" in words(shown, "aside")
        assert not shown.select("#rate-form")


def test_a_score_is_needed(pages, closed):
    pages.sign_in(closed.requester)

    refused = pages.submit(
        pages.get(f"/tickets/{closed.id}"), form="rate-form", remark="Haraka", status=422
    )

    assert refused.select(".error-summary a[href='#score-0']")
    assert refused.select_one("#remark").get_text(strip=True) == "Haraka"
    assert said(closed) is None


@pytest.mark.parametrize("score", ["0", "6", "x", "-1", "4.5"])
def test_no_other_score_is_taken(pages, closed, score):
    pages.sign_in(closed.requester)

    pages.submit(pages.get(f"/tickets/{closed.id}/rate"), score=score, status=422)

    assert said(closed) is None


def test_it_may_be_changed_for_two_weeks(pages, closed):
    pages.sign_in(closed.requester)
    pages.submit(pages.get(f"/tickets/{closed.id}/rate"), score="2")

    again = pages.get(f"/tickets/{closed.id}/rate")
    assert again.select_one("[name=score][checked]")["value"] == "2"
    pages.submit(again, score="5")
    assert said(closed).score == 5

    with time_machine.travel(MONDAY_MORNING + 15 * DAY, tick=False):
        pages.sign_in(closed.requester)
        assert pages.get(f"/tickets/{closed.id}/rate", status=404)
        assert not pages.get(f"/tickets/{closed.id}").select("a[href$='/rate'], #rate-form")


@pytest.mark.parametrize(("days", "may"), [(0, True), (14, True), (15, False)])
def test_the_window_is_counted_from_the_closing(days, may):
    closed_at = MONDAY_MORNING

    assert rules.can_rate(Status.CLOSED, closed_at, now=closed_at + days * DAY) is may
    assert not rules.can_rate(Status.RESOLVED, None, now=closed_at)


def test_who_solved_it_does_not_rate_it(pages, officer):
    own = resolved(opened(requester=officer), officer)
    services.confirm(own, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(officer)

    assert pages.get(f"/tickets/{own.id}/rate", status=404)
    with pytest.raises(rules.MayNotRateError):
        services.rate(own, Score.CONTENT, comment="", actor=as_actor(officer), now=MONDAY_MORNING)


def test_an_officer_who_asked_a_colleague_may_rate(officer):
    asker = factories.user("technician", council_id=officer.council_id)
    own = resolved(opened(requester=asker), officer)
    services.confirm(own, actor=as_actor(asker), now=MONDAY_MORNING)

    assert queries.may_rate(own, actor=as_actor(asker), now=MONDAY_MORNING)
    assert not queries.may_rate(own, actor=as_actor(officer), now=MONDAY_MORNING)


def test_nobody_rates_anothers_request(pages, closed, officer):
    for person in (officer, factories.user(council_id=closed.council_id), factories.user()):
        pages.sign_in(person)
        assert pages.get(f"/tickets/{closed.id}/rate", status=404)

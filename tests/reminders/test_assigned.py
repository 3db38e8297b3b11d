"""Whoever is given a request hears of it, and of nothing that he took himself."""

import pytest
import time_machine

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.reminders.models import Notification
from helpdesk.reminders.rules import Kind
from helpdesk.tickets import services
from helpdesk.tickets.rules import BulkAct
from helpdesk.tickets.rules import Kind as TicketKind
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.tickets.factories import ticket as opened


@pytest.fixture(autouse=True)
def monday(app):
    with time_machine.travel(MONDAY_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def head(app):
    return factories.user("head", name="Mkuu Tehama")


@pytest.fixture
def juma(head):
    return factories.user("technician", council_id=head.council_id, name="Afisa Juma")


@pytest.fixture
def neema(head):
    return factories.user("technician", council_id=head.council_id, name="Afisa Neema")


@pytest.fixture
def ticket(head):
    return opened(requester=factories.user(council_id=head.council_id))


def given(ticket, to, by):
    services.give(ticket, to=to, actor=as_actor(by), now=clock.now())
    save()


def told():
    return [(one.user_id, one.kind) for one in db.session.scalars(db.select(Notification))]


def test_an_officer_hears_who_gave_him_a_request_and_the_next_one_too(
    pages, ticket, head, juma, neema
):
    given(ticket, juma, head)
    given(ticket, neema, juma)

    assert told() == [(juma.id, Kind.ASSIGNED), (neema.id, Kind.ASSIGNED)]
    pages.sign_in(juma)
    said = pages.get("/notifications/").select_one("main").get_text(" ")
    assert "Mkuu Tehama amekupangia ombi hili" in said
    assert "unashughulikia ombi hili" in said


def test_nobody_is_told_of_what_he_took_or_gave_himself(ticket, juma):
    services.take(ticket, actor=as_actor(juma), now=clock.now())
    given(opened(requester=ticket.requester), juma, juma)

    assert told() == []


def test_a_whole_team_hears_of_its_request_but_for_whoever_gave_it(
    pages, ticket, head, juma, neema
):
    facts = services.TeamFacts(name_sw="Mtandao", name_en="Network", members=[juma, neema])
    team = services.add_team(facts, actor=as_actor(head))

    given(ticket, team, juma)

    assert told() == [(neema.id, Kind.TEAM)]
    pages.sign_in(neema)
    assert "timu yako" in pages.get("/notifications/").select_one("main").get_text(" ")


def test_a_team_hears_nothing_of_a_security_incident_that_it_may_not_see(ticket, head, juma):
    ticket.kind = TicketKind.SECURITY_INCIDENT
    facts = services.TeamFacts(name_sw="Mtandao", name_en="Network", members=[juma])
    team = services.add_team(facts, actor=as_actor(head))

    given(ticket, team, head)

    assert told() == []


def unread():
    wanted = db.select(Notification).where(Notification.read_at.is_(None))
    return [(one.user_id, one.kind) for one in db.session.scalars(wanted)]


def test_what_is_taken_back_is_no_news_but_an_earlier_time_is(ticket, head, juma, neema):
    given(ticket, juma, head)
    given(ticket, neema, head)
    assert unread() == [(juma.id, Kind.ASSIGNED), (neema.id, Kind.ASSIGNED)]

    services.undo(ticket, actor=as_actor(head), now=clock.now())
    save()

    assert unread() == [(juma.id, Kind.ASSIGNED)]


def test_a_whole_team_forgets_what_is_taken_back_with_many(ticket, head, juma, neema):
    facts = services.TeamFacts(name_sw="Mtandao", name_en="Network", members=[juma, neema])
    team = services.add_team(facts, actor=as_actor(head))
    wish = services.Wish(act=BulkAct.ASSIGN, to=team)
    seen = {ticket.id: ticket.version}
    done = services.carry_out(wish, [ticket], seen, actor=as_actor(head), now=clock.now())
    save()
    assert len(unread()) == 2

    services.take_back_batch(done.batch, actor=as_actor(head), now=clock.now())
    save()

    assert unread() == []

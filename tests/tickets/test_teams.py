"""Teams, and tickets that are handed over to a team or an officer."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Comment, Team
from helpdesk.tickets.rules import Status
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened
from tests.tickets.test_triage import state
from tests.tickets.test_views import words


@pytest.fixture
def head(app):
    return factories.user("head", name="Mkuu wa kitengo")


@pytest.fixture
def officer(head):
    return factories.user("technician", council_id=head.council_id, name="Afisa TEHAMA")


@pytest.fixture
def requester(head):
    return factories.user(council_id=head.council_id, name="Mhasibu")


@pytest.fixture
def team(head, officer):
    facts = services.TeamFacts(name_sw="Mtandao", name_en="Network", members=[officer])
    return services.add_team(facts, actor=as_actor(head))


def test_a_team_is_made_changed_closed_and_opened_again(pages, head, officer):
    pages.sign_in(head)

    page = pages.get("/tickets/teams/new")
    listed = pages.submit(page, name_sw="Vifaa", name_en="Hardware", member_ids=[str(officer.id)])
    assert "Afisa TEHAMA" in words(listed, "tbody")
    team = db.session.scalars(db.select(Team)).one()
    listed = pages.submit(pages.get(f"/tickets/teams/{team.id}/change"), name_sw="Vifaa vyote")
    assert [member.id for member in team.members] == [officer.id]

    closed = pages.press(listed, f"/tickets/teams/{team.id}/close")
    assert "Imefungwa" in words(closed, "tbody")
    back = pages.press(closed, f"/tickets/teams/{team.id}/undo")
    assert "Imefungwa" not in words(back, "tbody")


def test_members_can_all_be_taken_out(pages, head, team):
    pages.sign_in(head)

    pages.submit(pages.get(f"/tickets/teams/{team.id}/change"), member_ids=None)

    assert team.members == []


def test_two_teams_have_not_the_same_name(pages, head, team):
    pages.sign_in(head)
    page = pages.get("/tickets/teams/new")

    refused = pages.submit(page, name_sw="Mtandao", name_en="Other", status=422)

    assert refused.select(".error-summary a[href='#name_sw']")


def test_a_ticket_is_handed_to_a_team_with_a_note(pages, officer, requester, team):
    ticket = opened(requester=requester)
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}/assign")

    shown = pages.submit(page, assignee_id=f"team-{team.id}", note="Swichi ya ghorofa 2")

    assert (ticket.status, ticket.assignee_id, ticket.team_id) == (Status.ASSIGNED, None, team.id)
    note = db.session.scalars(db.select(Comment)).one()
    assert (note.is_internal, note.text) == (True, "Swichi ya ghorofa 2")
    assert "Mtandao" in words(shown, "[role=status]")

    pages.sign_in(requester)
    assert "Swichi" not in pages.get(f"/tickets/{ticket.id}").get_text()


def test_handing_over_is_undone_as_a_whole(pages, officer, requester, team):
    ticket = opened(requester=requester)
    before = state(ticket)
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}/assign")
    shown = pages.submit(page, assignee_id=f"team-{team.id}", note="Kwa timu")

    pages.press(shown, f"/tickets/{ticket.id}/undo")

    assert state(ticket) == before


def test_a_member_takes_what_the_team_has(pages, officer, requester, team):
    ticket = opened(requester=requester)
    services.give(ticket, to=team, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(officer)

    page = pages.get(f"/tickets/{ticket.id}")
    pages.press(page, f"/tickets/{ticket.id}/take")

    assert (ticket.assignee_id, ticket.team_id) == (officer.id, team.id)


def test_the_queue_is_narrowed_to_a_team_and_names_it(pages, officer, requester, team):
    opened(requester=requester, subject="Ya mtu")
    ticket = opened(requester=requester, subject="Ya timu")
    services.give(ticket, to=team, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(officer)

    page = pages.get(f"/tickets/?team={team.id}")

    assert [a.get_text() for a in page.select("tbody th a")] == ["Ya timu"]
    assert "Timu: Mtandao" in words(page, "tbody")
    assert "Liko kwa timu" in words(page, "tbody")
    assert queries.open_tickets_by_team(as_actor(officer)) == {team.id: 1}


def test_a_closed_team_is_given_nothing_more(pages, head, officer, requester, team):
    ticket = opened(requester=requester)
    services.close_team(team, actor=as_actor(head))
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}/assign")

    assert f"team-{team.id}" not in str(page)
    pages.submit(page, assignee_id=f"team-{team.id}", status=422)


def test_officers_see_the_teams_and_the_head_makes_them(pages, officer, team):
    pages.sign_in(officer)

    page = pages.get("/tickets/teams")
    assert "Mtandao" in words(page, "tbody")
    assert not page.select("tbody form")
    pages.get("/tickets/teams/new", status=403)


def test_teams_of_other_councils_do_not_exist(pages, team):
    stranger = factories.user("head")
    pages.sign_in(stranger)

    assert not pages.get("/tickets/teams").select("tbody")
    pages.get(f"/tickets/teams/{team.id}/change", status=404)


@pytest.mark.parametrize("role", ["requester", "manager", "storekeeper"])
def test_others_see_no_team(pages, head, requester, team, role):
    ticket = opened(requester=requester)
    services.give(ticket, to=team, actor=as_actor(head), now=MONDAY_MORNING)
    pages.sign_in(factories.user(role, council_id=head.council_id))

    pages.get("/tickets/teams", status=403)
    assert not pages.get("/tickets/").select("select#team")

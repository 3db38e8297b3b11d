"""The help desk as people meet it."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import request_keys
from helpdesk.infra.db import db
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Comment, Ticket
from helpdesk.tickets.rules import Cause, Priority, Status
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def test_two_answers_open_a_ticket(pages, requester):
    pages.sign_in(requester)

    page = pages.get("/tickets/new")
    assert page.h1.get_text(strip=True) == "Toa taarifa ya tatizo"
    shown = pages.submit(page, subject="Printa haichapishi", hardship="slowed")

    ticket = db.session.scalars(db.select(Ticket)).one()
    assert shown.select_one("#reference").get_text(strip=True) == ticket.reference
    assert (ticket.requester_id, ticket.status) == (requester.id, Status.NEW)
    assert ticket.reference in words(shown, "[role=status]")


def test_what_is_missing_is_named_and_what_was_typed_stays(pages, requester):
    pages.sign_in(requester)

    refused = pages.submit(pages.get("/tickets/new"), description="Tangu Jumatatu", status=422)

    assert refused.title.get_text(strip=True).startswith("Kosa: ")
    links = [a["href"] for a in refused.select(".error-summary a")]
    assert links == ["#subject", "#hardship-0"]
    assert refused.select_one("#description").get_text().strip() == "Tangu Jumatatu"
    assert db.session.scalars(db.select(Ticket)).all() == []


@pytest.mark.parametrize(
    "typed",
    [
        {"subject": "x" * 10_000},
        {"hardship": "none of these"},
        {"asset_id": "999"},
        {"asset_id": "abc"},
        {"description": "x" * 10_000},
        {"subject": "a\x00b"},
    ],
    ids=str,
)
def test_bad_input_is_refused_in_words(pages, requester, typed):
    pages.sign_in(requester)
    page = pages.get("/tickets/new")
    usual = {"subject": "Printa", "hardship": "slowed"}

    refused = pages.submit(page, status=422, **{**usual, **typed})

    assert refused.select(".error-summary li")
    assert db.session.scalars(db.select(Ticket)).all() == []


def test_hostile_text_is_shown_as_text(pages, requester):
    hostile = "<script>alert(1)</script> {{7*7}} ' OR 1=1 --"
    pages.sign_in(requester)

    shown = pages.submit(pages.get("/tickets/new"), subject=hostile, hardship="slowed")

    assert shown.h1.get_text(strip=True) == hostile
    assert db.session.scalars(db.select(Ticket.subject)).one() == hostile


def test_strangers_are_sent_to_sign_in_and_back(pages, app):
    assert pages.redirected("/tickets/?q=a") == "/sign-in?next=%2Ftickets%2F%3Fq%3Da"


def test_requesters_see_their_own_tickets_only(pages, requester, ticket):
    opened(requester=factories.user(council_id=requester.council_id), subject="Ya mwingine")
    pages.sign_in(requester)

    listed = [row.get_text(strip=True) for row in pages.get("/tickets/").select("tbody th a")]

    assert listed == [ticket.subject]


def test_tickets_of_others_do_not_exist(pages, requester, officer, ticket):
    foreign = opened()
    stranger = factories.user(council_id=requester.council_id)

    pages.sign_in(stranger)
    assert pages.get(f"/tickets/{ticket.id}", status=404)
    pages.sign_in(officer)
    assert pages.get(f"/tickets/{foreign.id}", status=404)
    assert pages.get("/tickets/999999", status=404)


def test_the_queue_counts_and_narrows(pages, officer, ticket):
    other = opened(requester=ticket.requester, subject="Kompyuta haiwaki")
    services.take(other, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(officer)

    queue = pages.get("/tickets/")
    pills = [pill.get_text(strip=True) for pill in queue.select(".views a")]
    assert pills[0] == "Hayajapangiwa afisa (1)"
    assert pills[1] == "Yangu (1)"

    mine = pages.get("/tickets/?view=mine")
    assert [a.get_text() for a in mine.select("tbody th a")] == ["Kompyuta haiwaki"]
    found = pages.get("/tickets/?q=CHAPISHI")
    assert [a.get_text() for a in found.select("tbody th a")] == [ticket.subject]
    assert "Hakuna" in words(pages.get("/tickets/?q=hakuna+kama+hii"), ".empty")


@pytest.mark.parametrize("query", ["status=nothing", "assignee=x", "after=junk", "before=1~x"])
def test_a_made_up_address_shows_the_queue(pages, officer, ticket, query):
    pages.sign_in(officer)

    assert pages.get(f"/tickets/?{query}").select("tbody tr")


def test_taking_and_undoing(pages, officer, ticket):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")

    taken = pages.press(page, f"/tickets/{ticket.id}/take")
    assert ticket.assignee_id == officer.id
    back = pages.press(taken, f"/tickets/{ticket.id}/undo")

    assert (ticket.status, ticket.assignee_id) == (Status.NEW, None)
    assert "kama" in words(back, "[role=status]")


def test_what_was_undone_is_not_undone_again(app, pages, officer, ticket):
    pages.sign_in(officer)
    url = f"/tickets/{ticket.id}"
    pages.submit(pages.get(f"{url}/resolve"), cause="wear", resolution="Roller mpya")
    with app.test_request_context():
        once, again = (request_keys.new_key(officer.id, "Undo") for _time in range(2))
    pages.post(f"{url}/undo", request_key=once, version=ticket.version)
    seen = ticket.version
    told = pages.post(f"{url}/undo", status=422, request_key=again, version=seen)

    assert "Hili haliwezi kutenduliwa tena" in words(told, ".error-summary")
    assert (ticket.status, ticket.cause, ticket.resolution) == (Status.NEW, None, "")
    assert ticket.resolved_at is None


def test_only_one_of_two_officers_takes_a_ticket(pages, officer, ticket):
    second = factories.user("technician", council_id=officer.council_id)
    pages.sign_in(second)
    stale = pages.get(f"/tickets/{ticket.id}")
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)

    told = pages.press(stale, f"/tickets/{ticket.id}/take", status=409)

    assert ticket.assignee_id == officer.id
    assert "Afisa TEHAMA" in words(told, ".error-summary")


def test_a_reply_that_crosses_another_is_kept(pages, officer, requester, ticket):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")
    services.reply(
        ticket,
        text="Sasa inachapisha",
        author=requester,
        actor=as_actor(requester),
        now=MONDAY_MORNING,
    )

    told = pages.submit(page, text="Nakuja", status=409)
    assert "Sasa inachapisha" in words(told, ".timeline")
    assert told.select_one("#text").get_text().strip() == "Nakuja"
    pages.submit(told)

    said = [one.text for one in queries.comments(ticket, actor=as_actor(officer))]
    assert said == ["Sasa inachapisha", "Nakuja"]


def test_a_requester_never_sees_a_note(pages, officer, requester, ticket):
    pages.sign_in(officer)
    pages.submit(pages.get(f"/tickets/{ticket.id}"), text="Siri ya ndani", is_internal="y")
    assert db.session.scalars(db.select(Comment)).one().is_internal

    pages.sign_in(requester)
    assert "Siri ya ndani" not in pages.get(f"/tickets/{ticket.id}").get_text()


def test_a_requester_cannot_write_a_note(pages, requester, ticket):
    pages.sign_in(requester)
    page = pages.get(f"/tickets/{ticket.id}")
    assert not page.select("[name=is_internal]")

    form = page.select_one("#main-form")
    sent = {
        tag["name"]: tag.get("value", "") for tag in form.select("[name]") if tag.name == "input"
    }
    pages.post(f"/tickets/{ticket.id}/reply", **{**sent, "text": "Mimi", "is_internal": "y"})

    assert not db.session.scalars(db.select(Comment)).one().is_internal


def test_the_whole_way_to_the_end(pages, officer, requester, ticket):
    pages.sign_in(officer)
    pages.press(pages.get(f"/tickets/{ticket.id}"), f"/tickets/{ticket.id}/take")
    pages.submit(
        pages.get(f"/tickets/{ticket.id}/wait"), waiting_for="parts", reason="Roller imeagizwa"
    )
    pages.press(pages.get(f"/tickets/{ticket.id}"), f"/tickets/{ticket.id}/resume")
    pages.submit(pages.get(f"/tickets/{ticket.id}/resolve"), cause="wear", resolution="Roller mpya")
    states = [ticket.status]

    pages.sign_in(requester)
    pages.submit(pages.get(f"/tickets/{ticket.id}/reopen"), reason="Bado inakwama")
    states.append(ticket.status)
    services.resolve(
        ticket, cause=Cause.WEAR, resolution="Tena", actor=as_actor(officer), now=MONDAY_MORNING
    )
    pages.press(pages.get(f"/tickets/{ticket.id}"), f"/tickets/{ticket.id}/confirm")

    assert [*states, ticket.status] == [Status.RESOLVED, Status.IN_PROGRESS, Status.CLOSED]


def test_what_a_wait_is_for_is_said_once(pages, officer, requester, ticket):
    pages.sign_in(officer)
    pages.press(pages.get(f"/tickets/{ticket.id}"), f"/tickets/{ticket.id}/take")
    page = pages.get(f"/tickets/{ticket.id}/wait")
    pages.submit(page, waiting_for="parts", reason="Roller imeagizwa")

    for person in (officer, requester):
        pages.sign_in(person)
        assert pages.get(f"/tickets/{ticket.id}").main.get_text().count("Roller imeagizwa") == 1


def test_an_illegal_move_is_refused(app, pages, requester, officer, ticket):
    pages.sign_in(requester)
    with app.test_request_context():
        key = request_keys.new_key(requester.id, "ConfirmForm")
    sent = {"request_key": key, "version": ticket.version}
    pages.post(f"/tickets/{ticket.id}/confirm", status=409, **sent)
    pages.post(f"/tickets/{ticket.id}/take", status=403)
    assert ticket.status is Status.NEW


def test_assigning_to_somebody_of_another_council_is_refused(pages, officer, ticket):
    stranger = factories.user("technician")
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}/assign")

    pages.submit(page, assignee_id=stranger.id, status=422)
    pages.submit(page, assignee_id=officer.id)

    assert (ticket.status, ticket.assignee_id) == (Status.ASSIGNED, officer.id)


def test_a_manager_sees_his_departments_and_cannot_reply(pages, requester):
    council_id = requester.council_id
    here, there = factories.department(council_id), factories.department(council_id)
    seen = opened(requester=factories.user(council_id=council_id, department_id=here.id))
    hidden = opened(requester=factories.user(council_id=council_id, department_id=there.id))
    manager = factories.user("requester", council_id=council_id)
    factories.grant(manager, "manager", department_id=here.id)
    pages.sign_in(manager)

    page = pages.get(f"/tickets/{seen.id}")

    assert not page.select("#main-form")
    pages.post(f"/tickets/{seen.id}/reply", text="Harakisheni", status=403)
    pages.get(f"/tickets/{hidden.id}", status=404)


@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_pages_run_as_many_statements_for_20000_tickets_as_for_20(pages, officer, ticket):
    pages.sign_in(officer)
    paths = ["/tickets/", "/tickets/?view=all", "/", f"/tickets/{ticket.id}", "/tickets/new"]
    multiply(ticket, 20)
    few = [pages.statements(path) for path in paths]
    multiply(ticket, 19_980)

    assert [pages.statements(path) for path in paths] == few
    assert "zaidi ya 1,000" in pages.get("/tickets/").get_text()


def multiply(ticket, times):
    """Write copies straight into the table; twenty thousand by hand would take minutes."""
    db.session.flush()
    row = {one.key: getattr(ticket, one.key) for one in Ticket.__table__.columns if one.key != "id"}
    taken = db.session.scalar(db.select(db.func.count()).select_from(Ticket))
    copies = [{**row, "reference": f"X/{taken + number}"} for number in range(times)]
    db.session.execute(db.insert(Ticket), copies)


def test_a_button_pressed_without_a_version_is_stale(pages, officer, ticket):
    pages.sign_in(officer)

    pages.post(f"/tickets/{ticket.id}/take", status=409)

    assert ticket.assignee_id is None


def test_the_history_says_what_else_changed(pages, officer, ticket):
    services.change(
        ticket,
        {"priority": Priority.P1},
        reason="Malipo",
        actor=as_actor(officer),
        now=MONDAY_MORNING,
    )
    pages.sign_in(officer)

    history = pages.get(f"/tickets/{ticket.id}").select_one(".timeline").get_text(" ")

    assert "Kipaumbele kilibadilishwa kutoka" in history
    assert "Malipo" in history


def test_every_move_is_taken_back_from_its_notice(pages, officer, ticket):
    """The notice carries the version that was committed, whatever the clock wrote meanwhile."""
    pages.sign_in(officer)
    url = f"/tickets/{ticket.id}"
    pages.press(pages.get(url), f"{url}/take")

    waiting = {"waiting_for": "parts", "reason": "Roller imeagizwa."}
    solved = {"cause": "wear", "resolution": "Roller imebadilishwa."}
    for step, typed in (("wait", waiting), ("resolve", solved)):
        shown = pages.submit(pages.get(f"{url}/{step}"), **typed)
        pages.press(shown, f"{url}/undo")
        assert ticket.status is Status.IN_PROGRESS

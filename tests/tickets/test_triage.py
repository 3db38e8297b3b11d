"""The triage: every new ticket in one page, sorted with one save."""

from datetime import timedelta

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules, services
from helpdesk.tickets.models import Category, TicketStatusChange
from helpdesk.tickets.rules import Kind, Priority, Status
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened
from tests.tickets.test_views import multiply, words


@pytest.fixture
def printers(officer):
    return category(officer, "PRI", "Printa", "printa*:3")


def category(officer, code, name, keywords=""):
    names = {"code": code, "name_sw": name, "name_en": name, "kind": Kind.INCIDENT}
    return factories.saved(Category(council_id=officer.council_id, keywords=keywords, **names))


def subjects(page):
    return [link.get_text(strip=True) for link in page.select("tbody th a")]


def chosen(page, box, ticket):
    (option,) = page.select(f"#{box}-{ticket.id} option[selected]") or [None]
    return option and option["value"]


def test_what_is_due_first_stands_first_with_a_guess(pages, officer, requester, printers):
    later = opened(requester=requester, subject="Neno", now=MONDAY_MORNING + timedelta(hours=2))
    first = opened(requester=requester, subject="Printa haichapishi")
    pages.sign_in(officer)

    page = pages.get("/tickets/triage")

    assert subjects(page) == ["Printa haichapishi", "Neno"]
    assert chosen(page, "category", first) == str(printers.id)
    assert chosen(page, "category", later) is None
    assert chosen(page, "priority", first) == first.priority
    assert chosen(page, "to", first) == str(officer.id)


def test_the_guesses_share_the_work_out(pages, officer, second, requester):
    taken = opened(requester=requester)
    services.take(taken, actor=as_actor(officer), now=MONDAY_MORNING)
    new = [opened(requester=requester) for _number in range(3)]
    pages.sign_in(officer)

    page = pages.get("/tickets/triage")

    assert [chosen(page, "to", one) for one in new] == [
        str(second.id),
        str(officer.id),
        str(second.id),
    ]


@pytest.mark.parametrize(
    ("times", "loads", "chosen"),
    [(0, {}, []), (2, {1: 5, 2: 0}, [2, 2]), (3, {}, [1, 2, 1]), (1, {1: 1, 2: 1}, [1])],
)
def test_the_officer_with_the_fewest_gets_the_next(times, loads, chosen):
    assert rules.share_out(times, [1, 2], loads) == chosen


def test_without_officers_nobody_is_guessed():
    assert rules.share_out(2, [], {}) == []


def test_nine_tickets_are_sorted_with_one_save(pages, officer, second, requester, printers):
    tickets = [opened(requester=requester, subject=f"Printa {number}") for number in range(9)]
    pages.sign_in(officer)
    page = pages.get("/tickets/triage")
    values = {f"to-{tickets[0].id}": second.id, f"priority-{tickets[1].id}": "P1"}

    done = pages.submit(page, reason="Malipo ya mwisho wa mwezi", **values)

    assert "Maombi 9 yamepangwa" in words(done, "[role=status]")
    assert {one.status for one in tickets} == {Status.ASSIGNED}
    assert {one.category_id for one in tickets} == {printers.id}
    assert tickets[0].assignee_id == second.id
    assert (tickets[1].priority, tickets[1].priority_reason) == (
        Priority.P1,
        "Malipo ya mwisho wa mwezi",
    )
    assert tickets[2].priority_reason == ""
    assert "Hakuna ombi jipya" in words(done)


def test_a_new_priority_asks_why_and_keeps_what_was_chosen(pages, officer, requester, printers):
    ticket = opened(requester=requester, subject="Neno")
    pages.sign_in(officer)
    page = pages.get("/tickets/triage")
    values = {f"priority-{ticket.id}": "P1", f"category-{ticket.id}": printers.id}

    refused = pages.submit(page, status=422, **values)

    assert "kipaumbele" in words(refused, ".error-summary")
    assert chosen(refused, "priority", ticket) == "P1"
    assert chosen(refused, "category", ticket) == str(printers.id)
    pages.submit(refused, reason="Baraza linakaa leo")
    assert ticket.priority is Priority.P1


def test_nobody_yet_leaves_the_ticket_new_but_sorted(pages, officer, requester, printers):
    ticket = opened(requester=requester)
    pages.sign_in(officer)

    page = pages.get("/tickets/triage")
    pages.submit(page, **{f"to-{ticket.id}": "", f"category-{ticket.id}": printers.id})

    assert (ticket.status, ticket.assignee_id) == (Status.NEW, None)
    assert ticket.category_id == printers.id


def test_what_another_changed_is_named_and_the_rest_is_saved(
    pages, officer, second, requester, printers
):
    mine, other = opened(requester=requester, subject="A"), opened(requester=requester, subject="B")
    pages.sign_in(officer)
    page = pages.get("/tickets/triage")
    services.take(other, actor=as_actor(second), now=MONDAY_MORNING)

    told = pages.submit(page, status=200, **{f"category-{other.id}": printers.id})

    assert mine.assignee_id is not None
    assert (other.assignee_id, other.category_id) == (second.id, None)
    assert "limebadilishwa na Afisa wa pili" in words(told, ".error-summary")
    assert other.reference in words(told, ".error-summary")
    assert "Ombi 1 limepangwa" in words(told, "[role=status]")
    assert f"Yaliyohifadhiwa: {mine.reference}." in words(told, ".error-summary")
    assert subjects(told) == ["B"]
    assert chosen(told, "category", other) == str(printers.id)

    pages.submit(told)
    assert other.category_id == printers.id


def test_where_another_changed_all_of_them_nothing_is_saved_and_what_was_chosen_stays(
    pages, officer, second, requester, printers
):
    ticket = opened(requester=requester, subject="A")
    pages.sign_in(officer)
    page = pages.get("/tickets/triage")
    services.take(ticket, actor=as_actor(second), now=MONDAY_MORNING)

    told = pages.submit(page, status=409, **{f"category-{ticket.id}": printers.id})

    assert "limebadilishwa na Afisa wa pili" in words(told, ".error-summary")
    assert "Yaliyohifadhiwa" not in words(told)
    assert (ticket.assignee_id, ticket.category_id) == (second.id, None)
    assert chosen(told, "category", ticket) == str(printers.id)
    pages.submit(told)
    assert ticket.category_id == printers.id


def test_a_reply_that_comes_meanwhile_changes_nothing_of_the_sorting(pages, officer, requester):
    ticket = opened(requester=requester)
    pages.sign_in(officer)
    page = pages.get("/tickets/triage")
    services.reply(
        ticket, text="Harakisha", author=requester, actor=as_actor(requester), now=MONDAY_MORNING
    )

    pages.submit(page)

    assert ticket.assignee_id == officer.id


def test_one_press_takes_the_whole_sorting_back(pages, officer, requester, printers):
    tickets = [opened(requester=requester, subject="Printa") for _number in range(3)]
    before = [state(ticket) for ticket in tickets]
    pages.sign_in(officer)
    page = pages.get("/tickets/triage")
    done = pages.submit(page, reason="Ni haraka", **{f"priority-{tickets[0].id}": "P1"})

    back = pages.press(done, done.select_one(".notice form")["action"])

    assert "Maombi 3" in words(back, "[role=status]")
    assert [state(ticket) for ticket in tickets] == before


def state(ticket):
    """All of a ticket but what only counts its changes."""
    db.session.flush()
    db.session.refresh(ticket)
    columns = (one.key for one in ticket.__table__.columns)
    return {
        name: getattr(ticket, name)
        for name in columns
        if name not in ("version", "last_activity_at")
    }


def test_the_sorting_is_in_the_history_and_under_one_name(pages, officer, requester):
    tickets = [opened(requester=requester) for _number in range(2)]
    pages.sign_in(officer)

    pages.submit(pages.get("/tickets/triage"))

    changes = db.session.scalars(db.select(TicketStatusChange)).all()
    assert [one.ticket_id for one in changes] == [ticket.id for ticket in tickets]
    assert len({one.batch for one in changes}) == 1


def test_what_is_under_an_outage_or_with_a_team_is_not_sorted(officer, requester):
    outage, child = opened(requester=requester), opened(requester=requester)
    actor = as_actor(officer)
    services.change(child, {"parent_id": outage.id}, reason="", actor=actor, now=MONDAY_MORNING)
    facts = services.TeamFacts(name_sw="Mtandao", name_en="Network", members=[officer])
    team = services.add_team(facts, actor=actor)
    services.give(outage, to=team, actor=actor, now=MONDAY_MORNING)

    assert queries.untriaged(actor) == []


def test_nobody_sorts_what_he_may_not_see(pages, officer, requester):
    foreign = opened()
    own = opened(requester=requester)
    pages.sign_in(officer)
    page = pages.get("/tickets/triage")
    assert subjects(page) == [own.subject]

    form = page.select_one("#main-form")
    sent = {
        tag["name"]: tag.get("value", "")
        for tag in form.select("input[name]")
        if not tag["name"].startswith("seen-")
    }
    made_up = {f"seen-{foreign.id}": 1, f"to-{foreign.id}": officer.id}
    pages.post("/tickets/triage", **sent, **made_up, **{f"priority-{foreign.id}": "P3"})

    assert foreign.assignee_id is None


@pytest.mark.parametrize("role", ["requester", "manager", "auditor", "storekeeper"])
def test_only_officers_sort(pages, officer, role):
    pages.sign_in(factories.user(role, council_id=officer.council_id))

    pages.get("/tickets/triage", status=403)
    assert "/tickets/triage" not in str(pages.get("/tickets/"))


@pytest.mark.parametrize(
    "made_up", [{"to": "team-999"}, {"to": "x"}, {"category": "999"}, {"priority": "P9"}], ids=str
)
def test_what_is_not_offered_is_refused(pages, officer, requester, made_up):
    ticket = opened(requester=requester)
    pages.sign_in(officer)
    page = pages.get("/tickets/triage")

    ((box, value),) = made_up.items()
    pages.submit(page, status=422, **{f"{box}-{ticket.id}": value})

    assert ticket.status is Status.NEW


@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_the_triage_runs_as_many_statements_for_20000_tickets_as_for_20(pages, officer, requester):
    ticket = opened(requester=requester)
    pages.sign_in(officer)
    multiply(ticket, 20)
    few = pages.statements("/tickets/triage")
    multiply(ticket, 19_980)

    assert pages.statements("/tickets/triage") == few
    assert len(subjects(pages.get("/tickets/triage"))) == rules.MOST_ROWS

"""One act on many tickets: what will change, what cannot and why, and the way back."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules, services
from helpdesk.tickets.models import Category, Comment
from helpdesk.tickets.rules import BulkAct, BulkRefusal, Cause, Kind, Priority, Status, WaitingFor
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened
from tests.tickets.test_triage import state
from tests.tickets.test_views import multiply, words


def bulk(act, *tickets):
    return f"/tickets/bulk?act={act}&" + "&".join(f"ticket={one.id}" for one in tickets)


def test_ticked_tickets_go_to_a_page_that_says_what_will_change(pages, officer, requester):
    one, two = opened(requester=requester), opened(requester=requester)
    pages.sign_in(officer)

    queue = pages.get("/tickets/")
    boxes = queue.select("tbody input[type=checkbox][form=bulk]")
    assert {box["value"] for box in boxes} == {str(one.id), str(two.id)}
    bar = queue.select_one("form#bulk")
    assert (bar["method"], bar["action"]) == ("get", "/tickets/bulk")
    offered = [option["value"] for option in bar.select("option")]
    assert offered == list(BulkAct)

    page = pages.get(bulk("take", one, two))
    assert "Maombi 2 yatabadilika" in words(page)
    assert one.status is Status.NEW


def test_what_cannot_change_is_named_with_the_reason(pages, officer, second, requester):
    able, mine, theirs, over = (opened(requester=requester) for _number in range(4))
    services.take(mine, actor=as_actor(officer), now=MONDAY_MORNING)
    services.take(theirs, actor=as_actor(second), now=MONDAY_MORNING)
    services.resolve(
        over, cause=Cause.WEAR, resolution="Tayari", actor=as_actor(second), now=MONDAY_MORNING
    )
    pages.sign_in(officer)

    page = pages.get(bulk("take", able, mine, theirs, over))

    said = words(page)
    assert "Ombi 1 litabadilika. 3 hayawezi." in said
    for ticket, why in [
        (mine, "tayari unalishughulikia"),
        (theirs, "mtu mwingine analishughulikia"),
        (over, "limeshafungwa au kughairiwa"),
    ]:
        heading = next(h2 for h2 in page.select("h2") if why in h2.get_text())
        assert ticket.reference in heading.find_next("ul").get_text()

    done = pages.submit(page)
    assert able.assignee_id == officer.id
    assert theirs.assignee_id == second.id
    assert f"{theirs.reference} (mtu mwingine analishughulikia)" in words(done)


def test_one_press_takes_all_of_it_back(pages, officer, requester):
    tickets = [opened(requester=requester) for _number in range(3)]
    before = [state(ticket) for ticket in tickets]
    pages.sign_in(officer)

    done = pages.submit(pages.get(bulk("take", *tickets)))
    assert "Maombi 3 yamebadilika" in words(done, "[role=status]")
    assert {one.status for one in tickets} == {Status.IN_PROGRESS}
    pages.press(done, done.select_one(".notice form")["action"])

    assert [state(ticket) for ticket in tickets] == before


def test_what_moved_on_since_is_left_and_named(pages, officer, second, requester):
    one, two = opened(requester=requester), opened(requester=requester)
    pages.sign_in(officer)
    done = pages.submit(pages.get(bulk("take", one, two)))
    services.resolve(
        two, cause=Cause.WEAR, resolution="Tayari", actor=as_actor(second), now=MONDAY_MORNING
    )

    back = pages.press(done, done.select_one(".notice form")["action"])

    assert (one.status, two.status) == (Status.NEW, Status.RESOLVED)
    said = words(back, ".notice-warning")
    assert two.reference in said
    assert "Afisa wa pili" in said
    assert one.reference not in said


def test_what_the_officer_has_begun_with_is_not_taken_from_him_again(
    pages, officer, second, requester
):
    given_back, answered = opened(requester=requester), opened(requester=requester)
    pages.sign_in(officer)
    done = pages.submit(pages.get(bulk("assign", given_back, answered)), to=second.id)
    now = clock.now()
    services.reply(answered, text="Naja", author=second, actor=as_actor(second), now=now)

    back = pages.press(done, done.select_one(".notice form")["action"])

    assert (given_back.assignee_id, answered.assignee_id) == (None, second.id)
    said = words(back, ".notice-warning")
    assert "Ombi 1 limeshughulikiwa" in said
    assert f"{answered.reference} – Afisa wa pili" in said


def test_where_all_were_worked_on_it_says_so(pages, officer, second, requester):
    ticket = opened(requester=requester)
    pages.sign_in(officer)
    done = pages.submit(pages.get(bulk("assign", ticket)), to=second.id)
    services.take(ticket, actor=as_actor(second), now=clock.now())

    back = pages.press(done, done.select_one(".notice form")["action"])

    assert ticket.assignee_id == second.id
    assert f"{ticket.reference} – Afisa wa pili" in words(back, ".notice-warning")
    pages.press(done, done.select_one(".notice form")["action"])


def test_what_another_changes_between_preview_and_act_is_left_and_named(
    pages, officer, second, requester
):
    one, two = opened(requester=requester), opened(requester=requester)
    pages.sign_in(officer)
    page = pages.get(bulk("assign", one, two))
    services.take(two, actor=as_actor(second), now=MONDAY_MORNING)

    done = pages.submit(page, to=officer.id)

    assert (one.assignee_id, two.assignee_id) == (officer.id, second.id)
    assert f"{two.reference} – Afisa wa pili" in words(done, ".notice-warning")


def test_after_ten_minutes_it_stays(pages, officer, requester):
    ticket = opened(requester=requester)
    pages.sign_in(officer)
    done = pages.submit(pages.get(bulk("take", ticket)))
    action = done.select_one(".notice form")["action"]

    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=True):
        pages.press(done, action, status=409)

    assert ticket.status is Status.IN_PROGRESS


def test_nobody_takes_back_what_another_did(pages, officer, second, requester):
    ticket = opened(requester=requester)
    pages.sign_in(officer)
    done = pages.submit(pages.get(bulk("take", ticket)))
    action = done.select_one(".notice form")["action"]
    pages.sign_in(second)

    pages.post(action, status=404)

    assert ticket.assignee_id == officer.id


def test_a_reply_to_all_asks_for_their_number_and_reaches_each(pages, officer, requester):
    tickets = [opened(requester=requester) for _number in range(2)]
    pages.sign_in(officer)
    page = pages.get(bulk("reply", *tickets))

    wrong = pages.submit(page, text="Tunakuja leo", number="3", status=422)
    assert wrong.select_one("#text").get_text().strip() == "Tunakuja leo"
    done = pages.submit(wrong, number="2")

    said = db.session.scalars(db.select(Comment).order_by(Comment.ticket_id)).all()
    assert [(one.ticket_id, one.text) for one in said] == [
        (ticket.id, "Tunakuja leo") for ticket in tickets
    ]
    assert not done.select(".notice form")


@pytest.mark.parametrize(
    ("act", "typed", "changed"),
    [
        ("priority", {"priority": "P1", "why": "Baraza leo"}, {"priority": Priority.P1}),
        ("resolve", {"cause": "wear", "resolution": "Imekamilika"}, {"status": Status.RESOLVED}),
        ("cancel", {"reason": "Si la TEHAMA"}, {"status": Status.CANCELLED}),
    ],
)
def test_acts_with_words(pages, officer, requester, act, typed, changed):
    ticket = opened(requester=requester)
    before = state(ticket)
    pages.sign_in(officer)

    done = pages.submit(pages.get(bulk(act, ticket)), **typed)
    assert {name: getattr(ticket, name) for name in changed} == changed
    pages.press(done, done.select_one(".notice form")["action"])

    assert state(ticket) == before


def test_closing_takes_only_what_is_resolved(pages, officer, requester):
    still, over = opened(requester=requester), opened(requester=requester)
    services.resolve(
        over, cause=Cause.WEAR, resolution="Tayari", actor=as_actor(officer), now=MONDAY_MORNING
    )
    pages.sign_in(officer)

    pages.submit(pages.get(bulk("close", still, over)))

    assert (still.status, over.status) == (Status.NEW, Status.CLOSED)


def test_many_go_under_an_outage(pages, officer, requester):
    outage, one, two = (opened(requester=requester) for _number in range(3))
    services.mark_outage(
        outage, subject="MUSE haipatikani", actor=as_actor(officer), now=MONDAY_MORNING
    )
    pages.sign_in(officer)
    page = pages.get(bulk("outage", outage, one, two))
    assert "Maombi 2 yatabadilika. 1 haliwezi." in words(page)

    pages.submit(page, outage_id=outage.id)

    assert (one.parent_id, two.parent_id) == (outage.id, outage.id)


def test_what_has_the_value_already_is_said_to_be_so(pages, officer, requester):
    one, two = opened(requester=requester), opened(requester=requester)
    services.change(
        two, {"priority": Priority.P1}, reason="", actor=as_actor(officer), now=MONDAY_MORNING
    )
    pages.sign_in(officer)

    done = pages.submit(pages.get(bulk("priority", one, two)), priority="P1", why="Leo")

    assert "Ombi 1 limebadilika" in words(done, ".notice-done")
    assert f"{two.reference} (tayari liko hivyo)" in words(done, ".notice-warning")


@pytest.mark.parametrize("query", ["", "?act=take", "?act=none&ticket=1", "?act=take&ticket=x"])
def test_without_tickets_or_an_act_it_says_what_to_do(pages, officer, query):
    pages.sign_in(officer)

    assert pages.redirected(f"/tickets/bulk{query}") == "/tickets/"
    assert "Weka alama" in words(pages.get("/tickets/"), ".notice-warning")


def test_at_most_five_hundred_at_once(pages, officer, requester):
    pages.sign_in(officer)
    ticket = opened(requester=requester)
    multiply(ticket, rules.MOST_AT_ONCE)

    queue = pages.get("/tickets/?view=unassigned")
    assert not queue.select("#all")
    assert "punguza orodha" in words(queue, "form#bulk")
    for chosen in ("all=view%3Dunassigned", "&".join(f"ticket={one}" for one in range(1, 502))):
        assert pages.redirected(f"/tickets/bulk?act=take&{chosen}") == "/tickets/"
        assert "zaidi ya 500" in words(pages.get("/tickets/"), ".notice-warning")


@pytest.fixture
def long_view(officer, requester):
    """More open tickets than a page of the queue has, one of them begun by another officer."""
    tickets = [opened(requester=requester) for _number in range(55)]
    other = factories.user("technician", council_id=officer.council_id)
    services.take(tickets[3], actor=as_actor(other), now=MONDAY_MORNING)
    return tickets


def test_all_of_a_view_changes_at_once_and_comes_back_with_one_press(pages, officer, long_view):
    foreign = opened(subject="Siri ya jirani")
    pages.sign_in(officer)
    queue = pages.get("/tickets/?status=new")
    box = queue.select_one("form#bulk #all")
    assert "Maombi yote 54" in words(queue, "label[for=all]")

    page = pages.get(f"/tickets/bulk?act=take&{urlencode({'all': box['value']})}")
    assert "Maombi 54 yatabadilika" in words(page)
    assert "mengine 4" in words(page)
    late = opened(requester=long_view[0].requester)
    done = pages.submit(page)

    assert "Maombi 54 yamebadilika" in words(done, ".notice-done")
    assert (late.status, foreign.status) == (Status.NEW, Status.NEW)  # nobody was shown these
    pages.press(done, done.select_one(".notice form")["action"])
    assert [one.status for one in long_view].count(Status.NEW) == 54


def test_what_of_a_whole_view_cannot_change_is_said_before(pages, officer, long_view):
    pages.sign_in(officer)

    page = pages.get("/tickets/bulk?act=take&all=view%3Dopen")

    assert "Maombi 54 yatabadilika. 1 haliwezi." in words(page)
    assert "mtu mwingine analishughulikia" in words(page)


def test_a_whole_view_is_offered_only_where_it_is_longer_than_the_page(pages, officer, requester):
    opened(requester=requester)
    pages.sign_in(officer)

    assert not pages.get("/tickets/").select("#all")


def test_no_more_than_ten_are_named_in_a_notice(pages, officer, second, requester):
    tickets = [opened(requester=requester) for _number in range(14)]
    pages.sign_in(officer)
    page = pages.get(bulk("take", *tickets))
    for ticket in tickets[1:]:
        services.take(ticket, actor=as_actor(second), now=MONDAY_MORNING)

    said = words(pages.submit(page), ".notice-warning")

    assert tickets[10].reference in said
    assert tickets[11].reference not in said
    assert "mengine 3" in said


def test_it_leads_back_to_the_list_where_it_began_and_nowhere_else(pages, officer, requester):
    ticket = opened(requester=requester)
    pages.sign_in(officer)

    page = pages.get(bulk("take", ticket) + "&back=/tickets/?view=unassigned")
    assert page.select_one(".back a")["href"] == "/tickets/?view=unassigned"
    page = pages.get(bulk("take", ticket) + "&back=https://example.org/")
    assert page.select_one(".back a")["href"] == "/tickets/"


def test_tickets_of_others_are_not_among_them(pages, officer, requester):
    foreign, own = opened(subject="Siri ya jirani"), opened(requester=requester)
    pages.sign_in(officer)

    page = pages.get(bulk("take", foreign, own))

    assert "Siri ya jirani" not in page.get_text()
    pages.submit(page)
    assert foreign.assignee_id is None


@pytest.mark.parametrize("role", ["requester", "manager", "auditor", "storekeeper"])
def test_only_officers_do_this(pages, officer, requester, role):
    opened(requester=requester)
    pages.sign_in(factories.user(role, council_id=officer.council_id))

    pages.get("/tickets/bulk", status=403)
    assert "form=" not in str(pages.get("/tickets/?view=all").select("tbody"))


def test_every_reason_is_found():
    usual = {"is_own": False, "is_outage": False, "is_child": False}
    found = {
        rules.bulk_refusal(act, status, **{**usual, name: True})
        for act in BulkAct
        for status in Status
        for name in usual
    }

    elsewhere = {BulkRefusal.CHANGED, BulkRefusal.SAME, BulkRefusal.HELD, BulkRefusal.NO_FORM}
    assert found == {*BulkRefusal, None} - elsewhere


MOVES = ["take", "assign", "wait", "resolve", "reply", "nothing"]


@given(
    moves=st.lists(st.sampled_from(MOVES), min_size=1, max_size=4),
    act=st.sampled_from([act for act in BulkAct if act not in (BulkAct.REPLY, BulkAct.OUTAGE)]),
    priority=st.sampled_from(Priority),
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_after_undo_every_ticket_equals_what_it_was_before(
    officer, requester, second, moves, act, priority
):
    tickets = [prepared(requester, officer, move) for move in moves]
    before = [state(ticket) for ticket in tickets]
    actor, now = as_actor(second), MONDAY_MORNING + timedelta(hours=3)
    wish = services.Wish(
        act=act, to=officer, priority=priority, category_id=kind(officer).id, text="Kwa pamoja"
    )

    seen = {ticket.id: ticket.version for ticket in tickets}
    outcome = services.carry_out(wish, tickets, seen, actor=actor, now=now)
    if outcome.changed:
        services.take_back_batch(outcome.batch, actor=actor, now=now + timedelta(minutes=5))

    assert [state(ticket) for ticket in tickets] == before
    left = sum(len(some) for some in outcome.refused.values())
    assert len(outcome.changed) + left == len(tickets)


def kind(officer):
    known = queries.categories(as_actor(officer))
    names = {"code": "X", "name_sw": "X", "name_en": "X", "kind": Kind.INCIDENT}
    return known[0] if known else factories.saved(Category(council_id=officer.council_id, **names))


def prepared(requester, officer, move):
    """A ticket on which something has happened already."""
    ticket, actor = opened(requester=requester), as_actor(officer)
    now = MONDAY_MORNING + timedelta(hours=1)
    if move in ("take", "wait"):
        services.take(ticket, actor=actor, now=now)
    if move == "wait":
        parts = WaitingFor.PARTS
        services.wait(ticket, waiting_for=parts, reason="Roller", actor=actor, now=now)
    if move == "assign":
        services.assign(ticket, to=officer, actor=actor, now=now)
    if move == "resolve":
        services.resolve(ticket, cause=Cause.WEAR, resolution="Tayari", actor=actor, now=now)
    if move == "reply":
        services.reply(ticket, text="Naja", author=officer, actor=actor, now=now)
    return ticket


@pytest.mark.parametrize("act", ["assign", "priority", "category", "reply", "resolve", "cancel"])
def test_what_an_act_needs_is_asked_for_by_name(pages, officer, requester, act):
    ticket = opened(requester=requester)
    before = state(ticket)
    pages.sign_in(officer)

    refused = pages.submit(pages.get(bulk(act, ticket)), status=422)

    for link in refused.select(".error-summary a[href^='#']"):
        assert refused.select_one(link["href"])
    assert refused.select(".error-summary li")
    assert state(ticket) == before
    assert db.session.scalars(db.select(Comment)).all() == []


def test_what_was_changed_can_be_taken_back_from_the_list_for_ten_minutes(
    pages, officer, second, requester
):
    tickets = [opened(requester=requester) for _number in range(3)]
    with time_machine.travel(MONDAY_MORNING, tick=False) as at:
        pages.sign_in(officer)
        done = pages.submit(pages.get(bulk("take", *tickets)))
        assert [one.get_text(strip=True) for one in done.select(".notice button")] == ["Tendua"]
        pages.get("/")
        pages.sign_in(second)
        assert "kwa pamoja" not in words(pages.get("/tickets/"))
        pages.sign_in(officer)
        assert "Ulibadilisha maombi 3 kwa pamoja" in words(pages.get("/tickets/triage"))
        services.resolve(
            tickets[0],
            cause=Cause.WEAR,
            resolution="Tayari",
            actor=as_actor(officer),
            now=clock.now(),
        )
        db.session.commit()
        at.shift(timedelta(minutes=9))
        queue = pages.get("/tickets/")
        assert "Ulibadilisha maombi 2 kwa pamoja" in words(queue)
        too_late = clock.now() + timedelta(minutes=2)
        assert queries.batches_to_undo(as_actor(officer), now=too_late) == []
        pressed_undo(pages, queue)
    db.session.expire_all()
    assert [one.status for one in tickets] == [Status.RESOLVED, Status.NEW, Status.NEW]


def pressed_undo(pages, page):
    (form,) = page.select("main .notice form")
    sent = {box["name"]: box["value"] for box in form.select("input[name]")}
    return pages.post(form["action"], **sent)


def test_no_outage_is_offered_where_none_is_open(pages, officer, requester):
    ticket = opened(requester=requester)
    pages.sign_in(officer)

    led_to = pages.redirected(bulk("outage", ticket))
    assert "Hakuna tukio kubwa lililo wazi" in words(pages.get(led_to))

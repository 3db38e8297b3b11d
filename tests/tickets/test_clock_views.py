"""What people read of the clock, and the pages on which priorities and promises are set."""

from datetime import timedelta

import pytest
import time_machine

from helpdesk.accounts.queries import as_actor
from helpdesk.audit.queries import history
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.org.models import Council
from helpdesk.tickets import jobs, queries, services
from helpdesk.tickets.models import Category, SlaEvent, SlaTarget, Ticket
from helpdesk.tickets.rules import Cause, Kind, Priority, Status, Targets, WaitingFor
from tests import factories
from tests.factories import MONDAY_MORNING, saved
from tests.pages import save
from tests.tickets.factories import ticket as opened
from tests.tickets.test_views import multiply, words

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday(app):
    """Ten o'clock: an hour after the tickets were opened."""
    with time_machine.travel(MONDAY_MORNING + HOUR, tick=False) as moment:
        yield moment


@pytest.fixture
def head(requester):
    return factories.user("head", council_id=requester.council_id, name="Mkuu")


def take(ticket, officer, now=MONDAY_MORNING):
    services.take(ticket, actor=as_actor(officer), now=now)


def wait(ticket, officer, waiting_for=WaitingFor.REQUESTER, now=MONDAY_MORNING):
    services.wait(ticket, waiting_for=waiting_for, reason="?", actor=as_actor(officer), now=now)


def resolve(ticket, officer, now=MONDAY_MORNING):
    services.resolve(
        ticket, cause=Cause.WEAR, resolution="Tayari", actor=as_actor(officer), now=now
    )


# -- what happens next -------------------------------------------------------


def next_words(pages, ticket):
    return words(pages.get(f"/tickets/{ticket.id}"), "#next")


def test_a_requester_reads_who_answers_by_when(pages, requester, ticket):
    pages.sign_in(requester)

    said = next_words(pages, ticket)

    assert said.startswith("Kinachofuata: Afisa atakujibu kabla ya 02/03/2026, 13:00.")
    assert "Litatuliwe kabla ya 05/03/2026, 09:00." in said


def test_a_late_answer_is_owned_up_to(pages, requester, ticket, monday):
    monday.move_to(MONDAY_MORNING + 5 * HOUR)
    pages.sign_in(requester)

    assert "limechelewa" in next_words(pages, ticket)


def test_a_requester_reads_who_works_on_it(pages, requester, officer, ticket):
    take(ticket, officer)
    pages.sign_in(requester)

    assert next_words(pages, ticket).startswith("Kinachofuata: Afisa TEHAMA anashughulikia")


def test_whoever_is_waited_for_reads_what_to_do_and_until_when(pages, requester, officer, ticket):
    take(ticket, officer)
    wait(ticket, officer)
    pages.sign_in(requester)

    said = next_words(pages, ticket)

    assert "Andika jibu lako hapa chini" in said
    assert "Usipojibu hadi 09/03/2026, ombi litajifunga lenyewe." in said


def test_while_parts_are_awaited_no_time_is_promised(pages, requester, officer, ticket):
    take(ticket, officer)
    wait(ticket, officer, WaitingFor.PARTS)
    pages.sign_in(requester)

    said = next_words(pages, ticket)

    assert "vipuri" in said
    assert "muda hauhesabiwi" in said


def test_what_is_solved_says_when_it_closes_by_itself(pages, requester, officer, ticket):
    resolve(ticket, officer)

    pages.sign_in(requester)
    assert "Usiposema lolote hadi 09/03/2026" in next_words(pages, ticket)
    pages.sign_in(officer)
    assert "Mwombaji asiposema lolote hadi 09/03/2026" in next_words(pages, ticket)


def test_what_is_closed_says_until_when_it_can_be_opened_again(pages, requester, officer, ticket):
    resolve(ticket, officer)
    services.confirm(ticket, actor=as_actor(requester), now=MONDAY_MORNING)
    pages.sign_in(requester)

    said = next_words(pages, ticket)

    assert "Tatizo likirudi" in said
    assert "16/03/2026" in said


def test_who_was_given_up_reads_how_to_open_it_and_does_so_by_a_reply(
    pages, requester, officer, ticket, monday
):
    take(ticket, officer)
    wait(ticket, officer)
    for number in (2, 4, 8):
        save()
        monday.move_to(MONDAY_MORNING + timedelta(days=number))
        jobs.end_silence(MONDAY_MORNING + timedelta(days=number))
    pages.sign_in(requester)
    page = pages.get(f"/tickets/{ticket.id}")
    assert "andika jibu: ombi litafunguliwa upya" in words(page, "#next")

    pages.submit(page, text="Samahani, bado ninahitaji msaada")

    db.session.refresh(ticket)
    assert ticket.status is Status.IN_PROGRESS


# -- the clock, line by line -------------------------------------------------


def test_officers_read_the_clock_line_by_line(pages, requester, officer, monday):
    ticket = opened(requester=requester, now=MONDAY_MORNING - 12 * HOUR)  # on Sunday evening
    take(ticket, officer)
    wait(ticket, officer, WaitingFor.VENDOR, now=MONDAY_MORNING + HOUR)
    services.resume(ticket, actor=as_actor(officer), now=MONDAY_MORNING + 3 * HOUR)
    monday.move_to(MONDAY_MORNING + 4 * HOUR)
    pages.sign_in(officer)

    said = words(pages.get(f"/tickets/{ticket.id}"), "#clock")

    for part in (
        "Saa ya ombi hili",
        "Uliotumika hadi sasa saa 3 na dakika 30 (14%)",
        "Uliobaki saa 20 na dakika 30",
        "Mhasibu 01/03/2026, 21:00 Saa ilianza. Kipaumbele: Kawaida.",
        "Ilikuwa nje ya saa za ofisi: muda unahesabiwa kuanzia 02/03/2026, 07:30.",
        "Afisa TEHAMA 02/03/2026, 09:00 Jibu la kwanza; mwisho wake ulikuwa 02/03/2026, 11:30.",
        "Saa ilisimamishwa kwa muda",
        "Muda usiohesabiwa hadi mstari unaofuata: saa 2.",
        "Saa iliendelea. Muda uliohesabiwa hadi mstari unaofuata: saa 1.",
    ):
        assert part in said


def test_a_change_that_made_it_late_is_told_with_its_reason(pages, officer, ticket, monday):
    later = MONDAY_MORNING + 28 * HOUR
    services.change(
        ticket,
        {"priority": Priority.P1, "priority_reason": "Mishahara"},
        reason="Mishahara",
        actor=as_actor(officer),
        now=later,
    )
    monday.move_to(later)
    pages.sign_in(officer)

    said = words(pages.get(f"/tickets/{ticket.id}"), "#clock")

    assert "Kutatua ndani ya saa 4 badala ya saa 24." in said
    assert "Kwa badiliko hili pekee ombi lilikuwa tayari limechelewa." in said
    assert "Mishahara" in said
    assert "Zaidi ya muda uliopangwa saa 8" in said


@pytest.mark.parametrize("roles", [(), ("manager",)])
def test_nobody_but_the_unit_and_the_auditor_sees_the_clock(pages, requester, ticket, roles):
    person = factories.user(*roles, council_id=requester.council_id) if roles else requester
    pages.sign_in(person)

    page = pages.get(f"/tickets/{ticket.id}")

    assert "Saa ya ombi hili" not in page.get_text()
    assert not page.select(f'a[href="/tickets/{ticket.id}/priority"]')


def test_an_auditor_reads_the_clock_and_changes_nothing(pages, requester, ticket):
    pages.sign_in(factories.user("auditor", council_id=requester.council_id))

    page = pages.get(f"/tickets/{ticket.id}")

    assert "Saa ya ombi hili" in page.get_text()
    pages.get(f"/tickets/{ticket.id}/priority", status=403)


@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_a_ticket_page_runs_the_same_statements_however_long_its_clock(pages, officer, ticket):
    take(ticket, officer)
    wait(ticket, officer)
    pages.sign_in(officer)
    few = pages.statements(f"/tickets/{ticket.id}")
    for _ in range(100):
        services.resume(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
        wait(ticket, officer)

    assert pages.statements(f"/tickets/{ticket.id}") == few


# -- priority ----------------------------------------------------------------


def test_what_is_over_keeps_the_promise_it_had(pages, officer, ticket):
    take(ticket, officer)
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}/priority")
    services.resolve(
        ticket,
        cause=Cause.CABLE,
        resolution="Kebo mpya.",
        actor=as_actor(officer),
        now=MONDAY_MORNING + HOUR,
    )
    due = ticket.resolution_due_at

    pages.get(f"/tickets/{ticket.id}/priority", status=409)
    pages.submit(page, impact="1", urgency="2", status=409)

    assert (ticket.priority, ticket.resolution_due_at) == (Priority.P3, due)


def test_two_answers_give_the_priority(pages, officer, ticket):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}/priority")
    assert [box["value"] for box in page.select("input[checked]")] == ["3", "1"]

    shown = pages.submit(page, impact="1", urgency="2")

    assert (ticket.impact, ticket.urgency, ticket.priority) == (1, 2, Priority.P2)
    assert ticket.resolution_due_at == MONDAY_MORNING + 24 * HOUR
    assert "sasa ni: Juu" in words(shown, "[role=status]")


def test_a_priority_can_be_undone_by_its_notice(pages, officer, ticket):
    due = ticket.resolution_due_at
    pages.sign_in(officer)
    changed = pages.submit(pages.get(f"/tickets/{ticket.id}/priority"), impact="1", urgency="1")
    assert ticket.priority is Priority.P1

    pages.press(changed, f"/tickets/{ticket.id}/undo")

    db.session.expire_all()
    assert (ticket.priority, ticket.impact, ticket.resolution_due_at) == (Priority.P3, 3, due)


def test_another_priority_than_the_answers_give_needs_a_reason(pages, officer, ticket):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}/priority")

    refused = pages.submit(page, override="P1", status=422)
    assert [a["href"] for a in refused.select(".error-summary a")] == ["#reason"]
    assert "Eleza kwa nini ni Dharura" in words(refused, ".error-summary")

    pages.submit(refused, reason="Mkurugenzi anasubiri")
    assert (ticket.priority, ticket.priority_reason) == (Priority.P1, "Mkurugenzi anasubiri")
    again = pages.get(f"/tickets/{ticket.id}/priority")
    assert again.select_one("#override option[selected]")["value"] == "P1"
    assert again.select_one("#reason").get_text().strip() == "Mkurugenzi anasubiri"


def test_the_same_priority_again_changes_nothing(pages, officer, ticket):
    pages.sign_in(officer)

    shown = pages.submit(pages.get(f"/tickets/{ticket.id}/priority"))

    assert "Hakuna kilichobadilishwa" in words(shown, "[role=status]")
    assert queries.changes(ticket) == []


@pytest.mark.parametrize(
    "typed", [{"impact": "4"}, {"urgency": "0"}, {"override": "P9"}, {"impact": None}], ids=str
)
def test_a_made_up_priority_is_refused_in_words(pages, officer, ticket, typed):
    pages.sign_in(officer)

    refused = pages.submit(pages.get(f"/tickets/{ticket.id}/priority"), status=422, **typed)

    assert refused.select(".error-summary li")
    assert ticket.priority is Priority.P3


def test_a_priority_over_a_newer_ticket_is_stale(pages, officer, ticket):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}/priority")
    take(ticket, officer)

    pages.submit(page, impact="1", status=409)

    assert ticket.priority is Priority.P3


def test_a_requester_sets_no_priority(pages, requester, ticket):
    pages.sign_in(requester)

    pages.get(f"/tickets/{ticket.id}/priority", status=403)
    pages.post(f"/tickets/{ticket.id}/priority", impact="1", urgency="1", status=403)


# -- promises ----------------------------------------------------------------


def targets():
    return {
        (one.priority, one.category_id): (one.respond_minutes, one.resolve_minutes)
        for one in db.session.scalars(db.select(SlaTarget))
    }


def test_the_head_sets_the_times_and_the_next_ticket_has_them(pages, head, requester, ticket):
    before = ticket.resolution_due_at
    pages.sign_in(head)
    page = pages.get("/tickets/targets")
    assert page.select_one("#p1_respond")["value"] == "0:30"
    assert page.select_one("#p4_resolve")["value"] == "40:00"
    assert "Maombi yaliyo wazi tayari yanabaki na muda wao" in words(page)

    shown = pages.submit(page, p3_respond="1", p3_resolve="2:30")

    assert targets() == {(Priority.P3, None): (60, 150)}
    assert shown.select_one("#p3_resolve")["value"] == "2:30"
    assert ticket.resolution_due_at == before
    assert opened(requester=requester).resolution_due_at == MONDAY_MORNING + 2.5 * HOUR
    acts = [entry.action for entry in history("council", head.council_id)]
    assert "council.targets" in acts


@pytest.mark.parametrize(
    ("typed", "links", "said"),
    [
        ({"p2_respond": "9:00"}, ["#p2_resolve"], "Juu: muda wa kutatua hauwezi kuwa mfupi"),
        ({"p1_respond": "0:00"}, ["#p1_respond"], "Dharura: muda uwe angalau dakika 1"),
        ({"p4_resolve": "9000"}, ["#p4_resolve"], "Chini: muda uwe angalau dakika 1"),
        ({"p3_respond": "haraka"}, ["#p3_respond"], "Kawaida: andika saa na dakika kama 4:30."),
        ({"p3_respond": ""}, ["#p3_respond"], "Kawaida: andika muda."),
        ({"p1_respond": "", "p2_resolve": "x"}, ["#p1_respond", "#p2_resolve"], "Juu: andika saa"),
    ],
    ids=str,
)
def test_impossible_times_are_refused_by_name(pages, head, typed, links, said):
    pages.sign_in(head)

    refused = pages.submit(pages.get("/tickets/targets"), status=422, **typed)

    assert [a["href"] for a in refused.select(".error-summary a")] == links
    assert said in words(refused, ".error-summary")
    assert targets() == {}


def test_of_two_who_set_the_times_the_second_is_asked_to_look(pages, head):
    pages.sign_in(head)
    pages.submit(pages.get("/tickets/targets"), p4_respond="7")
    stale = pages.get("/tickets/targets")
    council = db.session.get_one(Council, head.council_id)
    quarter = Targets(HOUR / 4, 4 * HOUR)
    services.set_targets(council, {Priority.P1: quarter}, actor=the_program(council.id))

    told = pages.submit(stale, p1_respond="0:20", status=409)

    assert targets()[Priority.P1, None] == (15, 240)
    assert "0:15 / 4:00" in words(told, ".error-summary")
    assert told.select_one("#p1_respond")["value"] == "0:20"


@pytest.fixture
def printers(requester):
    made = Category(council_id=requester.council_id, code="PRN", kind=Kind.INCIDENT)
    made.name_sw, made.name_en = "Printa", "Printer"
    return saved(made)


def test_a_category_has_its_own_times_until_they_are_emptied(pages, head, printers):
    pages.sign_in(head)
    listed = pages.get("/tickets/targets")
    assert "Printa Kama kwa maombi yote" in words(listed, "tbody")

    page = pages.get(listed.select_one("tbody a")["href"])
    listed = pages.submit(page, p1_respond="0:10", p1_resolve="1:00")
    assert targets() == {(Priority.P1, printers.id): (10, 60)}
    assert "Printa Una muda wake" in words(listed, "tbody")

    page = pages.get(f"/tickets/targets/{printers.id}")
    assert "kujibu ndani ya dakika 30" in words(page)
    pages.submit(page, p1_respond="", p1_resolve="")
    assert targets() == {}


def test_half_a_promise_for_a_category_is_refused(pages, head, printers):
    pages.sign_in(head)
    page = pages.get(f"/tickets/targets/{printers.id}")

    refused = pages.submit(page, p1_respond="0:10", status=422)

    assert [a["href"] for a in refused.select(".error-summary a")] == ["#p1_resolve"]


def test_officers_and_neighbours_set_no_times(pages, officer, printers):
    pages.sign_in(officer)
    pages.get("/tickets/targets", status=403)
    pages.get(f"/tickets/targets/{printers.id}", status=403)
    pages.sign_in(factories.user("head"))
    pages.get(f"/tickets/targets/{printers.id}", status=404)


def test_the_page_of_times_runs_the_same_statements_for_many_categories(pages, head, printers):
    pages.sign_in(head)
    few = pages.statements("/tickets/targets")
    for number in range(50):
        made = Category(council_id=head.council_id, code=f"K{number}", kind=Kind.INCIDENT)
        made.name_sw = made.name_en = f"Aina {number}"
        saved(made)
        row = {"respond_minutes": 1, "resolve_minutes": 2, "priority": Priority.P1}
        saved(SlaTarget(council_id=head.council_id, category_id=made.id, **row))

    assert pages.statements("/tickets/targets") == few


def test_a_ticket_page_runs_the_same_statements_among_200_tickets_as_among_20(
    pages, officer, ticket
):
    pages.sign_in(officer)
    multiply(ticket, 20)
    few = pages.statements(f"/tickets/{ticket.id}")
    multiply(ticket, 180)

    assert pages.statements(f"/tickets/{ticket.id}") == few


def test_a_ticket_without_a_clock_still_has_a_page(pages, officer, ticket):
    """Such as one that somebody put into the tables by hand."""
    multiply(ticket, 1)
    bare = db.session.scalars(db.select(Ticket).order_by(Ticket.id.desc()).limit(1)).one()
    assert not db.session.scalars(db.select(SlaEvent).filter_by(ticket_id=bare.id)).all()
    pages.sign_in(officer)

    assert pages.get(f"/tickets/{bare.id}").h1

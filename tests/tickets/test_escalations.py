"""What is sent outside has a number, a day to ask again, and an answer."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules, services
from helpdesk.tickets.models import Escalation, Ticket
from helpdesk.tickets.rules import Cause, Status, WaitingFor
from helpdesk.tickets.services import Sent
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TO_EGA = Sent("eGA", "INC-7781", 5)
HISTORY = {"version", "last_activity_at"}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY_MORNING + HOUR, tick=False):
        yield


@pytest.fixture
def ticket(officer):
    made = opened(
        requester=factories.user(council_id=officer.council_id), subject="MUSE haifunguki"
    )
    services.take(made, actor=as_actor(officer), now=MONDAY_MORNING)
    return made


@pytest.fixture
def outside(ticket, officer):
    sent_at = MONDAY_MORNING + HOUR
    return services.escalate(ticket, TO_EGA, actor=as_actor(officer), now=sent_at)


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def columns(ticket):
    db.session.flush()
    db.session.refresh(ticket)
    every = (column.key for column in Ticket.__mapper__.column_attrs)
    return {name: getattr(ticket, name) for name in every if name not in HISTORY}


def test_the_clock_stands_while_it_is_outside(ticket, officer):
    due = ticket.resolution_due_at
    actor = as_actor(officer)
    escalation = services.escalate(ticket, TO_EGA, actor=actor, now=MONDAY_MORNING + HOUR)

    assert (ticket.status, ticket.waiting_for) == (Status.WAITING, WaitingFor.EXTERNAL)
    assert ticket.resolution_due_at is None
    services.answer(escalation, "Imerekebishwa", actor=actor, now=MONDAY_MORNING + 3 * HOUR)
    assert (ticket.status, ticket.resolution_due_at) == (Status.IN_PROGRESS, due + 2 * HOUR)


def test_the_day_to_ask_again_is_counted_in_working_days(outside):
    """Five working days after Monday 2 March is Monday 9 March."""
    assert outside.chase_on == date(2026, 3, 9)


def test_it_goes_on_when_the_last_of_them_has_answered(ticket, outside, officer):
    actor, now = as_actor(officer), MONDAY_MORNING + 2 * HOUR
    second = services.escalate(ticket, Sent("TTCL", "", 2), actor=actor, now=now)

    services.answer(outside, "Si kwetu", actor=actor, now=now)
    assert ticket.waiting_for is WaitingFor.EXTERNAL
    services.answer(second, "Kebo imekatika", actor=actor, now=now)
    assert ticket.status is Status.IN_PROGRESS


def test_undo_of_the_sending_leaves_all_as_it_was(ticket, officer):
    before, actor = columns(ticket), as_actor(officer)
    escalation = services.escalate(ticket, TO_EGA, actor=actor, now=MONDAY_MORNING + HOUR)

    services.take_back_sending(escalation, actor=actor, now=MONDAY_MORNING + HOUR + DAY / 1440)

    assert columns(ticket) == before
    assert queries.escalations_of(ticket) == []


def test_undo_of_the_answer_leaves_all_as_it_was(ticket, outside, officer):
    before, actor = columns(ticket), as_actor(officer)
    services.answer(outside, "Imerekebishwa", actor=actor, now=MONDAY_MORNING + 2 * HOUR)

    services.take_back_answer(outside, actor=actor, now=MONDAY_MORNING + 2 * HOUR)

    assert columns(ticket) == before
    assert (outside.answered_at, outside.answer) == (None, "")


def test_nothing_is_undone_after_ten_minutes_or_after_another_move(ticket, outside, officer):
    actor = as_actor(officer)
    with pytest.raises(rules.NothingToUndoError):
        services.take_back_sending(outside, actor=actor, now=MONDAY_MORNING + 2 * HOUR)
    services.resume(ticket, actor=actor, now=MONDAY_MORNING + HOUR + DAY / 1440)
    with pytest.raises(rules.NothingToUndoError):
        services.take_back_sending(outside, actor=actor, now=MONDAY_MORNING + HOUR + DAY / 720)


@pytest.mark.parametrize("state", ["new", "resolved"])
def test_only_what_is_worked_on_is_sent(officer, state):
    ticket = opened(requester=factories.user(council_id=officer.council_id))
    if state == "resolved":
        services.resolve(
            ticket, cause=Cause.WEAR, resolution="x", actor=as_actor(officer), now=MONDAY_MORNING
        )

    with pytest.raises(rules.IllegalTransitionError):
        services.escalate(ticket, TO_EGA, actor=as_actor(officer), now=MONDAY_MORNING)


def test_an_officer_sends_chases_and_notes_the_answer(pages, ticket, officer):
    pages.sign_in(officer)
    form = pages.get(f"/tickets/{ticket.id}/escalate")
    assert {"eGA", "TTCL"} <= {one["value"] for one in form.select("datalist option")}

    shown = pages.submit(form, sent_to="Mkoa wa Mbeya", chase_after_days="2")
    assert "Mkoa wa Mbeya" in words(shown)
    escalation = db.session.scalars(db.select(Escalation)).one()
    assert escalation.chase_on == date(2026, 3, 4)

    address = f"/tickets/{ticket.id}/escalations/{escalation.id}"
    shown = pages.submit(
        pages.get(f"{address}/chase"), their_reference="RM/22", chase_after_days="3"
    )
    assert "RM/22" in words(shown)
    shown = pages.submit(pages.get(f"{address}/answer"), answer="Wamerekebisha seva")
    assert "Wamerekebisha seva" in words(shown)
    assert pages.get(f"{address}/answer", status=409)
    back = pages.press(shown, f"{address}/take-back-answer")
    assert "Wamerekebisha seva" not in words(back)


@pytest.mark.parametrize("days", ["", "0", "91", "kesho", "1.5"])
def test_a_day_that_makes_no_sense_is_refused(pages, ticket, officer, days):
    pages.sign_in(officer)

    refused = pages.submit(
        pages.get(f"/tickets/{ticket.id}/escalate"),
        sent_to="eGA",
        chase_after_days=days,
        status=422,
    )

    assert refused.select(".error-summary a[href='#chase_after_days']")
    assert refused.select_one("#sent_to")["value"] == "eGA"


def test_the_requester_reads_that_it_is_outside_and_nothing_more(pages, ticket, outside, officer):
    services.answer(outside, "Siri yao", actor=as_actor(officer), now=MONDAY_MORNING + HOUR)
    again = services.escalate(
        ticket, Sent("Duka la Siri", "REF-9", 3), actor=as_actor(officer), now=MONDAY_MORNING + HOUR
    )
    pages.sign_in(ticket.requester)

    shown = words(pages.get(f"/tickets/{ticket.id}"))

    assert "mtoa huduma wa nje" in shown
    for secret in ("eGA", "INC-7781", "Siri yao", "Duka la Siri", "REF-9"):
        assert secret not in shown
    assert pages.get("/tickets/escalations/", status=403)
    assert pages.get(f"/tickets/{ticket.id}/escalations/{again.id}/answer", status=403)


def test_a_stale_reply_of_the_requester_shows_nothing_of_it(pages, ticket, officer):
    pages.sign_in(ticket.requester)
    stale = pages.get(f"/tickets/{ticket.id}")
    services.escalate(
        ticket, Sent("Duka la Siri", "REF-9", 3), actor=as_actor(officer), now=MONDAY_MORNING + HOUR
    )

    refused = pages.sent(stale, text="Vipi?")

    assert "Duka la Siri" not in refused.text
    assert "REF-9" not in refused.text


def test_the_list_says_how_long_and_whom_to_ask(pages, outside, officer):
    with time_machine.travel(MONDAY_MORNING + 8 * DAY, tick=False):
        pages.sign_in(officer)
        page = pages.get("/tickets/escalations/?view=overdue")
        row = words(page, "tbody tr")

    assert outside.ticket.subject in row
    assert "INC-7781" in row
    assert "Ulizia sasa" in row
    assert page.select_one("td[data-label='Siku nje']").get_text(strip=True) == "8"
    pages.sign_in(officer)
    assert "Hakuna" in words(pages.get("/tickets/escalations/?view=overdue"), ".empty")
    assert pages.get("/tickets/escalations/?view=nothing").select("tbody tr")


def test_the_list_is_the_same_as_a_file(pages, outside, officer):
    pages.sign_in(officer)

    lines = pages.download("/tickets/escalations/?format=csv").data.decode("utf-8-sig")
    assert outside.ticket.reference in lines
    assert "INC-7781" in lines
    pdf = pages.download("/tickets/escalations/?format=pdf").data
    assert "eGA" in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_another_council_sees_none_of_it(pages, outside):
    stranger = factories.user("technician")
    pages.sign_in(stranger)

    page = pages.get("/tickets/escalations/")
    assert not page.select("tbody tr")
    pages.sign_in(stranger)
    assert "eGA" not in words(page)
    address = f"/tickets/{outside.ticket_id}/escalations/{outside.id}/chase"
    assert pages.get(address, status=404)


def test_more_of_them_cost_no_more_statements(pages, officer):
    actor = as_actor(officer)
    pages.sign_in(officer)

    def sent(times):
        for _time in range(times):
            ticket = opened(requester=factories.user(council_id=officer.council_id))
            services.take(ticket, actor=actor, now=MONDAY_MORNING)
            services.escalate(ticket, TO_EGA, actor=actor, now=MONDAY_MORNING + HOUR)

    sent(2)
    few = pages.statements("/tickets/escalations/")
    sent(10)
    assert pages.statements("/tickets/escalations/") == few


def test_the_log_tells_what_was_sent_and_to_whom(outside):
    entries = [*db.session.info["audit"]]

    sent = next(one for one in entries if one.action == "escalation.send")
    assert json.loads(json.dumps(sent.changes))["sent_to"] == [None, "eGA"]


def test_nobody_is_asked_about_a_request_that_has_ended(ticket, outside, officer):
    actor = as_actor(officer)
    assert queries.count_escalated(actor, today=clock.today())["open"] == 1

    services.cancel(ticket, reason="", actor=actor, now=clock.now())
    db.session.flush()

    counts = queries.count_escalated(actor, today=clock.today())
    assert (counts["open"], counts["overdue"]) == (0, 0)


def test_who_else_has_it_keeps_the_clock_paused_and_the_page_says_so(
    pages, ticket, outside, officer
):
    pages.sign_in(officer)
    answer = f"/tickets/{ticket.id}/escalations/{outside.id}/answer"
    assert "saa yake pia" in words(pages.get(answer))

    services.escalate(ticket, Sent("TTCL", "T-1", 3), actor=as_actor(officer), now=clock.now())
    db.session.commit()
    assert "saa yake imesimama bado" in words(pages.get(answer))

"""What becomes of a ticket, its clock and its history."""

from datetime import timedelta

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.audit.queries import history
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.tickets import queries, rules, services
from helpdesk.tickets.rules import Cause, Hardship, Priority, Status, WaitingFor
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened

HOUR = timedelta(hours=1)


def test_references_count_on_within_a_council_and_a_year(requester):
    first, second = opened(requester=requester), opened(requester=requester)
    elsewhere = opened()

    code = first.reference.split("/")[0]
    assert [first.reference, second.reference] == [
        f"{code}/TKT/2025-26/00001",
        f"{code}/TKT/2025-26/00002",
    ]
    assert elsewhere.reference.endswith("/00001")


def test_the_fiscal_year_is_that_of_the_local_day(requester):
    """21:30 UTC on 30 June is already 1 July in Rujewa."""
    new_year = MONDAY_MORNING.replace(month=6, day=30, hour=21, minute=30)

    assert "/2026-27/" in opened(requester=requester, now=new_year).reference


def test_two_answers_decide_the_priority_and_the_due(ticket):
    assert (ticket.impact, ticket.urgency, ticket.priority) == (3, 1, Priority.P3)
    assert ticket.response_due_at == MONDAY_MORNING + 4 * HOUR
    assert ticket.resolution_due_at.isoformat() == "2026-03-05T06:00:00+00:00"
    urgent = opened(hardship=Hardship.EVERYONE_STOPPED)
    assert urgent.priority is Priority.P2


def test_taking_is_a_first_answer(ticket, officer):
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING + HOUR)

    assert (ticket.status, ticket.assignee_id) == (Status.IN_PROGRESS, officer.id)
    assert ticket.responded_at == MONDAY_MORNING + HOUR


def test_the_clock_stands_while_the_requester_is_asked(ticket, officer, requester):
    due = ticket.resolution_due_at
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    services.wait(
        ticket,
        waiting_for=WaitingFor.REQUESTER,
        reason="Printa gani?",
        actor=as_actor(officer),
        now=MONDAY_MORNING + HOUR,
    )
    assert (ticket.resolution_due_at, ticket.sort_at) == (None, due)

    answer_at = MONDAY_MORNING + 3 * HOUR
    services.reply(
        ticket, text="Ya Fedha", author=requester, actor=as_actor(requester), now=answer_at
    )
    assert (ticket.status, ticket.waiting_for) == (Status.IN_PROGRESS, None)
    assert ticket.resolution_due_at == due + 2 * HOUR


def test_waiting_for_an_approval_is_our_own_delay(ticket, officer):
    due = ticket.resolution_due_at
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    services.wait(
        ticket,
        waiting_for=WaitingFor.APPROVAL,
        reason="Kibali",
        actor=as_actor(officer),
        now=MONDAY_MORNING,
    )

    assert ticket.resolution_due_at == due


def test_a_reopened_ticket_goes_on_with_its_old_clock(ticket, officer, requester):
    due = ticket.resolution_due_at
    services.resolve(
        ticket,
        cause=Cause.WEAR,
        resolution="Roller mpya",
        actor=as_actor(officer),
        now=MONDAY_MORNING + HOUR,
    )
    assert (ticket.status, ticket.assignee_id) == (Status.RESOLVED, officer.id)

    services.reopen(ticket, reason="Bado", actor=as_actor(requester), now=MONDAY_MORNING + 2 * HOUR)

    assert (ticket.status, ticket.reopened, ticket.cause) == (Status.IN_PROGRESS, 1, None)
    assert ticket.resolution_due_at == due + HOUR


def test_what_is_closed_may_be_reopened_for_two_weeks(ticket, officer, requester):
    now = MONDAY_MORNING + HOUR
    services.resolve(
        ticket, cause=Cause.WEAR, resolution="Tayari", actor=as_actor(officer), now=now
    )
    services.confirm(ticket, actor=as_actor(requester), now=now)

    with pytest.raises(rules.IllegalTransitionError):
        services.reopen(
            ticket, reason="Tena", actor=as_actor(requester), now=now + timedelta(days=15)
        )
    services.reopen(ticket, reason="Tena", actor=as_actor(requester), now=now + timedelta(days=13))
    assert (ticket.status, ticket.closed_at) == (Status.IN_PROGRESS, None)


def test_a_new_ticket_cannot_be_confirmed(ticket, requester):
    with pytest.raises(rules.IllegalTransitionError):
        services.confirm(ticket, actor=as_actor(requester), now=MONDAY_MORNING)


@pytest.mark.parametrize("act", ["take", "assign", "wait", "resolve"])
def test_undoing_leaves_a_ticket_as_it_was_but_for_its_history(ticket, officer, act):
    services.assign(ticket, to=officer, actor=as_actor(officer), now=MONDAY_MORNING)
    other = factories.user("technician", council_id=officer.council_id)
    before, history_before = state_of(ticket), len(queries.changes(ticket))
    actor, now = as_actor(officer), MONDAY_MORNING + HOUR
    acts = {
        "take": lambda: services.take(ticket, actor=actor, now=now),
        "assign": lambda: services.assign(ticket, to=other, actor=actor, now=now),
        "wait": lambda: services.wait(
            ticket, waiting_for=WaitingFor.PARTS, reason="x", actor=actor, now=now
        ),
        "resolve": lambda: services.resolve(
            ticket, cause=Cause.WEAR, resolution="x", actor=actor, now=now
        ),
    }
    acts[act]()

    services.undo(ticket, actor=actor, now=now + timedelta(minutes=9))

    assert state_of(ticket) == before
    assert len(queries.changes(ticket)) == history_before + 2


def state_of(ticket):
    """Everything but when somebody first answered and last acted, which stays true."""
    free = {"last_activity_at", "version", "responded_at"}
    columns = [column.key for column in ticket.__table__.columns if column.key not in free]
    return {name: getattr(ticket, name) for name in columns}


def test_another_persons_move_cannot_be_undone_nor_an_old_one(ticket, officer):
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    other = factories.user("technician", council_id=officer.council_id)

    with pytest.raises(rules.NothingToUndoError):
        services.undo(ticket, actor=as_actor(other), now=MONDAY_MORNING)
    with pytest.raises(rules.NothingToUndoError):
        services.undo(ticket, actor=as_actor(officer), now=MONDAY_MORNING + timedelta(minutes=11))


def test_every_move_stands_in_the_log(ticket, officer):
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    db.session.commit()

    with transaction():
        services.resolve(
            ticket,
            cause=Cause.WEAR,
            resolution="Tayari",
            actor=as_actor(officer),
            now=MONDAY_MORNING + HOUR,
        )

    acts = [entry.action for entry in history("ticket", ticket.id)]
    assert acts[-1] == "ticket.resolved"

"""Nobody approves what he asked for or does, and every wrong pair is told why."""

from datetime import date

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.audit.models import AuditEntry
from helpdesk.audit.services import seal
from helpdesk.infra.db import db
from helpdesk.kinds import queries, services
from helpdesk.kinds.rules import ApprovalStatus, ApproverRule, Refusal, RefusedError, Stage
from helpdesk.reminders.models import Notification
from helpdesk.tickets import services as tickets
from helpdesk.tickets.labels import change_said
from helpdesk.tickets.queries import last_change
from helpdesk.tickets.rules import Kind, NothingToUndoError, Status, WaitingFor
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.kinds.factories import correction, decide, delegation, pending
from tests.pages import save
from tests.systems.factories import system as a_system

TODAY = date(2026, 3, 2)


@pytest.fixture
def asked(somebody):
    return correction(somebody)


def refusal(act, *args, **given):
    with pytest.raises(RefusedError) as refused:
        act(*args, **given)
    return refused.value.refusal


def chain(somebody, kind, *approvers):
    actor = as_actor(somebody.head_of_ict)
    services.set_chain(queries.chain_to_change(kind, actor=actor), approvers, actor=actor)


def waits_for(person):
    found = queries.waiting_for(as_actor(person), today=TODAY)
    return [one.ticket.reference for one in db.session.scalars(found)]


def test_it_waits_for_the_head_of_the_requesters_department_and_for_no_officer(somebody, asked):
    ticket = asked.ticket

    assert (ticket.kind, ticket.status) == (Kind.DATA_CORRECTION, Status.WAITING)
    assert (ticket.waiting_for, ticket.assignee_id) == (WaitingFor.APPROVAL, None)
    assert waits_for(somebody.head_of_department) == [ticket.reference]
    assert waits_for(somebody.officer) == waits_for(somebody.asker) == []


def test_what_is_approved_goes_into_the_queue(somebody, asked):
    decide(asked, somebody.head_of_department)

    assert (asked.stage, asked.ticket.status) == (Stage.APPROVED, Status.NEW)
    assert waits_for(somebody.head_of_department) == []


def test_what_is_rejected_is_kept_with_the_reason(somebody, asked):
    decide(asked, somebody.head_of_department, approved=False, note="Hakuna stakabadhi")

    assert (asked.stage, asked.ticket.status) == (Stage.REJECTED, Status.CANCELLED)
    (step,) = queries.approvals_of(asked.ticket)
    assert (step.status, step.note) == (ApprovalStatus.REJECTED, "Hakuna stakabadhi")


def test_steps_come_up_one_at_a_time(somebody):
    chain(somebody, Kind.DATA_CORRECTION, ApproverRule.HEAD_OF_DEPARTMENT, ApproverRule.HEAD_OF_ICT)
    asked = correction(somebody)
    assert waits_for(somebody.head_of_ict) == []

    decide(asked, somebody.head_of_department)
    assert (asked.stage, asked.ticket.status) == (Stage.ASKED, Status.WAITING)
    assert waits_for(somebody.head_of_ict) == [asked.ticket.reference]

    decide(asked, somebody.head_of_ict)
    assert asked.stage is Stage.APPROVED


def test_a_rejection_ends_the_later_steps(somebody):
    chain(somebody, Kind.DATA_CORRECTION, ApproverRule.HEAD_OF_DEPARTMENT, ApproverRule.DIRECTOR)
    asked = correction(somebody)

    decide(asked, somebody.head_of_department, approved=False, note="Hapana")

    said = [one.status for one in queries.approvals_of(asked.ticket)]
    assert said == [ApprovalStatus.REJECTED, ApprovalStatus.WITHDRAWN]


def test_a_correction_is_never_without_approver_even_where_a_council_once_set_none(somebody):
    chain(somebody, Kind.DATA_CORRECTION)

    asked = correction(somebody)

    assert waits_for(somebody.head_of_department) == [asked.ticket.reference]


def test_whoever_asked_does_not_approve(somebody):
    asked = correction(somebody, asker=somebody.head_of_department)

    assert waits_for(somebody.head_of_department) == []
    assert refusal(decide, asked, somebody.head_of_department) is Refusal.REQUESTER_APPROVES
    decide(asked, somebody.director)
    assert asked.stage is Stage.APPROVED


def test_whoever_works_on_it_does_not_approve(somebody):
    chain(somebody, Kind.DATA_CORRECTION, ApproverRule.HEAD_OF_ICT)
    asked = correction(somebody)
    head = as_actor(somebody.head_of_ict)
    tickets.assign(asked.ticket, to=somebody.head_of_ict, actor=head, now=MONDAY_MORNING)

    assert refusal(decide, asked, somebody.head_of_ict) is Refusal.DOER_APPROVES


def test_others_do_not_approve(somebody, asked):
    assert refusal(decide, asked, somebody.officer) is Refusal.NOT_APPROVER
    assert refusal(decide, asked, somebody.asker) is Refusal.NOT_APPROVER
    other_head = factories.user(council_id=somebody.council_id)
    factories.grant(other_head, "manager", department_id=other_head.department_id)
    assert refusal(decide, asked, other_head) is Refusal.NOT_APPROVER


def test_the_champion_of_the_system_approves_where_the_chain_says_so(somebody):
    chain(somebody, Kind.DATA_CORRECTION, ApproverRule.SYSTEM_OWNER)
    champion = factories.user(council_id=somebody.council_id)
    from helpdesk.systems.models import SystemUse  # noqa: PLC0415

    def use(system):
        factories.saved(
            SystemUse(
                system_id=system.id, department_id=champion.department_id, champion_id=champion.id
            )
        )

    use(somebody.system)
    of_another = correction(somebody, system=a_system(somebody.council_id))
    assert refusal(decide, of_another, champion) is Refusal.NOT_APPROVER
    asked = correction(somebody)

    assert waits_for(champion) == [asked.ticket.reference]
    decide(asked, champion)
    assert asked.stage is Stage.APPROVED


def test_a_deputy_decides_and_both_names_are_kept(somebody, asked):
    deputy = factories.user(council_id=somebody.council_id, name="Kaimu Juma")
    delegation(somebody.head_of_department, deputy, starts_on=TODAY, ends_on=TODAY)

    assert waits_for(deputy) == [asked.ticket.reference]
    decide(asked, deputy)

    (step,) = queries.approvals_of(asked.ticket)
    assert (step.decided_by, step.acting_for) == (deputy, somebody.head_of_department)
    seal()
    db.session.flush()
    entry = db.session.query(AuditEntry).filter_by(action="approval.approve").one()
    assert entry.actor_name == "Kaimu Juma"
    assert "Mkuu wa Idara" in entry.changes


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "reason"),
    [
        (date(2026, 2, 23), date(2026, 3, 1), Refusal.DELEGATION_OVER),
        (date(2026, 3, 3), date(2026, 3, 9), Refusal.DELEGATION_NOT_BEGUN),
    ],
)
def test_a_delegation_of_other_days_is_refused(somebody, asked, starts_on, ends_on, reason):
    deputy = factories.user(council_id=somebody.council_id)
    delegation(somebody.head_of_department, deputy, starts_on=starts_on, ends_on=ends_on)

    assert waits_for(deputy) == []
    assert refusal(decide, asked, deputy) is reason


def test_nobody_decides_for_whoever_asked(somebody):
    asked = correction(somebody, asker=somebody.head_of_department)
    deputy = factories.user(council_id=somebody.council_id)
    delegation(somebody.head_of_department, deputy, starts_on=TODAY, ends_on=TODAY)

    assert waits_for(deputy) == []
    assert refusal(decide, asked, deputy) is Refusal.DEPUTY_OF_REQUESTER


def test_what_is_decided_stays_decided(somebody, asked):
    step = pending(asked)
    decide(asked, somebody.head_of_department)

    again = {"actor": as_actor(somebody.director), "now": MONDAY_MORNING}
    assert refusal(services.decide, step, False, "Hapana", **again) is Refusal.DECIDED


def test_only_the_requester_takes_it_back(somebody, asked):
    other = {"reason": "x", "actor": as_actor(somebody.officer), "now": MONDAY_MORNING}
    assert refusal(services.withdraw, asked.ticket, **other) is Refusal.NOT_REQUESTER

    own = as_actor(somebody.asker)
    services.withdraw(asked.ticket, reason="Nimekosea", actor=own, now=MONDAY_MORNING)

    assert asked.ticket.status is Status.CANCELLED
    assert waits_for(somebody.head_of_department) == []


def test_an_approver_does_not_do_it(somebody):
    chain(somebody, Kind.DATA_CORRECTION, ApproverRule.HEAD_OF_ICT)
    asked = correction(somebody)
    decide(asked, somebody.head_of_ict)

    head = {"actor": as_actor(somebody.head_of_ict), "now": MONDAY_MORNING}
    assert refusal(services.do, asked, "", **head) is Refusal.APPROVER_DOES


def test_nothing_is_done_before_it_is_approved(somebody, asked):
    officer = {"actor": as_actor(somebody.officer), "now": MONDAY_MORNING}
    tickets.take(asked.ticket, actor=as_actor(somebody.officer), now=MONDAY_MORNING)

    assert refusal(services.do, asked, "", **officer) is Refusal.NOT_APPROVED


def test_the_doer_does_not_verify(somebody, asked):
    officer = {"actor": as_actor(somebody.officer), "now": MONDAY_MORNING}
    decide(asked, somebody.head_of_department)
    services.do(asked, "", actor=as_actor(somebody.officer), now=MONDAY_MORNING)

    assert refusal(services.verify_correction, asked, "", **officer) is Refusal.DOER_VERIFIES


def test_another_officer_verifies_and_the_ticket_is_solved(somebody, asked):
    decide(asked, somebody.head_of_department)
    services.do(asked, "", actor=as_actor(somebody.officer), now=MONDAY_MORNING)

    services.verify_correction(asked, "", actor=as_actor(somebody.head_of_ict), now=MONDAY_MORNING)

    assert (asked.stage, asked.ticket.status) == (Stage.VERIFIED, Status.RESOLVED)
    assert asked.ticket.assignee == somebody.officer


def test_who_verifies_what_he_asked_for_closes_it_too(somebody, asked):
    decide(asked, somebody.head_of_department)
    services.do(asked, "", actor=as_actor(somebody.officer), now=MONDAY_MORNING)

    services.verify_correction(asked, "", actor=as_actor(somebody.asker), now=MONDAY_MORNING)

    assert asked.ticket.status is Status.CLOSED


def test_what_is_found_wrong_is_done_again_by_whomever(somebody, asked):
    decide(asked, somebody.head_of_department)
    services.do(asked, "", actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    services.send_back(asked, "Bado 50,000", actor=as_actor(somebody.asker), now=MONDAY_MORNING)
    assert asked.stage is Stage.APPROVED

    services.do(asked, "", actor=as_actor(somebody.head_of_ict), now=MONDAY_MORNING)

    assert (asked.done_by, asked.ticket.assignee) == (somebody.head_of_ict, somebody.head_of_ict)


@pytest.mark.parametrize(
    ("asker", "office", "decider"),
    [
        ("head_of_ict", ApproverRule.HEAD_OF_ICT, "director"),
        ("director", ApproverRule.DIRECTOR, "head_of_ict"),
        ("director", ApproverRule.HEAD_OF_DEPARTMENT, "head_of_ict"),
        ("asker", ApproverRule.SYSTEM_OWNER, "head_of_department"),
    ],
)
def test_a_step_that_only_its_requester_could_decide_goes_up(somebody, asker, office, decider):
    chain(somebody, Kind.DATA_CORRECTION, office)
    asker, decider = getattr(somebody, asker), getattr(somebody, decider)
    deputy = factories.user(council_id=somebody.council_id)
    delegation(asker, deputy, starts_on=TODAY, ends_on=TODAY)

    asked = correction(somebody, asker=asker)

    assert waits_for(asker) == waits_for(deputy) == []
    assert waits_for(decider) == [asked.ticket.reference]
    decide(asked, decider)
    assert asked.stage is Stage.APPROVED


def test_the_only_officer_does_it_and_so_does_not_approve_it(somebody):
    chain(somebody, Kind.DATA_CORRECTION, ApproverRule.HEAD_OF_ICT)
    somebody.officer.is_active = False
    save()

    asked = correction(somebody)

    assert waits_for(somebody.head_of_ict) == []
    decide(asked, somebody.director)
    services.do(asked, "", actor=as_actor(somebody.head_of_ict), now=MONDAY_MORNING)
    assert asked.stage is Stage.DONE


def test_the_same_people_are_not_asked_twice(somebody):
    chain(somebody, Kind.DATA_CORRECTION, ApproverRule.HEAD_OF_ICT, ApproverRule.DIRECTOR)

    asked = correction(somebody, asker=somebody.head_of_ict)
    decide(asked, somebody.director)

    assert [one.rule for one in queries.approvals_of(asked.ticket)] == [ApproverRule.DIRECTOR]
    assert asked.stage is Stage.APPROVED


@pytest.mark.parametrize("is_approved", [True, False])
def test_the_history_names_who_decided_and_that_is_not_taken_back(somebody, asked, is_approved):
    head = as_actor(somebody.head_of_department)
    decide(asked, somebody.head_of_department, approved=is_approved, note="Nimeona")

    last = last_change(asked.ticket)
    assert last
    assert last.by == somebody.head_of_department
    assert change_said(last) == ("Limeidhinishwa" if is_approved else "Limekataliwa")
    with pytest.raises(NothingToUndoError):
        tickets.undo(asked.ticket, actor=head, now=MONDAY_MORNING)
    assert last.batch
    with pytest.raises(NothingToUndoError):
        tickets.take_back_batch(last.batch, actor=head, now=MONDAY_MORNING)


def test_the_history_tells_what_was_taken_back_from_what_was_not_approved(somebody, asked):
    own = as_actor(somebody.asker)
    services.withdraw(asked.ticket, reason="Nimekosea", actor=own, now=MONDAY_MORNING)

    last = last_change(asked.ticket)
    assert last
    assert (last.by, change_said(last)) == (somebody.asker, "Limeondolewa")


def test_who_verified_by_mistake_takes_it_back_with_the_stage(somebody, asked):
    decide(asked, somebody.head_of_department)
    services.do(asked, "", actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    head = as_actor(somebody.head_of_ict)
    services.verify_correction(asked, "Ni sahihi", actor=head, now=MONDAY_MORNING)

    tickets.undo(asked.ticket, actor=head, now=MONDAY_MORNING)

    assert (asked.stage, asked.ticket.status) == (Stage.DONE, Status.IN_PROGRESS)
    assert (asked.verified_by, asked.verified_at, asked.verified_note) == (None, None, "")
    assert asked.done_by == somebody.officer
    services.verify_correction(asked, "", actor=head, now=MONDAY_MORNING)
    assert (asked.stage, asked.ticket.status) == (Stage.VERIFIED, Status.RESOLVED)


def test_another_council_sees_nothing(somebody, asked):
    stranger = factories.user("manager")

    assert waits_for(stranger) == []
    found = queries.corrections(as_actor(stranger), queries.CorrectionFilters(view="all"))
    assert db.session.scalars(found).all() == []


def told(person):
    found = db.session.query(Notification).filter_by(user_id=person.id)
    return [(one.kind, one.url) for one in found.order_by(Notification.id)]


def test_approvers_and_their_deputies_are_told_and_then_whoever_asked(somebody):
    deputy = factories.user(council_id=somebody.council_id)
    delegation(somebody.head_of_department, deputy, starts_on=TODAY, ends_on=TODAY)
    asked = correction(somebody)
    page = f"/kinds/approvals/{pending(asked).id}"

    assert told(somebody.head_of_department) == told(deputy) == [("approval", page)]
    assert told(somebody.director) == told(somebody.officer) == []
    decide(asked, deputy)
    assert told(somebody.asker) == [("approved", f"/tickets/{asked.ticket_id}")]


def test_whoever_gives_it_to_its_approver_reads_that_another_must_do_it(pages, somebody):
    chain(somebody, Kind.DATA_CORRECTION, ApproverRule.HEAD_OF_ICT)
    asked = correction(somebody)
    decide(asked, somebody.head_of_ict)
    actor = as_actor(somebody.officer)
    tickets.assign(asked.ticket, to=somebody.head_of_ict, actor=actor, now=MONDAY_MORNING)
    save()
    pages.sign_in(somebody.officer)

    warned = pages.get(f"/tickets/{asked.ticket.id}").select_one("#doer")
    assert "lazima lifanywe na mtu mwingine" in warned.get_text()

    tickets.assign(asked.ticket, to=somebody.officer, actor=actor, now=MONDAY_MORNING)
    save()
    assert pages.get(f"/tickets/{asked.ticket.id}").select_one("#doer") is None

"""Asking for approval, step by step, and deciding about it; the caller commits."""

from collections.abc import Sequence
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.accounts.rules import Standing
from helpdesk.audit.services import record
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.infra.i18n import day
from helpdesk.kinds import queries, rules
from helpdesk.kinds.events import ApprovalWanted, StepApproved, TicketApproved, TicketRejected
from helpdesk.kinds.models import Approval
from helpdesk.kinds.queries import Power
from helpdesk.kinds.rules import ApprovalStatus, ApproverRule, Refusal, RefusedError, Stage
from helpdesk.tickets import rules as tickets_rules
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Mark


def ask(
    ticket: Ticket, *, actor: Actor, now: datetime, system_id: int | None = None
) -> Sequence[Approval]:
    """Ask for what its kind needs, and let the ticket wait; nothing where no approval is needed.

    Raises RefusedError where nobody can approve it.
    """
    chain = _offices(ticket, system_id, actor=actor)
    steps = [
        Approval(
            council_id=ticket.council_id,
            ticket=ticket,
            position=position,
            rule=rule,
            system_id=system_id,
            status=ApprovalStatus.LATER,
            asked_at=now,
        )
        for position, rule in enumerate(chain, start=1)
    ]
    if not steps:
        return ()
    db.session.add_all(steps)
    db.session.flush()
    tickets.await_approval(ticket, actor=actor, now=now)
    _open(steps[0], actor=actor, now=now)
    return steps


def _offices(ticket: Ticket, system_id: int | None, *, actor: Actor) -> Sequence[ApproverRule]:
    """Return who decides: of each office of the chain the holders, or those of one above it.

    The same people are not asked twice, and the only officer is left to do it.
    """
    matter, doer = queries.matter_of(ticket, system_id), queries.only_officer(ticket.council_id)
    found: dict[frozenset[int], ApproverRule] = {}
    for office in queries.chain_of(ticket.kind, actor=actor):
        way = rules.offices_from(office)
        able = ((one, people) for one in way if (people := queries.holders(one, matter) - doer))
        decider, people = next(able, (None, frozenset()))
        if decider is None:
            raise RefusedError(Refusal.NOBODY_APPROVES, offices=way)
        found.setdefault(people, decider)
    return tuple(found.values())


def decide(
    approval: Approval,
    approved: bool,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Approve or reject a step; raises RefusedError where this person may not."""
    power = check_may_decide(approval, actor=actor, now=now)
    approval.status = ApprovalStatus.APPROVED if approved else ApprovalStatus.REJECTED
    approval.decided_by = db.session.get_one(User, actor.id)
    approval.decided_at, approval.note = now, note
    approval.acting_for = power.by.principal if power.by else None
    said: dict[str, list[object]] = {"status": [ApprovalStatus.PENDING, approval.status]}
    if power.by:
        said["acting_for"] = [None, power.actor.name]
    act = "approve" if approved else "reject"
    record(actor, f"approval.{act}", approval, {**said, "note": [None, note or None]}, at=now)
    db.session.flush()
    go_on = _go_on if approved else _end
    go_on(approval, actor=actor, now=now)


def check_may_withdraw(ticket: Ticket, *, actor: Actor) -> None:
    """Only who asked takes it back, and only while nobody has decided the last step."""
    steps = queries.approvals_of(ticket)
    if ticket.status in tickets_rules.OPEN and queries.are_approved(steps):
        raise RefusedError(Refusal.APPROVED)
    is_waiting = any(one.status is ApprovalStatus.PENDING for one in steps)
    if not is_waiting or ticket.status not in tickets_rules.OPEN:
        raise RefusedError(Refusal.ENDED)
    if ticket.requester_id != actor.id:
        raise RefusedError(Refusal.NOT_REQUESTER)


def withdraw(ticket: Ticket, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take back what still waits for approval."""
    check_may_withdraw(ticket, actor=actor)
    for step in queries.approvals_of(ticket):
        if step.status in (ApprovalStatus.PENDING, ApprovalStatus.LATER):
            changes = {"status": [step.status, ApprovalStatus.WITHDRAWN]}
            step.status = ApprovalStatus.WITHDRAWN
            record(actor, "approval.withdraw", step, changes, at=now)
    tickets.cancel(ticket, reason=reason, actor=actor, now=now, mark=Mark.WITHDRAWAL)


def check_may_decide(approval: Approval, *, actor: Actor, now: datetime) -> Power:
    """Return with whose office somebody may decide, or say why not."""
    ticket = approval.ticket
    if approval.status is not ApprovalStatus.PENDING:
        raise RefusedError(Refusal.DECIDED)
    if ticket.status not in tickets_rules.OPEN:
        raise RefusedError(Refusal.ENDED)
    power = _power(approval, actor=actor, now=now)
    rules.check_approver(
        actor.id,
        acting_for_id=power.actor.id if power.by else None,
        requester_id=ticket.requester_id,
        doer_id=ticket.assignee_id,
    )
    return power


def _power(approval: Approval, *, actor: Actor, now: datetime) -> Power:
    """Find the office that decides; where only a delegation of other days does, say so."""
    today, every = clock.local_date(now), queries.powers(actor)
    counting = queries.holding(every, today)
    power = queries.power_over(approval, counting)
    if power is not None:
        return power
    lapsed = queries.power_over(approval, [one for one in every if one not in counting])
    if lapsed is None or lapsed.by is None:
        raise RefusedError(Refusal.NOT_APPROVER)
    given, name = lapsed.by, lapsed.actor.name
    if given.standing(today) is Standing.NOT_BEGUN:
        raise RefusedError(Refusal.DELEGATION_NOT_BEGUN, name=name, day=day(given.starts_on))
    raise RefusedError(Refusal.DELEGATION_OVER, name=name, day=day(given.last_day))


def _open(approval: Approval, *, actor: Actor, now: datetime) -> None:
    """Let a step come up, and tell whoever decides it."""
    approval.status, approval.asked_at = ApprovalStatus.PENDING, now
    db.session.flush()
    record(actor, "approval.ask", approval, {"approver": [None, approval.rule]}, at=now)
    announce(ApprovalWanted(approval_id=approval.id))


def _go_on(approval: Approval, *, actor: Actor, now: datetime) -> None:
    steps = queries.approvals_of(approval.ticket)
    following = [one for one in steps if one.status is ApprovalStatus.LATER]
    if following:
        announce(StepApproved(ticket_id=approval.ticket_id, approval_id=approval.id))
        _open(following[0], actor=the_program(approval.council_id), now=now)
        return
    tickets.end_approval(approval.ticket, actor=actor, now=now)
    _reach(approval.ticket, Stage.APPROVED)
    announce(TicketApproved(ticket_id=approval.ticket_id, approval_id=approval.id))


def _end(approval: Approval, *, actor: Actor, now: datetime) -> None:
    """End a request that was not approved; it stays in its list, with the reason."""
    for step in queries.approvals_of(approval.ticket):
        if step.status is ApprovalStatus.LATER:
            step.status = ApprovalStatus.WITHDRAWN
    ended = approval.ticket
    tickets.cancel(ended, reason=approval.note, actor=actor, now=now, mark=Mark.APPROVAL)
    _reach(approval.ticket, Stage.REJECTED)
    announce(TicketRejected(ticket_id=approval.ticket_id, approval_id=approval.id))


def _reach(ticket: Ticket, stage: Stage) -> None:
    """Say in the record of its kind how far it has come."""
    record_of_kind = queries.record_of(ticket)
    if record_of_kind is not None:
        record_of_kind.stage = stage
        db.session.flush()

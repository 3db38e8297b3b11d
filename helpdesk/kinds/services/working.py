"""Doing what was approved, and having another one verify it; the caller commits."""

from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.kinds import queries, rules
from helpdesk.kinds.events import WorkDone, WorkSentBack, WorkVerified
from helpdesk.kinds.models import KindRecord
from helpdesk.kinds.rules import Refusal, RefusedError, Stage
from helpdesk.tickets import permissions
from helpdesk.tickets import rules as tickets_rules
from helpdesk.tickets import services as tickets
from helpdesk.tickets.rules import Cause, Status


def check_may_do(done: KindRecord, *, actor: Actor) -> None:
    """Refuse what was not approved, what is done or ended, and whoever approved it."""
    if done.stage in (Stage.DONE, Stage.VERIFIED, Stage.REJECTED):
        raise RefusedError(Refusal.ENDED)
    if done.ticket.status is Status.CANCELLED:
        raise RefusedError(Refusal.ENDED)
    steps = queries.approvals_of(done.ticket)
    if not queries.are_approved(steps):
        raise RefusedError(Refusal.NOT_APPROVED)
    rules.check_doer(actor.id, approver_ids=queries.approvers(steps))


def check_no_approver(done: KindRecord, *, actor: Actor) -> None:
    """Refuse whoever approved it."""
    steps = queries.approvals_of(done.ticket)
    rules.check_doer(actor.id, approver_ids=queries.approvers(steps))


def do(done: KindRecord, note: str, *, actor: Actor, now: datetime) -> None:
    """Say that it was done, by whoever says so; the ticket is then that person's work."""
    check_may_do(done, actor=actor)
    ticket = done.ticket
    is_open = ticket.status in tickets_rules.OPEN
    if is_open and (ticket.status, ticket.assignee_id) != (Status.IN_PROGRESS, actor.id):
        _take(done, actor=actor, now=now)
    done.done_by = db.session.get_one(User, actor.id)
    done.done_at, done.done_note, done.stage = now, note, Stage.DONE
    ticket.last_activity_at = now
    changes = {"stage": [Stage.APPROVED, Stage.DONE], "done_note": [None, note or None]}
    record(actor, f"{done.__tablename__}.do", done, changes, at=now)
    db.session.flush()
    announce(WorkDone(ticket_id=ticket.id))


def _take(done: KindRecord, *, actor: Actor, now: datetime) -> None:
    """Make the ticket the doer's, from whatever state it is in."""
    if done.ticket.status is Status.IN_PROGRESS:
        doer = db.session.get_one(User, actor.id)
        tickets.assign(done.ticket, to=doer, actor=actor, now=now)
    tickets.take(done.ticket, actor=actor, now=now)


def check_may_verify(done: KindRecord, *, actor: Actor) -> None:
    if done.stage is Stage.VERIFIED or done.ticket.status is Status.CANCELLED:
        raise RefusedError(Refusal.ENDED)
    rules.check_verifier(actor.id, doer_id=done.done_by_id)


def verify(
    done: KindRecord, note: str, *, cause: Cause, words: str, actor: Actor, now: datetime
) -> None:
    """Say that it was done rightly: the ticket is solved, and closed if its requester says so."""
    check_may_verify(done, actor=actor)
    done.verified_by = db.session.get_one(User, actor.id)
    done.verified_at, done.verified_note, done.stage = now, note, Stage.VERIFIED
    changes = {"stage": [Stage.DONE, Stage.VERIFIED], "verified_note": [None, note or None]}
    record(actor, f"{done.__tablename__}.verify", done, changes, at=now)
    ticket = done.ticket
    if ticket.status in tickets_rules.OPEN:
        tickets.resolve(ticket, cause=cause, resolution=words, actor=actor, now=now)
    if ticket.status is Status.RESOLVED and permissions.is_requester(actor, ticket):
        tickets.confirm(ticket, actor=actor, now=now)
    db.session.flush()
    announce(WorkVerified(ticket_id=ticket.id))


def send_back(done: KindRecord, note: str, *, actor: Actor, now: datetime) -> None:
    """Say that it was not done rightly: it is to be done once more."""
    check_may_verify(done, actor=actor)
    begin_again(done, note, actor=actor, now=now)


def unverify(done: KindRecord, *, actor: Actor, now: datetime) -> None:
    """Let what was verified by mistake wait to be verified, since its request is open again."""
    note = [done.verified_note or None, None]
    changes = {"stage": [done.stage, Stage.DONE], "verified_note": note}
    done.verified_by = done.verified_at = None
    done.verified_note, done.stage = "", Stage.DONE
    record(actor, f"{done.__tablename__}.unverify", done, changes, at=now)
    db.session.flush()


def begin_again(done: KindRecord, note: str, *, actor: Actor, now: datetime) -> None:
    """Let what is not right after all be done and verified once more; the log keeps what was."""
    changes = {"stage": [done.stage, Stage.APPROVED], "verified_note": [None, note or None]}
    doer_id = done.done_by_id
    done.done_by = done.done_at = done.verified_by = done.verified_at = None
    done.done_note, done.verified_note, done.stage = "", "", Stage.APPROVED
    record(actor, f"{done.__tablename__}.send_back", done, changes, at=now)
    done.ticket.last_activity_at = now
    db.session.flush()
    ticket_id = done.ticket_id
    announce(WorkSentBack(ticket_id=ticket_id, doer_id=doer_id, by_id=actor.id, note=note, at=now))

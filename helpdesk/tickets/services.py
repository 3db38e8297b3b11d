"""Changing tickets; the caller commits."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.core.text import fold
from helpdesk.core.working_time import WorkingCalendar, add_working_time
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council
from helpdesk.org.queries import calendar_of
from helpdesk.tickets import queries, rules
from helpdesk.tickets.events import TicketReplied, TicketResolved
from helpdesk.tickets.models import Category, Comment, Pause, Ticket, TicketStatusChange
from helpdesk.tickets.rules import Cause, Hardship, Kind, Status, WaitingFor

HELD = frozenset({Status.WAITING, Status.RESOLVED, Status.CLOSED})  # with a pause that may be open


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for; only the first two are asked of everybody."""

    subject: str
    hardship: Hardship
    description: str = ""
    asset: Asset | None = None
    category: Category | None = None


def open_ticket(asked: Asked, *, requester: User, actor: Actor, now: datetime) -> Ticket:
    """Open a ticket with the next reference of its council and fiscal year."""
    weight = rules.weigh(asked.hardship, asked.asset.criticality if asked.asset else None)
    council = db.session.get_one(Council, actor.council_id)
    ticket = Ticket(
        council_id=council.id,
        kind=asked.category.kind if asked.category else Kind.INCIDENT,
        subject=asked.subject,
        description=asked.description,
        hardship=asked.hardship,
        impact=weight.impact,
        urgency=weight.urgency,
        priority=rules.priority(weight.impact, weight.urgency),
        status=Status.NEW,
        category=asked.category,
        requester=requester,
        asset=asked.asset,
        at_department_id=requester.department_id,
        at_location_id=requester.location_id,
        opened_at=now,
        last_activity_at=now,
        reopened=0,
    )
    _promise(ticket, calendar_of(council.id))
    ticket.reference = next_reference(council, "TKT", on=clock.local_date(now))
    ticket.search_text = fold(f"{ticket.reference} {asked.subject} {asked.description}")
    db.session.add(ticket)
    db.session.flush()
    record(actor, "ticket.open", ticket, {"reference": [None, ticket.reference]}, at=now)
    return ticket


def reply(ticket: Ticket, *, text: str, author: User, actor: Actor, now: datetime) -> Comment:
    """Say something that both sides read; an answer ends the wait for the requester."""
    comment = _comment(ticket, text, author=author, now=now, is_internal=False)
    record(actor, "ticket.reply", ticket, at=now)
    if author.id == ticket.requester_id:
        if ticket.waiting_for is WaitingFor.REQUESTER:
            resume(ticket, actor=actor, now=now)
        return comment
    ticket.responded_at = ticket.responded_at or now
    announce(TicketReplied(ticket_id=ticket.id, comment_id=comment.id))
    return comment


def note(ticket: Ticket, *, text: str, author: User, actor: Actor, now: datetime) -> Comment:
    """Write down what only the ICT unit reads."""
    comment = _comment(ticket, text, author=author, now=now, is_internal=True)
    record(actor, "ticket.note", ticket, at=now)
    return comment


def assign(ticket: Ticket, *, to: User, actor: Actor, now: datetime) -> None:
    _move(ticket, _Goal(Status.ASSIGNED, assignee_id=to.id), actor=actor, now=now)


def take(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Begin to work on a ticket oneself; that is a first answer too."""
    ticket.responded_at = ticket.responded_at or now
    _move(ticket, _Goal(Status.IN_PROGRESS, assignee_id=actor.id), actor=actor, now=now)


def wait(
    ticket: Ticket, *, waiting_for: WaitingFor, reason: str, actor: Actor, now: datetime
) -> None:
    goal = _Goal(Status.WAITING, waiting_for, ticket.assignee_id or actor.id, reason)
    _move(ticket, goal, actor=actor, now=now)


def resume(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    _move(ticket, _Goal(Status.IN_PROGRESS, assignee_id=ticket.assignee_id), actor=actor, now=now)


def resolve(ticket: Ticket, *, cause: Cause, resolution: str, actor: Actor, now: datetime) -> None:
    """Say that it works again; its requester confirms, or reopens it."""
    goal = _Goal(Status.RESOLVED, assignee_id=ticket.assignee_id or actor.id, reason=resolution)
    _move(ticket, goal, actor=actor, now=now)
    ticket.responded_at = ticket.responded_at or now
    ticket.cause, ticket.resolution, ticket.resolved_at = cause, resolution, now
    announce(TicketResolved(ticket_id=ticket.id))


def confirm(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    _move(ticket, _Goal(Status.CLOSED, assignee_id=ticket.assignee_id), actor=actor, now=now)
    ticket.closed_at = now


def reopen(ticket: Ticket, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take up again what was thought solved; the same clock goes on, less the time between."""
    if not rules.can_reopen(ticket.status, ticket.closed_at, now=now):
        raise rules.IllegalTransitionError(ticket.status, Status.IN_PROGRESS)
    _forget_resolution(ticket)
    ticket.reopened += 1
    goal = _Goal(Status.IN_PROGRESS, assignee_id=ticket.assignee_id, reason=reason)
    _move(ticket, goal, actor=actor, now=now)


def undo(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Take back one's own last move, as if the clock had never noticed it."""
    last = queries.last_change(ticket)
    if last is None or last.by_id != actor.id or not rules.can_undo(last.at, now=now):
        raise rules.NothingToUndoError
    if last.to_status is Status.RESOLVED:
        _forget_resolution(ticket)
    _end_pause(ticket, at=last.at)
    goal = _Goal(last.from_status, last.from_waiting, last.from_assignee_id)
    _set(ticket, goal, actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class _Goal:
    """What a move leads to."""

    status: Status
    waiting_for: WaitingFor | None = None
    assignee_id: int | None = None
    reason: str = ""


def _move(ticket: Ticket, goal: _Goal, *, actor: Actor, now: datetime) -> None:
    rules.check_transition(ticket.status, goal.status)
    _end_pause(ticket, at=now)
    _set(ticket, goal, actor=actor, now=now)


def _set(ticket: Ticket, goal: _Goal, *, actor: Actor, now: datetime) -> None:
    _note_change(ticket, goal, actor=actor, now=now)
    ticket.status, ticket.waiting_for = goal.status, goal.waiting_for
    ticket.assignee_id, ticket.last_activity_at = goal.assignee_id, now
    if goal.status is Status.RESOLVED or goal.waiting_for in rules.PAUSING:
        db.session.add(Pause(ticket_id=ticket.id, began_at=now, waiting_for=goal.waiting_for))
    _promise(ticket, calendar_of(ticket.council_id))
    db.session.flush()


def _note_change(ticket: Ticket, goal: _Goal, *, actor: Actor, now: datetime) -> None:
    change = TicketStatusChange(
        ticket_id=ticket.id,
        at=now,
        by_id=actor.id,
        from_status=ticket.status,
        to_status=goal.status,
        from_waiting=ticket.waiting_for,
        to_waiting=goal.waiting_for,
        from_assignee_id=ticket.assignee_id,
        to_assignee_id=goal.assignee_id,
        reason=goal.reason,
    )
    db.session.add(change)
    changes = {
        "status": [ticket.status, goal.status],
        "assignee": [ticket.assignee_id, goal.assignee_id],
    }
    record(actor, f"ticket.{goal.status}", ticket, changes, at=now)


def _end_pause(ticket: Ticket, *, at: datetime) -> None:
    if ticket.status not in HELD:
        return
    for pause in queries.pauses(ticket):
        pause.ended_at = pause.ended_at or max(at, pause.began_at)


def _promise(ticket: Ticket, calendar: WorkingCalendar) -> None:
    """Work out anew when an answer and a solution are due; a paused clock has no due.

    The time since it was solved is no pause yet: it becomes one if the ticket is reopened.
    """
    targets = rules.TARGETS[ticket.priority]
    ticket.response_due_at = add_working_time(ticket.opened_at, targets.respond, calendar)
    found = queries.pauses(ticket) if ticket.id else []
    pauses = [(p.began_at, p.ended_at) for p in found if p.ended_at or p.waiting_for]
    due = rules.resolution_due(ticket.opened_at, targets.resolve, calendar, pauses)
    ticket.resolution_due_at = due
    ticket.sort_at = due or ticket.sort_at


def _forget_resolution(ticket: Ticket) -> None:
    ticket.resolved_at = ticket.closed_at = ticket.cause = None
    ticket.resolution = ""


def _comment(
    ticket: Ticket, text: str, *, author: User, now: datetime, is_internal: bool
) -> Comment:
    comment = Comment(ticket=ticket, author=author, at=now, is_internal=is_internal, text=text)
    db.session.add(comment)
    ticket.last_activity_at = now
    db.session.flush()
    return comment

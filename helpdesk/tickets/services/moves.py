"""Moving tickets from state to state, and back; the caller commits."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.tickets import permissions, queries, rules
from helpdesk.tickets.events import (
    AssignmentTakenBack,
    CancellingTakenBack,
    KindChanged,
    ResolutionTakenBack,
    TicketAssigned,
    TicketCancelled,
    TicketGivenUp,
    TicketReopened,
    TicketResolved,
)
from helpdesk.tickets.models import Category, Ticket, TicketStatusChange
from helpdesk.tickets.rules import Cause, Kind, Mark, Priority, Status, WaitingFor
from helpdesk.tickets.services import clock

FIELDS: dict[str, Callable[[Any], Any]] = {
    "priority": Priority,
    "impact": int,
    "urgency": int,
    "priority_reason": str,
    "category_id": int,
    "kind": Kind,
    "system_id": int,
    "team_id": int,
    "parent_id": int,
    "merged_into_id": int,
    "is_outage": bool,
    "subject": str,
}  # what can be changed besides the state, and how it is read back from JSON
RETARGETING = frozenset({"priority", "category_id"})


def assign(
    ticket: Ticket,
    *,
    to: User | None,
    actor: Actor,
    now: datetime,
    values: Mapping[str, object] | None = None,
) -> None:
    """Give it to an officer, or with a team among `values` to whoever of the team takes it."""
    to_id, was = to.id if to else None, ticket.kind
    goal = _Goal(Status.ASSIGNED, None, to_id, values=_with_kind(ticket, values or {}))
    _hand(ticket, goal, actor=actor, now=now)
    _tell_of_kind(ticket, was)
    announce(TicketAssigned(ticket_id=ticket.id))


def take(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Begin to work on a ticket oneself; that is a first answer too."""
    goal = _Goal(Status.IN_PROGRESS, assignee_id=actor.id)
    moved = _hand(ticket, goal, actor=actor, now=now)
    clock.answer(ticket, change=moved, actor=actor, now=now)


def wait(
    ticket: Ticket, *, waiting_for: WaitingFor, reason: str, actor: Actor, now: datetime
) -> None:
    goal = _Goal(Status.WAITING, waiting_for, ticket.assignee_id or actor.id, reason)
    _move(ticket, goal, actor=actor, now=now)


def await_approval(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Let a ticket wait until its approvers have decided; that gives it to no officer."""
    goal = _Goal(Status.WAITING, WaitingFor.APPROVAL, ticket.assignee_id)
    _go(ticket, goal, actor=actor, now=now)


def end_approval(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Let a ticket that was approved go on: with its officer, or into the queue."""
    if ticket.waiting_for is WaitingFor.APPROVAL:
        status = Status.ASSIGNED if ticket.assignee_id or ticket.team_id else Status.NEW
        goal = _Goal(status, assignee_id=ticket.assignee_id)
        _go(ticket, goal, actor=actor, now=now).batch = Mark.APPROVAL


def resume(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    _move(ticket, _Goal(Status.IN_PROGRESS, assignee_id=ticket.assignee_id), actor=actor, now=now)


def resolve(ticket: Ticket, *, cause: Cause, resolution: str, actor: Actor, now: datetime) -> None:
    """Say that it works again; its requester confirms, or reopens it."""
    goal = _Goal(Status.RESOLVED, assignee_id=ticket.assignee_id or actor.id, reason=resolution)
    moved = _move(ticket, goal, actor=actor, now=now)
    clock.answer(ticket, change=moved, actor=actor, now=now)
    ticket.cause, ticket.resolution, ticket.resolved_at = cause, resolution, now
    db.session.flush()
    announce(TicketResolved(ticket_id=ticket.id))


def give_up(ticket: Ticket, *, words: str, actor: Actor, now: datetime) -> None:
    """Close what cannot be solved because its requester says nothing; he is told these words."""
    goal = _Goal(Status.RESOLVED, assignee_id=ticket.assignee_id, reason=words)
    _move(ticket, goal, actor=actor, now=now)
    ticket.cause, ticket.resolution, ticket.resolved_at = Cause.UNKNOWN, words, now
    confirm(ticket, actor=actor, now=now)
    announce(TicketGivenUp(ticket_id=ticket.id))


def confirm(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    _move(ticket, _Goal(Status.CLOSED, assignee_id=ticket.assignee_id), actor=actor, now=now)
    ticket.closed_at = now


def cancel(
    ticket: Ticket,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    values: Mapping[str, object] | None = None,
    mark: Mark | None = None,
) -> None:
    """End what will not be done; `values` are fields that change along with it."""
    goal = _Goal(Status.CANCELLED, None, ticket.assignee_id, reason, values or {})
    _move(ticket, goal, actor=actor, now=now).batch = mark
    announce(TicketCancelled(ticket_id=ticket.id))


def reopen(ticket: Ticket, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take up again what was thought solved; the same clock goes on, less the time between."""
    rules.check_reopen(ticket.status, ticket.closed_at, now=now)
    _forget_resolution(ticket)
    ticket.reopened += 1
    goal = _Goal(Status.IN_PROGRESS, assignee_id=ticket.assignee_id, reason=reason)
    _go(ticket, goal, actor=actor, now=now)
    announce(TicketReopened(ticket_id=ticket.id))


def change(
    ticket: Ticket, values: Mapping[str, object], *, reason: str, actor: Actor, now: datetime
) -> None:
    """Give new values to some of FIELDS; a new priority gives the clock another target."""
    values, was = _with_kind(ticket, values), ticket.kind
    old = {name: getattr(ticket, name) for name in values}
    changed = {name: [old[name], new] for name, new in values.items() if old[name] != new}
    if not changed:
        return
    if changed.keys() & RETARGETING:
        rules.check_open(ticket.status)
    same = _Goal(ticket.status, ticket.waiting_for, ticket.assignee_id, reason)
    noted = _note_change(ticket, same, actor=actor, now=now, fields=changed)
    for name, (_old, new) in changed.items():
        setattr(ticket, name, new)
    ticket.last_activity_at = now
    if changed.keys() & RETARGETING:
        clock.retarget(ticket, change=noted, actor=actor, now=now)
    db.session.flush()
    _tell_of_kind(ticket, was)


def _with_kind(ticket: Ticket, values: Mapping[str, object]) -> Mapping[str, object]:
    """Let the kind follow the category that an officer sets."""
    if not values.get("category_id"):
        return values
    category = db.session.get(Category, values["category_id"])
    return {**values, "kind": queries.kind_in(ticket, category)}


def _tell_of_kind(ticket: Ticket, was: Kind) -> None:
    if ticket.kind is not was:
        announce(KindChanged(ticket_id=ticket.id))


def undo(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Take back one's own last move, as if the clock had never noticed it."""
    last = queries.last_change(ticket)
    if last is None or last.by_id != actor.id or not rules.can_undo(last.at, now=now):
        raise rules.NothingToUndoError
    if last.batch in rules.LASTING:
        raise rules.NothingToUndoError
    take_back(ticket, last, actor=actor, now=now)


def take_back(ticket: Ticket, last: TicketStatusChange, *, actor: Actor, now: datetime) -> None:
    """Make a ticket what it was before its last change."""
    was_resolved = last.to_status is Status.RESOLVED and last.from_status is not Status.RESOLVED
    if was_resolved:
        _forget_resolution(ticket)
    if last.to_status is Status.CLOSED:
        ticket.closed_at = None
    goal = _Goal(last.from_status, last.from_waiting, last.from_assignee_id)
    fields = {name: [new, old] for name, (old, new) in json.loads(last.fields).items()}
    if "kind" in fields and queries.is_of_a_kind(ticket):
        del fields["kind"]  # it has got a form since
    noted = _note_change(ticket, goal, actor=actor, now=now, fields=fields)
    noted.batch = Mark.UNDO
    for name, (_new, old) in fields.items():
        setattr(ticket, name, None if old is None else FIELDS[name](old))
    _set(ticket, goal, now=now)
    clock.forget(last, ticket, by=noted, actor=actor, now=now)
    if last.is_handover:
        announce(AssignmentTakenBack(ticket_id=ticket.id, change_id=last.id))
    if was_resolved:
        announce(ResolutionTakenBack(ticket_id=ticket.id, by_id=actor.id, at=now))
    if last.to_status is Status.CANCELLED:
        announce(CancellingTakenBack(ticket_id=ticket.id, cancelled_at=last.at))


@dataclass(frozen=True, slots=True)
class _Goal:
    """What a move leads to."""

    status: Status
    waiting_for: WaitingFor | None = None
    assignee_id: int | None = None
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def _move(ticket: Ticket, goal: _Goal, *, actor: Actor, now: datetime) -> TicketStatusChange:
    rules.check_transition(ticket.status, goal.status)
    if queries.is_held(ticket, goal.status):
        raise rules.HeldError
    return _go(ticket, goal, actor=actor, now=now)


def _hand(ticket: Ticket, goal: _Goal, *, actor: Actor, now: datetime) -> TicketStatusChange:
    """Give it to somebody; what waits for the approval of its form goes on waiting for it."""
    if not queries.waits_for_approval(ticket):
        return _move(ticket, goal, actor=actor, now=now)
    waiting = replace(goal, status=Status.WAITING, waiting_for=WaitingFor.APPROVAL)
    return _go(ticket, waiting, actor=actor, now=now)


def _go(ticket: Ticket, goal: _Goal, *, actor: Actor, now: datetime) -> TicketStatusChange:
    fields = changes_of(ticket, **goal.values)
    noted = _note_change(ticket, goal, actor=actor, now=now, fields=fields)
    _set(ticket, goal, now=now)
    clock.follow(ticket, noted, actor=actor, now=now)
    if fields.keys() & RETARGETING:
        clock.retarget(ticket, change=noted, actor=actor, now=now)
    return noted


def _set(ticket: Ticket, goal: _Goal, *, now: datetime) -> None:
    ticket.status, ticket.waiting_for = goal.status, goal.waiting_for
    ticket.assignee_id, ticket.last_activity_at = goal.assignee_id, now
    for name, new in goal.values.items():
        setattr(ticket, name, new)
    db.session.flush()


def _note_change(
    ticket: Ticket,
    goal: _Goal,
    *,
    actor: Actor,
    now: datetime,
    fields: Mapping[str, list[Any]] | None = None,
) -> TicketStatusChange:
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
        fields=json.dumps(dict(fields or {})),
        batch=Mark.GUEST if permissions.is_guest(actor) else None,
    )
    db.session.add(change)
    db.session.flush()
    moved = {
        "status": [ticket.status, goal.status],
        "assignee": [ticket.assignee_id, goal.assignee_id],
    }
    is_move = (ticket.status, ticket.assignee_id) != (goal.status, goal.assignee_id)
    act = "change" if fields and not is_move else str(goal.status)
    record(actor, f"ticket.{act}", ticket, {**moved, **(fields or {})}, at=now)
    return change


def _forget_resolution(ticket: Ticket) -> None:
    ticket.resolved_at = ticket.closed_at = ticket.cause = None
    ticket.resolution = ""

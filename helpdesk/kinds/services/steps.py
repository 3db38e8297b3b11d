"""Filling in what follows on a request; the caller commits."""

from collections.abc import Callable, Mapping
from datetime import datetime

from helpdesk.audit.services import changes_of, record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.kinds.labels.declared import Step
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.models.records import KindRecord
from helpdesk.kinds.models.steps import KindStep
from helpdesk.kinds.rules import Refusal, RefusedError, Stage
from helpdesk.kinds.services.words import note_words
from helpdesk.kinds.services.working import check_may_do, check_no_approver
from helpdesk.tickets import rules as tickets_rules
from helpdesk.tickets import services as tickets
from helpdesk.tickets.rules import Cause, Kind, NothingToUndoError, Status, can_undo

Effect = Callable[[KindRecord, Actor], None]

_effects: dict[tuple[Kind, str], tuple[Effect, Effect]] = {}


def with_effect(kind: Kind, step: str, *, taken: Effect, taken_back: Effect) -> None:
    """Say what else becomes of a step when it is filled in, and when that is taken back."""
    _effects[kind, step] = (taken, taken_back)


def check_may_fill_in(filled: KindRecord, step: Step, *, actor: Actor) -> None:
    """Refuse what has ended, and what waits for approval; what stands there may be corrected."""
    if filled.ticket.status in (Status.CLOSED, Status.CANCELLED):
        raise RefusedError(Refusal.ENDED)
    is_new = _signature(filled, step) is None
    if step.is_after_approval:
        check = check_may_do if is_new else check_no_approver
        check(filled, actor=actor)
    if step.is_last and is_new:
        _check_others(filled)


def _check_others(filled: KindRecord) -> None:
    """Refuse the last step while one before it is empty."""
    *before, _last = DECLARED[filled.ticket.kind].steps
    for one in before:
        if _signature(filled, one) is None:
            raise RefusedError(Refusal.STEP_MISSING, step=one.title)


def fill_in(
    filled: KindRecord, step: Step, values: Mapping[str, object], *, actor: Actor, now: datetime
) -> bool:
    """Fill in a step, or correct what stands there; return whether it was the first time."""
    check_may_fill_in(filled, step, actor=actor)
    changes = changes_of(filled, **values)
    _put(filled, values)
    is_first = _sign(filled, step, actor=actor, now=now)
    _effect(filled, step, 0, actor)
    record(actor, "ticket.fill_in", filled.ticket, _told(filled, step, changes), at=now)
    if is_first and step.is_last:
        _finish(filled, step, actor=actor, now=now)
    filled.ticket.last_activity_at = now
    db.session.flush()
    return is_first


def take_back(filled: KindRecord, step: Step, *, actor: Actor, now: datetime) -> None:
    """Empty a step that one filled in oneself a moment ago, and go on as before."""
    signed = _signature(filled, step)
    if signed is None or signed.by_id != actor.id or not can_undo(signed.at, now=now):
        raise NothingToUndoError
    if step.is_last and filled.ticket.status is Status.RESOLVED:
        tickets.undo(filled.ticket, actor=actor, now=now)  # which empties the step as well
        return
    empty(filled, step, actor=actor, now=now)


def empty(filled: KindRecord, step: Step, *, actor: Actor, now: datetime) -> None:
    """Make a step as it was before anybody filled it in."""
    signed = _signature(filled, step)
    if signed is None:
        return
    _effect(filled, step, 1, actor)
    nothing = {part.name: _nothing(filled, part.name) for part in step.parts}
    changes = changes_of(filled, **nothing)
    _put(filled, nothing)
    if step.is_last:
        filled.stage, filled.done_by_id, filled.done_at = Stage.ASKED, None, None
    db.session.delete(signed)
    record(actor, "ticket.empty", filled.ticket, _told(filled, step, changes), at=now)
    db.session.flush()


def _finish(filled: KindRecord, step: Step, *, actor: Actor, now: datetime) -> None:
    """The last step solves the request."""
    filled.stage, filled.done_by_id, filled.done_at = Stage.DONE, actor.id, now
    if filled.ticket.status in tickets_rules.OPEN:
        is_secret = filled.ticket.kind is Kind.SECURITY_INCIDENT
        cause = Cause.UNKNOWN if is_secret else Cause.NO_FAULT
        words = str(step.done)
        tickets.resolve(filled.ticket, cause=cause, resolution=words, actor=actor, now=now)


def _signature(filled: KindRecord, step: Step) -> KindStep | None:
    return db.session.get(KindStep, (filled.ticket_id, step.name))


def _sign(filled: KindRecord, step: Step, *, actor: Actor, now: datetime) -> bool:
    signed = _signature(filled, step)
    if signed is None:
        signed = KindStep(ticket_id=filled.ticket_id, name=step.name, at=now, by_id=actor.id)
        db.session.add(signed)
        db.session.flush()
        return True
    signed.at, signed.by_id = now, actor.id or signed.by_id
    return False


def _put(filled: KindRecord, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(filled, name, value)
    note_words(filled)
    db.session.flush()


def _nothing(filled: KindRecord, name: str) -> str | None:
    """Return what stands in a column before anybody wrote there."""
    return None if type(filled).__table__.columns[name].nullable else ""


def _effect(filled: KindRecord, step: Step, which: int, actor: Actor) -> None:
    effects = _effects.get((filled.ticket.kind, step.name))
    if effects:
        effects[which](filled, actor)


def _told(filled: KindRecord, step: Step, changes: Mapping[str, list[object]]) -> dict[str, object]:
    """Return what the log says; of what is secret only that there was something."""
    said: dict[str, object] = {"step": [None, step.name]}
    is_secret = filled.ticket.kind is Kind.SECURITY_INCIDENT
    return said if is_secret else {**said, **changes}

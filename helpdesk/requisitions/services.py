"""Asking for parts, agreeing to it, and handing them out; the caller commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council
from helpdesk.requisitions import rules
from helpdesk.requisitions.models import Requisition, RequisitionIssue, RequisitionLine
from helpdesk.requisitions.rules import State
from helpdesk.stock import services as stock
from helpdesk.stock.models import Part, Store
from helpdesk.stock.services import Owner, Wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """A part, or words for what no store knows, and how many."""

    part: Part | None
    words: str
    quantity: Decimal


def ask(
    purpose: str, lines: Sequence[Asked], *, by: User, actor: Actor, now: datetime
) -> Requisition:
    council = db.session.get_one(Council, actor.council_id)
    requisition = Requisition(
        council_id=council.id,
        number=next_reference(council, "REQ", on=clock.local_date(now)),
        department_id=by.department_id,
        purpose=purpose,
        asked_by_id=by.id,
        asked_at=now,
        lines=[
            RequisitionLine(place=place, part=one.part, words=one.words, quantity=one.quantity)
            for place, one in enumerate(lines, start=1)
        ],
    )
    db.session.add(requisition)
    db.session.flush()
    record(actor, "requisition.ask", requisition, {"purpose": [None, purpose]}, at=now)
    return requisition


def check_decider(requisition: Requisition, actor: Actor) -> None:
    """Let nobody decide what they ask for, or approve what they recommended."""
    rules.check_independent(actor.id, requisition.asked_by_id, requisition.recommended_by_id)


def recommend(requisition: Requisition, *, actor: Actor, now: datetime) -> None:
    check_decider(requisition, actor)
    _pass_on(requisition, State.RECOMMENDED, "requisition.recommend", actor, now)
    requisition.recommended_by_id, requisition.recommended_at = actor.id, now
    db.session.flush()


def approve(requisition: Requisition, *, actor: Actor, now: datetime) -> None:
    check_decider(requisition, actor)
    _pass_on(requisition, State.APPROVED, "requisition.approve", actor, now)
    requisition.approved_by_id, requisition.approved_at = actor.id, now
    db.session.flush()
    for line in requisition.lines:
        if line.part is not None:
            stock.reserve(line.part, line.quantity, owner_of(requisition), actor=actor)


def reject(requisition: Requisition, reason: str, *, actor: Actor, now: datetime) -> None:
    check_decider(requisition, actor)
    requisition.reason = reason
    _pass_on(requisition, State.REJECTED, "requisition.reject", actor, now)
    db.session.flush()


def withdraw(requisition: Requisition, *, actor: Actor, now: datetime) -> None:
    """Take back what one asked for oneself, as long as nobody has approved it."""
    if actor.id != requisition.asked_by_id:
        raise rules.ConcernedError
    _pass_on(requisition, State.WITHDRAWN, "requisition.withdraw", actor, now)
    db.session.flush()


def issue(
    requisition: Requisition,
    store: Store,
    amounts: Mapping[int, Decimal],
    *,
    actor: Actor,
    now: datetime,
    anyway: bool = False,
) -> None:
    """Hand out so many of these lines, by their places; what is left waits for the next time.

    What is kept for others is handed out only `anyway`.
    """
    rules.check_independent(actor.id, requisition.asked_by_id)
    rules.check_step(requisition.state, State.PARTLY)
    given = [(line, amounts.get(line.place, Decimal(0))) for line in requisition.lines]
    given = [(line, quantity) for line, quantity in given if quantity]
    if not given:
        raise rules.NothingIssuedError
    for line, quantity in given:
        if quantity > line.outstanding:
            raise rules.TooMuchError(line.place)
    wanted = [Wanted(line.part, quantity) for line, quantity in given if line.part]
    stock.hold(store, wanted, None if anyway else owner_of(requisition))
    for line, quantity in given:
        _issue(requisition, line, store, quantity, actor, now)
    done = all(line.outstanding == 0 for line in requisition.lines)
    state = State.ISSUED if done else State.PARTLY
    _pass_on(requisition, state, "requisition.issue", actor, now)
    db.session.flush()


def owner_of(requisition: Requisition) -> Owner:
    """Return for what the parts of a requisition are kept."""
    return Owner("requisition", requisition.id, requisition.number)


def _issue(
    requisition: Requisition,
    line: RequisitionLine,
    store: Store,
    quantity: Decimal,
    actor: Actor,
    now: datetime,
) -> None:
    """Hand out so many of a line; what no store knows was bought for it, and moves in no store."""
    if line.part is None:
        line.issued += quantity
        return
    number = requisition.number
    stock.use(owner_of(requisition), line.part, quantity)
    movement = stock.issue(
        store, line.part, quantity=quantity, reference=number, actor=actor, now=now
    )
    line.issues.append(RequisitionIssue(movement=movement))
    line.issued += quantity


def give_back(
    given: RequisitionIssue, quantity: Decimal, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Put so many of what was issued back into their store; they are no longer issued.

    Where the requisition goes on they are kept for it again.
    """
    stock.give_back(given.movement, quantity=quantity, reason=reason, actor=actor, now=now)
    line = given.line
    line.issued -= quantity
    requisition = db.session.get_one(Requisition, line.requisition_id)
    if requisition.state in rules.TO_ISSUE and line.part is not None:
        stock.reserve(line.part, quantity, owner_of(requisition), actor=actor)
    changes = {"quantity": [None, quantity], "reason": [None, reason]}
    record(actor, "requisition.return", requisition, changes, at=now)


def buy(requisition: Requisition, *, actor: Actor, now: datetime) -> None:
    """Say that the store lacks what is left, so that it is bought."""
    _pass_on(requisition, State.TO_BUY, "requisition.buy", actor, now)
    db.session.flush()


def close(requisition: Requisition, reason: str, *, actor: Actor, now: datetime) -> None:
    """End what will not be issued in whole."""
    requisition.reason = reason
    _pass_on(requisition, State.CLOSED, "requisition.close", actor, now)
    db.session.flush()
    stock.release_all(owner_of(requisition))


def _pass_on(requisition: Requisition, state: State, act: str, actor: Actor, now: datetime) -> None:
    rules.check_step(requisition.state, state)
    record(actor, act, requisition, {"state": [requisition.state, state]}, at=now)
    requisition.state = state

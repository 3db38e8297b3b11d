"""What waits for whose approval, with one's own office or in another's place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from helpdesk.accounts.models import Delegation, User
from helpdesk.accounts.queries import as_actor, delegations_to, deputies_of, people_with
from helpdesk.accounts.rules import Standing
from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role, the_program
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.kinds.models import Approval, SecurityIncident
from helpdesk.kinds.rules import ApprovalStatus, ApproverRule
from helpdesk.systems.models import SystemUse
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import hide_with_ticket
from helpdesk.tickets.queries import visible_to as tickets_visible_to
from helpdesk.tickets.rules import OPEN, Status

hide_with_ticket(Approval, SecurityIncident)


@dataclass(frozen=True, slots=True)
class Power:
    """With whose office somebody decides; by a delegation it is another's."""

    actor: Actor
    by: Delegation | None = None


def powers(actor: Actor) -> list[Power]:
    """Return one's own office and every one that was ever delegated, one's own first."""
    lent = [
        Power(as_actor(given.principal, council_id=actor.council_id), given)
        for given in delegations_to(actor)
    ]
    return [Power(actor), *lent]


def holding(found: Sequence[Power], today: date) -> list[Power]:
    """Return those that count today."""
    return [one for one in found if one.by is None or one.by.standing(today) is Standing.NOW]


def covers(power: Power) -> ColumnElement[bool]:
    """Say of an approval joined with its ticket whether this office decides it.

    The director stands above every head of department, and decides where there is none.
    """
    who = power.actor
    offices: list[ColumnElement[bool]] = [_champions(who)]
    if Role.HEAD in who.roles:
        offices.append(Approval.rule == ApproverRule.HEAD_OF_ICT)
    if Role.MANAGER in who.roles:
        offices.append(_manages(who))
    return or_(false(), *offices)


def _manages(who: Actor) -> ColumnElement[bool]:
    if not who.department_ids:
        return Approval.rule.in_((ApproverRule.DIRECTOR, ApproverRule.HEAD_OF_DEPARTMENT))
    is_theirs = Ticket.at_department_id.in_(who.department_ids)
    return and_(Approval.rule == ApproverRule.HEAD_OF_DEPARTMENT, is_theirs)


def _champions(who: Actor) -> ColumnElement[bool]:
    own = SystemUse.champion_id == (who.id or 0), SystemUse.ended_at.is_(None)
    systems = select(SystemUse.system_id).where(*own)
    is_theirs = Approval.system_id.in_(systems)
    return and_(Approval.rule == ApproverRule.SYSTEM_OWNER, is_theirs)


def _with_tickets(actor: Actor) -> Select[Approval]:
    return (
        select(Approval)
        .join(Approval.ticket)
        .where(Approval.council_id == actor.council_id, Ticket.council_id == actor.council_id)
    )


def waiting_for(actor: Actor, *, today: date) -> Select[Approval]:
    """Return what somebody can decide today; the caller sorts and pages it."""
    is_mine = [_may_decide(one) for one in holding(powers(actor), today)]
    is_open = Approval.status == ApprovalStatus.PENDING, Ticket.status.in_(OPEN)
    asked_by_others = Ticket.requester_id.is_distinct_from(actor.id)
    return (
        _with_tickets(actor)
        .where(*is_open, asked_by_others, or_(*is_mine))
        .options(contains_eager(Approval.ticket).joinedload(Ticket.requester))
    )


def _may_decide(power: Power) -> ColumnElement[bool]:
    """Nobody decides for somebody about what that person asked for."""
    return and_(covers(power), Ticket.requester_id.is_distinct_from(power.actor.id))


def count_waiting_for(actor: Actor, *, today: date) -> int:
    found = waiting_for(actor, today=today).options().with_only_columns(Approval.id).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def decided_by(actor: Actor) -> Select[Approval]:
    """Return what somebody decided; the caller sorts and pages it."""
    ticket = contains_eager(Approval.ticket).joinedload(Ticket.requester)
    return _with_tickets(actor).where(Approval.decided_by_id == actor.id).options(ticket)


def may_read(approval: Approval, *, actor: Actor, today: date) -> bool:
    """Tell whether somebody may read the form itself: not with an office of other days."""
    if approval.decided_by_id == actor.id:
        return True
    if power_over(approval, holding(powers(actor), today)) is not None:
        return True
    seen = tickets_visible_to(actor).where(Ticket.id == approval.ticket_id)
    return db.session.scalar(seen.with_only_columns(Ticket.id)) is not None


def visible_to(actor: Actor) -> Select[Approval]:
    """Those of tickets that one may see, those that one may or might decide, and has decided."""
    seen = Ticket.id.in_(tickets_visible_to(actor).with_only_columns(Ticket.id))
    own = or_(Approval.decided_by_id == actor.id, *[covers(one) for one in powers(actor)])
    return _with_tickets(actor).where(or_(seen, own))


def approval_or_404(approval_id: int, *, actor: Actor) -> Approval:
    found = visible_to(actor).where(Approval.id == approval_id)
    whole = contains_eager(Approval.ticket).joinedload(Ticket.requester)
    return found_or_404(held(found, Approval).options(whole, joinedload(Approval.system)))


def power_over(approval: Approval, found: Sequence[Power]) -> Power | None:
    """Return the first of some offices that decides an approval, one's own before others'."""
    if not found:
        return None
    columns = [covers(power).label(f"power_{place}") for place, power in enumerate(found)]
    row = db.session.execute(
        select(*columns)
        .select_from(Approval)
        .join(Approval.ticket)
        .where(Approval.id == approval.id)
    ).one()
    return next((power for power, is_it in zip(found, row, strict=True) if is_it), None)


@owner("kind")
def tickets_with_evidence(actor: Actor) -> Select[Any]:
    """Whoever may decide about a form may read what was attached to it, as those who see it."""
    offices = [covers(one) for one in holding(powers(actor), clock.today())]
    own = or_(Approval.decided_by_id == actor.id, *offices)
    decided = _with_tickets(actor).where(own).with_only_columns(Approval.ticket_id)
    seen = tickets_visible_to(actor).with_only_columns(Ticket.id)
    return select(Ticket.id).where(or_(Ticket.id.in_(seen), Ticket.id.in_(decided)))


@subject_names("approval")
def approval_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(
        select(Approval.id, Ticket.reference).join(Approval.ticket).where(Approval.id.in_(ids))
    )
    return {row.id: row.reference for row in rows}


def approvals_of(ticket: Ticket) -> Sequence[Approval]:
    """Return the steps of a ticket, first to last, with who decided them."""
    people = joinedload(Approval.decided_by), joinedload(Approval.acting_for)
    return db.session.scalars(
        select(Approval)
        .where(Approval.ticket_id == ticket.id)
        .options(*people)
        .order_by(Approval.position)
    ).all()


def taken_back(tickets: Iterable[Ticket]) -> frozenset[int]:
    """Return the ids of those that their requesters took back while they waited for approval."""
    over = [one.id for one in tickets if one.status is Status.CANCELLED]
    withdrawn = Approval.ticket_id.in_(over), Approval.status == ApprovalStatus.WITHDRAWN
    refused = aliased(Approval)
    is_refused = refused.ticket_id == Approval.ticket_id, refused.status == ApprovalStatus.REJECTED
    found = select(Approval.ticket_id).where(*withdrawn, ~exists().where(*is_refused))
    return frozenset(db.session.scalars(found)) if over else frozenset()


def approvers(steps: Sequence[Approval]) -> set[int]:
    """Return who approved, and in whose place."""
    decided = [one for one in steps if one.status is ApprovalStatus.APPROVED]
    people = {one.decided_by_id for one in decided} | {one.acting_for_id for one in decided}
    return {person for person in people if person is not None}


def are_approved(steps: Sequence[Approval]) -> bool:
    """Tell whether every step was approved; what needed no approval is approved."""
    return all(one.status is ApprovalStatus.APPROVED for one in steps)


def people_for(approval: Approval, *, today: date) -> list[User]:
    """Return whom to tell that an approval waits for them: the office's holders and deputies.

    The director is told only where nobody else can decide.
    """
    program = the_program(approval.council_id)
    requester_id = approval.ticket.requester_id
    holders = [one for one in _holders(approval, program) if one.id != requester_id]
    deputies = deputies_of([one.id for one in holders], actor=program, day=today)
    people = {one.id: one for one in [*holders, *deputies] if one.id != requester_id}
    return list(people.values())


def _holders(approval: Approval, program: Actor) -> Sequence[User]:
    if approval.rule is ApproverRule.HEAD_OF_ICT:
        return people_with(program, Role.HEAD)
    if approval.rule is ApproverRule.SYSTEM_OWNER:
        return _champions_of(approval)
    heads, directors = managers_of(approval.ticket)
    if approval.rule is ApproverRule.DIRECTOR:
        return directors
    return heads or directors


def managers_of(ticket: Ticket) -> tuple[list[User], list[User]]:
    """Return the heads of a ticket's department but for its requester, and the directors."""
    program = the_program(ticket.council_id)
    managers = {
        one: as_actor(one, council_id=program.council_id).department_ids
        for one in people_with(program, Role.MANAGER)
    }
    heads = [
        one
        for one, departments in managers.items()
        if ticket.at_department_id in departments and one.id != ticket.requester_id
    ]
    return heads, [one for one, departments in managers.items() if not departments]


def _champions_of(approval: Approval) -> Sequence[User]:
    uses = SystemUse.system_id == approval.system_id, SystemUse.ended_at.is_(None)
    champions = select(SystemUse.champion_id).where(*uses)
    return db.session.scalars(select(User).where(User.is_active, User.id.in_(champions))).all()

"""Who holds the offices that approve, and which of them nobody holds but who asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from helpdesk.accounts.models import RoleGrant, User
from helpdesk.accounts.queries import counts_in, people_with
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role, the_program
from helpdesk.infra.db import db
from helpdesk.kinds.models import Approval
from helpdesk.kinds.rules import ApprovalStatus, ApproverRule
from helpdesk.org.models import Department
from helpdesk.systems.models import SystemUse
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is to be decided: the values of one request, or the columns of many."""

    council_id: Any
    requester_id: Any
    department_id: Any
    system_id: Any


COLUMNS = Matter(
    council_id=Ticket.council_id,
    requester_id=Ticket.requester_id,
    department_id=Ticket.at_department_id,
    system_id=Approval.system_id,
)


def matter_of(ticket: Ticket, system_id: int | None) -> Matter:
    return Matter(
        council_id=ticket.council_id,
        requester_id=ticket.requester_id,
        department_id=ticket.at_department_id,
        system_id=system_id,
    )


def holders(office: ApproverRule, matter: Matter) -> frozenset[int]:
    """Return who can decide a matter by this office today; who asked for it cannot."""
    return frozenset(db.session.scalars(_holders(office, matter, clock.today())))


def only_officer(council_id: int) -> frozenset[int]:
    """Return the one who has to do whatever is approved, where a council has but one officer."""
    officers = people_with(the_program(council_id), Role.TECHNICIAN, Role.HEAD)
    return frozenset(one.id for one in officers) if len(officers) == 1 else frozenset()


def _holders(office: ApproverRule, matter: Matter, today: date) -> Select[int]:
    others = User.is_active, User.id.is_distinct_from(matter.requester_id)
    if office is ApproverRule.SYSTEM_OWNER:
        uses = SystemUse.system_id == matter.system_id, SystemUse.ended_at.is_(None)
        champions = select(User.id).join(SystemUse, SystemUse.champion_id == User.id)
        return champions.where(*others, *uses)
    granted = counts_in(matter.council_id, today), _grants(office, matter)
    return select(User.id).join(User.grants).where(*others, *granted)


def _grants(office: ApproverRule, matter: Matter) -> ColumnElement[bool]:
    """Say of a role whether it is this office; the director is every department's head too."""
    if office is ApproverRule.HEAD_OF_ICT:
        return RoleGrant.role == Role.HEAD
    directs: ColumnElement[bool] = RoleGrant.department_id.is_(None)
    if office is ApproverRule.HEAD_OF_DEPARTMENT:
        directs = or_(directs, RoleGrant.department_id == matter.department_id)
    return and_(RoleGrant.role == Role.MANAGER, directs)


def is_vacant(approval: Approval) -> bool:
    """Tell whether a step waits for an office that nobody holds who could decide it."""
    matter = matter_of(approval.ticket, approval.system_id)
    return approval.stands is ApprovalStatus.PENDING and not holders(approval.rule, matter)


def vacant_offices(actor: Actor) -> Sequence[tuple[ApproverRule, Department | None, int]]:
    """Return the offices that nobody holds who could decide, and how many requests wait there.

    The head of a department is that of one department.
    """
    today = clock.today()
    vacant = [
        and_(
            Approval.rule == office,
            ~_holders(office, COLUMNS, today).correlate(Ticket, Approval).exists(),
        )
        for office in ApproverRule
    ]
    waiting = Approval.status == ApprovalStatus.PENDING, Ticket.status.in_(OPEN)
    is_headed = Approval.rule == ApproverRule.HEAD_OF_DEPARTMENT
    headed = and_(is_headed, Department.id == Ticket.at_department_id)
    rows = db.session.execute(
        select(Approval.rule, Department, func.count())
        .join(Approval.ticket)
        .outerjoin(Department, headed)
        .where(Approval.council_id == actor.council_id, *waiting, or_(*vacant))
        .group_by(Approval.rule, Department.id)
        .order_by(Approval.rule, Department.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]

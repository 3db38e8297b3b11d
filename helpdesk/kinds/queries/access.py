"""Reading the register of accesses; every statement starts at `visible_to`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from helpdesk.accounts.models import User
from helpdesk.audit.queries import subject_names
from helpdesk.core.text import fold
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.kinds import permissions
from helpdesk.kinds.models.access import Access, AccessLine, AccessRequest
from helpdesk.kinds.models.records import KindRecord
from helpdesk.kinds.rules import Stage
from helpdesk.kinds.rules.access import NOTICE, AccessState, Act
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Status

LIST = (
    joinedload(Access.system),
    joinedload(Access.person).joinedload(User.department),
    joinedload(Access.given_by),
    joinedload(Access.ended_by),
)
OVER = (Stage.REJECTED, Stage.DONE, Stage.VERIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessFilters:
    """What the register is narrowed to; without a state it has what is open."""

    text: str = ""
    system_id: int | None = None
    state: AccessState | None = None
    is_whole: bool = False


def visible_to(actor: Actor) -> Select[Access]:
    """All of the council, or of a manager what people of his departments may do."""
    accesses = select(Access).where(Access.council_id == actor.council_id)
    if permissions.sees_every_access(actor):
        return accesses
    of_his = User.department_id.in_(actor.department_ids)
    return accesses.where(Access.person.has(of_his))


@subject_names("access")
def access_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(
        select(Access).where(Access.id.in_(ids)).options(joinedload(Access.system))
    )
    return {one.id: f"{one.holder_name}, {one.system.acronym}" for one in rows}


def access_or_404(access_id: int, *, actor: Actor) -> Access:
    return found_or_404(visible_to(actor).where(Access.id == access_id).options(*LIST))


def register(actor: Actor, filters: AccessFilters, *, today: date) -> Select[Access]:
    """Return the accesses of a list; the caller sorts and pages them."""
    found = visible_to(actor).options(*LIST)
    if not filters.is_whole:
        found = found.where(_stands(filters.state, today))
    if filters.system_id is not None:
        found = found.where(Access.system_id == filters.system_id)
    for word in filters.text.split():
        named = Access.holder_name.icontains(word, autoescape=True)
        found = found.where(or_(named, Access.access_right.icontains(word, autoescape=True)))
    return found


def _stands(state: AccessState | None, today: date) -> ColumnElement[bool]:
    is_open = Access.ended_on.is_(None)
    if state is AccessState.ENDED:
        return ~is_open
    if state is AccessState.OVERDUE:
        return and_(is_open, Access.ends_on < today)
    if state is AccessState.ENDS_SOON:
        return and_(is_open, Access.ends_on.between(today, today + NOTICE))
    return is_open


def open_of_system(system: System, *, actor: Actor) -> Sequence[Access]:
    return _open(actor, Access.system_id == system.id)


def open_of_person(person: User, *, actor: Actor) -> Sequence[Access]:
    return _open(actor, Access.person_id == person.id)


def chosen(ids: Sequence[int], *, actor: Actor) -> Sequence[Access]:
    """Return those of these accesses that are open and that nobody has asked to take away yet."""
    return _open(actor, Access.id.in_(ids), ~is_being_removed())


def held_already(asked: AccessRequest | Access, *, actor: Actor) -> Access | None:
    """Return the same right in the same system that somebody has when it would begin anew."""
    begins, right = asked.starts_on, fold(asked.access_right)
    found = (one for one in same_right(asked, actor=actor) if fold(one.access_right) == right)
    return next(
        (one for one in found if not (one.ends_on and begins and one.ends_on < begins)), None
    )


def same_right(asked: AccessRequest | Access, *, actor: Actor) -> Sequence[Access]:
    """Return what somebody may do in a system."""
    is_holder = (
        Access.person_id == asked.person_id
        if asked.person_id
        else func.lower(Access.holder_name) == asked.holder_name.lower()
    )
    return _open(actor, Access.system_id == asked.system_id, is_holder)


def _open(actor: Actor, *conditions: ColumnElement[bool]) -> Sequence[Access]:
    return db.session.scalars(
        visible_to(actor)
        .where(Access.ended_on.is_(None), *conditions)
        .options(*LIST)
        .join(Access.system)
        .order_by(System.acronym, Access.holder_name, Access.id)
    ).all()


def is_being_removed() -> ColumnElement[bool]:
    """Tell of an access whether a request to take it away is on its way."""
    return exists(_removals().where(AccessLine.access_id == Access.id))


def being_removed(accesses: Sequence[Access]) -> Mapping[int, Ticket]:
    """Return for each access the request that will take it away, if there is one."""
    listed = AccessLine.access_id.in_([one.id for one in accesses])
    rows = db.session.execute(_removals().where(listed).order_by(Ticket.id))
    return {row.access_id: row.Ticket for row in rows}


def _removals() -> Select[int, Ticket]:
    """Return each access that a request on its way will take away, with that request."""
    return (
        select(AccessLine.access_id, Ticket)
        .join(AccessLine.request)
        .join(Ticket, Ticket.id == AccessRequest.ticket_id)
        .where(
            AccessRequest.act == Act.REMOVE,
            AccessRequest.stage.not_in(OVER),
            Ticket.status != Status.CANCELLED,
        )
    )


def watched(actor: Actor, *, today: date) -> tuple[int, int]:
    """Count the open accesses that should have ended, and those that soon will."""
    row = db.session.execute(
        visible_to(actor)
        .where(Access.ended_on.is_(None), Access.ends_on <= today + NOTICE)
        .with_only_columns(
            func.count().filter(Access.ends_on < today),
            func.count().filter(Access.ends_on >= today),
            maintain_column_froms=True,
        )
    ).one()
    return row[0], row[1]


def lines_of(request: AccessRequest) -> Sequence[Access]:
    return db.session.scalars(
        select(Access)
        .join(AccessLine, AccessLine.access_id == Access.id)
        .where(AccessLine.request_id == request.id)
        .options(*LIST)
        .order_by(Access.id)
    ).all()


def is_unregistered(record: KindRecord, lines: Sequence[Access]) -> bool:
    """Tell whether something shall be taken away that the register does not know."""
    return isinstance(record, AccessRequest) and record.act is Act.REMOVE and not lines

"""Finding people, and who stands behind a request."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from helpdesk.accounts import permissions
from helpdesk.accounts.models import Delegation, RoleGrant, SignInFailure, SignInSession, User
from helpdesk.accounts.rules import LONGEST_SESSION
from helpdesk.audit.queries import subject_names
from helpdesk.core.text import normalise_name, unwrapped
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.org.models import Council

STAFF = (Role.TECHNICIAN, Role.HEAD)
SHORTEST_PART_OF_PHONE = 3
MOST_SUGGESTED = 300  # within the weight that a page may have
MOST_NAMESAKES = 5
STATES = ("active", "inactive", "all")
Day = date | BindParameter[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list of people is narrowed to; `state` is one of STATES."""

    text: str = ""
    department_id: int | None = None
    state: str = "active"


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find_actor(token: str) -> Actor | None:
    """Return whoever holds this token, with the roles that they have today, in one statement."""
    said = {
        "token_hash": token_hash(token),
        "since": clock.now() - LONGEST_SESSION,
        "today": clock.today(),
    }
    rows = db.session.execute(_holder_of_token(), said).all()
    return _actor(rows, token) if rows else None


@cache  # every request asks, and the words of the question are always the same
def _holder_of_token() -> Select[*tuple[Any, ...]]:
    granted = and_(
        RoleGrant.user_id == User.id,
        or_(RoleGrant.council_id.is_(None), RoleGrant.council_id == SignInSession.council_id),
        _holds_on(bindparam("today")),
    )
    of_person = User.id, User.name, User.language, User.must_change_password, User.shortcuts_on
    return (
        select(*of_person, SignInSession.council_id, RoleGrant.role, RoleGrant.department_id)
        .join(SignInSession, SignInSession.user_id == User.id)
        .outerjoin(RoleGrant, granted)
        .where(
            SignInSession.token_hash == bindparam("token_hash"),
            SignInSession.ended_at.is_(None),
            SignInSession.started_at > bindparam("since"),
            User.is_active,
        )
    )


def _actor(rows: Sequence[Row[*tuple[Any, ...]]], token: str) -> Actor:
    person = rows[0]
    return Actor(
        id=person.id,
        name=person.name,
        council_id=person.council_id,
        roles=frozenset(row.role for row in rows if row.role is not None),
        department_ids=_departments([(row.role, row.department_id) for row in rows]),
        language=person.language,
        must_change_password=person.must_change_password,
        shortcuts_on=person.shortcuts_on,
        token=token,
    )


def _departments(grants: Sequence[tuple[Role | None, int | None]]) -> frozenset[int]:
    """Return what a manager is limited to; one grant without a department lifts the limit."""
    managed = [part for role, part in grants if role is Role.MANAGER]
    if None in managed:
        return frozenset()
    return frozenset(part for part in managed if part is not None)


def as_actor(user: User, *, council_id: int | None = None) -> Actor:
    """Return a person as who acts, outside a request, at home or in another council."""
    today, here = clock.today(), council_id or user.council_id
    current = [
        grant for grant in user.grants if grant.council_id in (None, here) and grant.holds_on(today)
    ]
    return Actor(
        id=user.id,
        name=user.name,
        council_id=here,
        roles=frozenset(grant.role for grant in current),
        department_ids=_departments([(grant.role, grant.department_id) for grant in current]),
        language=user.language,
    )


def as_actor_with(user: User, token: str) -> Actor:
    """Return a person as who has just signed in with this token."""
    return replace(as_actor(user), token=token)


def visible_to(actor: Actor) -> Select[User]:
    """The people of the actor's council, and those of others who have a role in it."""
    return _visible_on(clock.today(), actor.council_id)


def _visible_on(day: Day, council_id: int) -> Select[User]:
    has_role_here = and_(RoleGrant.council_id == council_id, _is_not_over(day))
    is_here = User.council_id == council_id
    return select(User).where(or_(is_here, User.grants.any(has_role_here)))


def get_or_404(user_id: int, *, actor: Actor) -> User:
    """Return a person with all that their page shows."""
    whole = (
        joinedload(User.department),
        joinedload(User.location),
        selectinload(User.grants).joinedload(RoleGrant.department),
    )
    return found_or_404(visible_to(actor).where(User.id == user_id).options(*whole))


def own(actor: Actor) -> User:
    return found_or_404(select(User).where(User.id == actor.id))


def by_username(username: str) -> User | None:
    return db.session.scalars(select(User).where(User.username == username)).one_or_none()


def matching(actor: Actor, text: str) -> Select[User]:
    """People whose names or phone have `text` in them, its words in any order."""
    people = visible_to(actor).options(joinedload(User.department))
    if not text:
        return people
    conditions = [and_(*(_is_called(unwrapped(word)) for word in text.split()))]
    digits = re.sub(r"\D", "", text).removeprefix("255").removeprefix("0")
    if len(digits) >= SHORTEST_PART_OF_PHONE:
        conditions.append(User.phone.contains(digits))
    return people.where(or_(*conditions))


def _is_called(word: str) -> ColumnElement[bool]:
    return or_(*(one.icontains(word, autoescape=True) for one in (User.name, User.username)))


def people(actor: Actor, filters: Filters) -> Select[User]:
    """Return the people of a list, with their roles; the caller sorts and pages them."""
    found = matching(actor, filters.text).options(selectinload(User.grants))
    if filters.department_id is not None:
        found = found.where(User.department_id == filters.department_id)
    if filters.state == "all":
        return found
    return found.where(User.is_active.is_(filters.state != "inactive"))


def grants_here(person: User, *, actor: Actor) -> list[RoleGrant]:
    """Return what a council may know of a person's roles, the newest first."""
    here = [grant for grant in person.grants if grant.council_id in (None, actor.council_id)]
    return sorted(here, key=lambda grant: (grant.starts_on, grant.id), reverse=True)


def roles_today(person: User, *, actor: Actor) -> frozenset[Role]:
    today = clock.today()
    here = grants_here(person, actor=actor)
    return frozenset(grant.role for grant in here if grant.holds_on(today))


def grant_or_404(person: User, grant_id: int, *, actor: Actor) -> RoleGrant:
    """Return a role that was given in the actor's council and still counts."""
    return found_or_404(
        select(RoleGrant).where(
            RoleGrant.id == grant_id,
            RoleGrant.user_id == person.id,
            RoleGrant.council_id == actor.council_id,
            _is_not_over(clock.today()),
        )
    )


def people_with(actor: Actor, *roles: Role) -> Sequence[User]:
    """Return the active people who have one of these roles in the actor's council today."""
    found = _people_with(roles, actor.council_id)
    return db.session.scalars(found, {"today": clock.today()}).all()


@lru_cache  # a few councils and roles, asked for on many pages
def _people_with(roles: tuple[Role, ...], council_id: int) -> Select[User]:
    today: BindParameter[date] = bindparam("today")
    granted = and_(
        RoleGrant.role.in_(roles),
        or_(RoleGrant.council_id.is_(None), RoleGrant.council_id == council_id),
        _holds_on(today),
    )
    seen = _visible_on(today, council_id)
    return seen.where(User.is_active, User.grants.any(granted)).order_by(User.name)


def counts_in(council_id: Any, day: date) -> ColumnElement[bool]:
    """Say of a grant joined with its person whether it counts in a council on a day.

    `council_id` is a number or a column.
    """
    is_home = and_(RoleGrant.council_id.is_(None), User.council_id == council_id)
    return and_(or_(RoleGrant.council_id == council_id, is_home), _holds_on(day))


def technicians(actor: Actor) -> Sequence[User]:
    """Return those who may be given work."""
    return people_with(actor, *STAFF)


def open_sessions(actor: Actor) -> Sequence[SignInSession]:
    """Return where a person is signed in at this moment, the newest first."""
    return db.session.scalars(
        select(SignInSession)
        .where(SignInSession.user_id == actor.id, _is_open(clock.now()))
        .order_by(SignInSession.started_at.desc(), SignInSession.id.desc())
    ).all()


def councils_open_to(actor: Actor) -> Sequence[Council]:
    """Return the person's own council, and every other in which they have a role today."""
    return db.session.scalars(_councils_open_to(actor).order_by(Council.name_sw)).all()


def council_or_404(council_id: int, *, actor: Actor) -> Council:
    return found_or_404(_councils_open_to(actor).where(Council.id == council_id))


def _councils_open_to(actor: Actor) -> Select[Council]:
    home = select(User.council_id).where(User.id == actor.id).scalar_subquery()
    granted = select(RoleGrant.id).where(
        RoleGrant.user_id == actor.id,
        or_(RoleGrant.council_id.is_(None), RoleGrant.council_id == Council.id),
        _holds_on(clock.today()),
    )
    return select(Council).where(or_(Council.id == home, granted.exists()))


def colleagues(actor: Actor) -> Sequence[User]:
    """Return the active people of a council as suggestions to who types a name, unless too many."""
    active = visible_to(actor).where(User.is_active).options(joinedload(User.department))
    ordered = active.order_by(User.name, User.username).limit(MOST_SUGGESTED + 1)
    found = db.session.scalars(ordered).all()
    return found if len(found) <= MOST_SUGGESTED else []


def people_called(text: str, *, actor: Actor) -> Sequence[User]:
    """Return the active people of this name, user name or e-mail address; few, where several.

    A user name may stand in brackets after the name, as where people of one name are listed.
    """
    typed = normalise_name(text).lower()
    usernames = [typed, typed.removesuffix(")").rpartition("(")[2].strip()]
    active = visible_to(actor).where(User.is_active).options(joinedload(User.department))
    exact = db.session.scalars(active.where(User.username.in_(usernames))).all()
    if exact or not typed:
        return exact
    called = or_(func.lower(User.name) == typed, func.lower(User.email) == typed)
    few = active.where(called).order_by(User.id).limit(MOST_NAMESAKES)
    return db.session.scalars(few).all()


def delegations_visible_to(actor: Actor) -> Select[Delegation]:
    """Those of the council to who may make them for others, and one's own on either side."""
    found = select(Delegation).where(Delegation.council_id == actor.council_id)
    if can(actor, permissions.DELEGATE_FOR_OTHERS):
        return found
    own = or_(Delegation.principal_id == actor.id, Delegation.deputy_id == actor.id)
    return found.where(own)


def delegations(actor: Actor) -> Select[Delegation]:
    """Return what a list of delegations shows; the caller sorts and pages them."""
    people = joinedload(Delegation.principal), joinedload(Delegation.deputy)
    return delegations_visible_to(actor).options(*people)


def delegation_or_404(delegation_id: int, *, actor: Actor) -> Delegation:
    return found_or_404(delegations(actor).where(Delegation.id == delegation_id))


def delegations_to(actor: Actor) -> Sequence[Delegation]:
    """Return every delegation to somebody, with the roles of who gave it, the newest first."""
    given = select(Delegation).join(Delegation.principal)
    return db.session.scalars(
        given.where(
            Delegation.council_id == actor.council_id,
            Delegation.deputy_id == actor.id,
            User.is_active,
        )
        .options(contains_eager(Delegation.principal).selectinload(User.grants))
        .order_by(Delegation.ends_on.desc(), Delegation.id.desc())
    ).all()


def has_same_delegation(wanted: Delegation) -> bool:
    """Tell whether the same deputy stands in for the same person on one of these days."""
    same = select(Delegation.id).where(
        Delegation.council_id == wanted.council_id,
        Delegation.principal_id == wanted.principal.id,
        Delegation.deputy_id == wanted.deputy.id,
        Delegation.starts_on <= wanted.ends_on,
        Delegation.ends_on >= wanted.starts_on,
        Delegation.ended_at.is_(None),
    )
    return db.session.scalar(same.limit(1)) is not None


def deputies_of(person_ids: Iterable[int], *, actor: Actor, day: date) -> Sequence[User]:
    """Return who stands in for these people on a day."""
    in_place_of = select(Delegation.deputy_id).where(
        Delegation.council_id == actor.council_id,
        Delegation.principal_id.in_(list(person_ids)),
        Delegation.starts_on <= day,
        Delegation.ends_on >= day,
        Delegation.ended_at.is_(None),
    )
    return db.session.scalars(select(User).where(User.is_active, User.id.in_(in_place_of))).all()


@subject_names("delegation")
def delegation_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(
        select(Delegation).where(Delegation.id.in_(ids)).options(joinedload(Delegation.principal))
    )
    return {row.id: row.principal.name for row in rows}


def failures_since(moment: datetime, *, username: str, address: str) -> tuple[int, int]:
    """Count recent wrong passwords for a name, and from an address."""
    of_name = func.count().filter(SignInFailure.username == username)
    of_address = func.count().filter(SignInFailure.address == address)
    row = db.session.execute(
        select(of_name, of_address).where(
            SignInFailure.at > moment,
            or_(SignInFailure.username == username, SignInFailure.address == address),
        )
    ).one()
    return row[0], row[1]


@subject_names("user_account")
def names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _is_not_over(day: Day) -> ColumnElement[bool]:
    ends_later = or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= day)
    return and_(RoleGrant.ended_at.is_(None), ends_later)


def _holds_on(day: Day) -> ColumnElement[bool]:
    return and_(RoleGrant.starts_on <= day, _is_not_over(day))


def _is_open(now: datetime) -> ColumnElement[bool]:
    started_lately = SignInSession.started_at > now - LONGEST_SESSION
    return and_(SignInSession.ended_at.is_(None), started_lately)

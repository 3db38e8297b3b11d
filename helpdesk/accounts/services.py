"""Signing in and out, and changing people; the caller commits."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, update

from helpdesk.accounts import queries, rules
from helpdesk.accounts.models import Delegation, RoleGrant, SignInFailure, SignInSession, User
from helpdesk.audit.services import changes_of, record
from helpdesk.infra import clock, passwords
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.org.models import Council, Department, Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What one says about somebody to register them."""

    username: str
    name: str
    job_title: str = ""
    phone: str = ""
    email: str = ""
    department_id: int | None = None
    location_id: int | None = None
    language: str = "sw"


def check_password(username: str, password: str, *, address: str, now: datetime) -> User:
    """Return whoever these belong to; the same error and time for every wrong pair."""
    name = rules.clean_username(username)
    _check_attempts(name, address=address, now=now)
    user = queries.by_username(name)
    if not passwords.matches(password, user.password_hash if user else None):
        raise rules.WrongPasswordError
    if user is None or not user.is_active or _is_expired(user, now):
        raise rules.WrongPasswordError
    return user


def _check_attempts(username: str, *, address: str, now: datetime) -> None:
    since = now - rules.WINDOW
    of_name, of_address = queries.failures_since(since, username=username, address=address)
    if of_name >= rules.MOST_FAILURES_OF_A_NAME:
        raise rules.TooManyAttemptsError
    if of_address >= rules.MOST_FAILURES_OF_AN_ADDRESS:
        raise rules.TooManyAttemptsError


def _is_expired(user: User, now: datetime) -> bool:
    return user.password_ends_at is not None and user.password_ends_at <= now


def note_failure(username: str, *, address: str, now: datetime) -> None:
    name = rules.clean_username(username)[:80]
    db.session.add(SignInFailure(username=name, address=address, at=now))


def sign_in(user: User, *, address: str, now: datetime) -> str:
    """Begin a session and return its token, which is nowhere kept but in the browser."""
    record(queries.as_actor(user), "account.sign_in", user)
    return _begin_session(user, user.council_id, address=address, now=now)


def _begin_session(user: User, council_id: int, *, address: str, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(
            token_hash=queries.token_hash(token),
            user_id=user.id,
            council_id=council_id,
            started_at=now,
            address=address,
        )
    )
    return token


def sign_out(actor: Actor, *, now: datetime) -> None:
    _end_session(actor.token, now=now)
    record(actor, "account.sign_out", queries.own(actor))


def switch_council(actor: Actor, council: Council, *, address: str, now: datetime) -> str:
    """Begin a new session in another council, and return its token; the old one ends.

    So no page that was opened in the old council can act in the new one.
    """
    user = queries.own(actor)
    _end_session(actor.token, now=now)
    record(actor, "account.switch_council", user, {"council": [None, council.name_sw]})
    return _begin_session(user, council.id, address=address, now=now)


def _end_session(token: str, *, now: datetime) -> None:
    hashed = queries.token_hash(token)
    db.session.execute(
        update(SignInSession).where(SignInSession.token_hash == hashed).values(ended_at=now)
    )


def end_sessions(user: User, *, now: datetime, but: str = "") -> None:
    """End every session of a person, but perhaps the one with this token."""
    ended = update(SignInSession).where(
        SignInSession.user_id == user.id,
        SignInSession.ended_at.is_(None),
        SignInSession.token_hash != queries.token_hash(but),
    )
    db.session.execute(ended.values(ended_at=now))


def sign_out_elsewhere(actor: Actor, *, now: datetime) -> None:
    user = queries.own(actor)
    end_sessions(user, now=now, but=actor.token)
    record(actor, "account.end_sessions", user)


def change_password(user: User, *, current: str, new: str, actor: Actor, now: datetime) -> None:
    _check_attempts(user.username, address="", now=now)
    if not passwords.matches(current, user.password_hash):
        raise rules.WrongPasswordError
    rules.check_password(new, username=user.username, name=user.name)
    if new == current:
        raise rules.WeakPasswordError("same")
    user.password_hash, user.password_ends_at = passwords.hashed(new), None
    user.must_change_password = False
    end_sessions(user, now=now, but=actor.token)
    record(actor, "account.change_password", user)


def reset_password(user: User, *, actor: Actor, now: datetime) -> str:
    """Return a one-time password to read out; it must be changed at the next sign-in."""
    password = passwords.made_up()
    user.password_hash = passwords.hashed(password)
    user.password_ends_at = now + rules.ONE_TIME_PASSWORD
    user.must_change_password = True
    end_sessions(user, now=now)
    record(actor, "account.reset_password", user)
    return password


def add_person(person: Person, *, password: str, actor: Actor, must_change: bool = True) -> User:
    """Register somebody without roles; give those with `grant`."""
    password_hash = passwords.hashed(password)
    return add_hashed(person, password_hash=password_hash, actor=actor, must_change=must_change)


def add_hashed(
    person: Person, *, password_hash: str, actor: Actor, must_change: bool = True
) -> User:
    """Do so with a password that is hashed already, as one of many who share it."""
    username = rules.clean_username(person.username)
    if queries.by_username(username) is not None:
        raise rules.NameTakenError
    user = User(
        council_id=actor.council_id,
        username=username,
        name=person.name,
        job_title=person.job_title,
        phone=person.phone,
        email=person.email,
        department_id=person.department_id,
        location_id=person.location_id,
        language=person.language,
        password_hash=password_hash,
        password_ends_at=clock.now() + rules.ONE_TIME_PASSWORD if must_change else None,
        must_change_password=must_change,
        is_active=True,
    )
    db.session.add(user)
    record(actor, "account.add", user, {"username": [None, username]})
    db.session.flush()
    return user


def change_person(user: User, *, actor: Actor, **wanted: object) -> None:
    changes = changes_of(user, **wanted)
    if not changes:
        return
    said = _in_words(user, changes)
    for name, (_before, after) in changes.items():
        setattr(user, name, after)
    record(actor, "account.change", user, said)
    db.session.flush()


def _in_words(user: User, changes: dict[str, list[object]]) -> dict[str, list[object]]:
    """Name the department and the place in the log, where their numbers would say nothing."""
    said = dict(changes)
    if pair := said.pop("department_id", None):
        new = db.session.get(Department, pair[1]) if pair[1] else None
        said["department"] = [user.department and user.department.name_sw, new and new.name_sw]
    if pair := said.pop("location_id", None):
        place = db.session.get(Location, pair[1]) if pair[1] else None
        said["location"] = [user.location and user.location.name, place and place.name]
    return said


def grant(
    user: User,
    role: Role,
    *,
    starts_on: date,
    actor: Actor,
    ends_on: date | None = None,
    department_id: int | None = None,
) -> RoleGrant:
    """Give a role in the actor's council; roles add up.

    A change of rights ends what the person has open, so that a new sign-in begins with them.
    """
    same = (role, actor.council_id, department_id)
    for held in user.grants:
        is_same = (held.role, held.council_id, held.department_id) == same
        if is_same and held.holds_between(starts_on, ends_on or date.max):
            raise rules.RoleHeldError
    given = RoleGrant(
        user=user,
        role=role,
        council_id=actor.council_id,
        department=db.session.get(Department, department_id) if department_id else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(given)
    record(actor, "account.grant", user, _terms(given))
    if given.holds_on(clock.today()):
        end_sessions(user, now=clock.now())
    return given


def _terms(given: RoleGrant) -> dict[str, list[object]]:
    terms = {
        "role": given.role,
        "department": given.department and given.department.name_sw,
        "starts_on": given.starts_on,
        "ends_on": given.ends_on,
    }
    return {name: [None, value] for name, value in terms.items() if value is not None}


def end_grant(held: RoleGrant, *, actor: Actor, now: datetime) -> None:
    """Take a role back at once; whatever its holder has open ends, and begins anew without it."""
    held.ended_at = now
    end_sessions(held.user, now=now)
    record(actor, "account.end_grant", held.user, {"role": [held.role, None]})


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody is away for some days, and another decides in the same place."""

    principal: User
    deputy: User
    starts_on: date
    ends_on: date
    reason: str = ""


def delegate(absence: Absence, *, actor: Actor, now: datetime) -> Delegation:
    """Let somebody decide in another's place; nobody does so for oneself."""
    if absence.deputy.id == actor.id:
        raise rules.OwnDeputyError
    given = Delegation(
        council_id=actor.council_id,
        principal=absence.principal,
        deputy=absence.deputy,
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        reason=absence.reason,
    )
    if queries.has_same_delegation(given):
        raise rules.DelegationHeldError
    db.session.add(given)
    db.session.flush()
    facts = {"principal": absence.principal.name, "deputy": absence.deputy.name}
    days = {"starts_on": absence.starts_on, "ends_on": absence.ends_on}
    told = {name: [None, value] for name, value in {**facts, **days}.items()}
    record(actor, "delegation.add", given, told, at=now)
    return given


def end_delegation(given: Delegation, *, actor: Actor, now: datetime) -> None:
    if given.standing(clock.local_date(now)) is rules.Standing.OVER:
        raise rules.DelegationOverError
    given.ended_at = now
    record(actor, "delegation.end", given, {"deputy": [given.deputy.name, None]}, at=now)
    db.session.flush()


def deactivate(user: User, *, actor: Actor, now: datetime) -> None:
    user.is_active = False
    end_sessions(user, now=now)
    record(actor, "account.deactivate", user, {"is_active": [True, False]})
    db.session.flush()


def activate(user: User, *, actor: Actor) -> None:
    user.is_active = True
    record(actor, "account.activate", user, {"is_active": [False, True]})
    db.session.flush()


def set_language(actor: Actor, language: str) -> None:
    """Note one's language; as no new version, since the button may stand over one's own profile."""
    user = queries.own(actor)
    if user.language != language:
        record(actor, "account.set_language", user, {"language": [user.language, language]})
        db.session.execute(update(User).where(User.id == user.id).values(language=language))


def forget_old_sign_ins(now: datetime) -> None:
    """Forget wrong passwords that no longer count, and sessions that ended long ago."""
    failures, sessions = now - rules.FAILURES_ARE_KEPT, now - rules.SESSIONS_ARE_KEPT
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < failures))
    db.session.execute(delete(SignInSession).where(SignInSession.started_at < sessions))

"""Signing in and out, and changing people; the caller commits."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update

from helpdesk.accounts import queries, rules
from helpdesk.accounts.models import RoleGrant, SignInFailure, SignInSession, User
from helpdesk.audit.services import changes_of, record
from helpdesk.infra import passwords
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db


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
    since = queries.window_start(now)
    of_name, of_address = queries.failures_since(since, username=name, address=address)
    if of_name >= rules.MOST_FAILURES_OF_A_NAME or of_address >= rules.MOST_FAILURES_OF_AN_ADDRESS:
        raise rules.TooManyAttemptsError
    user = queries.by_username(name)
    if not passwords.matches(password, user.password_hash if user else None):
        raise rules.WrongPasswordError
    if user is None or not user.is_active:
        raise rules.WrongPasswordError
    return user


def note_failure(username: str, *, address: str, now: datetime) -> None:
    name = rules.clean_username(username)[:80]
    db.session.add(SignInFailure(username=name, address=address, at=now))


def sign_in(user: User, *, address: str, now: datetime) -> str:
    """Begin a session and return its token, which is nowhere kept but in the browser."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(
            token_hash=queries.token_hash(token),
            user_id=user.id,
            council_id=user.council_id,
            started_at=now,
            address=address,
        )
    )
    record(queries.as_actor(user), "account.sign_in", user)
    return token


def sign_out(actor: Actor, *, now: datetime) -> None:
    hashed = queries.token_hash(actor.token)
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


def change_password(user: User, *, current: str, new: str, actor: Actor, now: datetime) -> None:
    if not passwords.matches(current, user.password_hash):
        raise rules.WrongPasswordError
    rules.check_password(new, username=user.username)
    user.password_hash = passwords.hashed(new)
    user.must_change_password = False
    end_sessions(user, now=now, but=actor.token)
    record(actor, "account.change_password", user)


def reset_password(user: User, *, actor: Actor, now: datetime) -> str:
    """Return a one-time password to read out; it must be changed at the next sign-in."""
    password = passwords.made_up()
    user.password_hash = passwords.hashed(password)
    user.must_change_password = True
    end_sessions(user, now=now)
    record(actor, "account.reset_password", user)
    return password


def add_person(person: Person, *, password: str, actor: Actor, must_change: bool = True) -> User:
    """Register somebody without roles; give those with `grant`."""
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
        password_hash=passwords.hashed(password),
        must_change_password=must_change,
        is_active=True,
    )
    db.session.add(user)
    record(actor, "account.add", user, {"username": username})
    db.session.flush()
    return user


def change_person(user: User, *, actor: Actor, **wanted: object) -> None:
    changes = changes_of(user, **wanted)
    for name, (_before, after) in changes.items():
        setattr(user, name, after)
    record(actor, "account.change", user, changes)


def grant(
    user: User,
    role: Role,
    *,
    starts_on: date,
    actor: Actor,
    ends_on: date | None = None,
    department_id: int | None = None,
) -> RoleGrant:
    """Give a role in the actor's council; roles add up."""
    given = RoleGrant(
        user=user,
        role=role,
        council_id=actor.council_id,
        department_id=department_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(given)
    record(actor, "account.grant", user, {"role": [None, role], "ends_on": [None, ends_on]})
    return given


def set_roles(user: User, wanted: set[Role], *, actor: Actor, today: date, now: datetime) -> None:
    """Make today's roles of a person these; a change of rights ends what they have open."""
    held = {
        one.role: one
        for one in user.grants
        if one.council_id == actor.council_id and one.ends_on is None
    }
    if set(held) == wanted:
        return
    for role in wanted - set(held):
        grant(user, role, starts_on=today, actor=actor)
    for role in set(held) - wanted:
        _end_grant(held[role], actor=actor, today=today)
    end_sessions(user, now=now)


def _end_grant(held: RoleGrant, *, actor: Actor, today: date) -> None:
    """A role that was held keeps its row; one given today goes as if it had not been."""
    record(actor, "account.end_grant", held.user, {"role": [held.role, None]})
    if held.starts_on < today:
        held.ends_on = today - timedelta(days=1)
    else:
        db.session.delete(held)


def deactivate(user: User, *, actor: Actor, now: datetime) -> None:
    user.is_active = False
    end_sessions(user, now=now)
    record(actor, "account.deactivate", user, {"is_active": [True, False]})


def activate(user: User, *, actor: Actor) -> None:
    user.is_active = True
    record(actor, "account.activate", user, {"is_active": [False, True]})


def set_language(actor: Actor, language: str) -> None:
    user = queries.own(actor)
    if user.language != language:
        record(actor, "account.set_language", user, {"language": [user.language, language]})
        user.language = language

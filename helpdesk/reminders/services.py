"""Noting what people are told, and how they want to be told; the caller commits."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, select, update

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.audit.services import changes_of, record
from helpdesk.core.local_time import local_date
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, insert_into
from helpdesk.org.queries import calendar_of
from helpdesk.outbox import services as outbox
from helpdesk.reminders import queries, rules
from helpdesk.reminders.models import (
    Notification,
    NotificationWishes,
    ReminderRule,
    ReminderSnooze,
)
from helpdesk.reminders.rules import Because, Kind, Moment, Ways, Wishes
from helpdesk.reminders.rules.rhythm import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing to tell; `words` fills the gaps of its sentence, `step` tells it from another."""

    kind: Kind
    because: Because
    council_id: int
    subject_type: str
    subject_id: int
    step: str
    words: Mapping[str, str]
    url: str
    is_urgent: bool = False


def tell(person: User, news: News, *, can_mail: bool, can_text: bool, now: datetime) -> Ways | None:
    """Note it for somebody, and say how else it is told; None: told before, or not wanted."""
    moment = Moment(
        now=now,
        calendar=calendar_of(news.council_id),
        can_mail=can_mail,
        can_text=can_text,
        is_urgent=news.is_urgent,
    )
    chosen = rules.ways(news.kind, queries.wishes_of(person.id).wishes, moment)
    return chosen if chosen and _note(person, news, chosen, now=now) else None


def _note(person: User, news: News, chosen: Ways, *, now: datetime) -> bool:
    """Write it down unless it stands there already."""
    noted = db.session.execute(
        insert_into(Notification)
        .values(
            council_id=news.council_id,
            user_id=person.id,
            kind=news.kind,
            because=news.because,
            subject_type=news.subject_type,
            subject_id=news.subject_id,
            step=news.step,
            words=json.dumps(dict(news.words)),
            url=news.url,
            at=now,
            read_at=None if chosen.is_shown else now,
            is_shown=chosen.is_shown,
            is_for_digest=chosen.is_for_digest,
        )
        .on_conflict_do_nothing()
        .returning(Notification.id)
    )
    return noted.scalar_one_or_none() is not None


def mark_read(told: Notification, *, now: datetime) -> None:
    told.read_at = told.read_at or now


def mark_all_read(actor: Actor, *, now: datetime) -> int:
    """Mark what is unread; say how many that were."""
    return _mark(queries.unread(actor), read_at=now)


def mark_unread_again(actor: Actor, *, read_at: datetime) -> int:
    """Take back `mark_all_read` of that moment."""
    return _mark(queries.shown(actor).where(Notification.read_at == read_at), read_at=None)


def mark_answered(ticket_id: int, kind: Kind, *, at: datetime, step: object | None = None) -> None:
    """Do so with what was told of a ticket."""
    mark_over(("ticket", ticket_id), kind, at=at, step=step)


def mark_over(
    about: tuple[str, int],
    kind: Kind,
    *,
    at: datetime,
    step: object | None = None,
    council_id: int | None = None,
) -> None:
    """Count what was told of a thing as read by everybody, for it has ended at this moment.

    What still waits to be sent of it is kept back. A `step` leaves what else was told of this
    kind as it is, and a council what another was told of the same day.
    """
    told = _told_of(about, kind).where(Notification.read_at.is_(None))
    if step is not None:
        told = told.where(Notification.step == str(step))
    if council_id is not None:
        told = told.where(Notification.council_id == council_id)
    _mark(told, read_at=at)
    outbox.withdraw(about, _topic(kind, step), now=at, council_id=council_id)


def _topic(kind: Kind, step: object | None) -> str:
    return str(kind) if step is None else f"{kind}/{step}"


def mark_open_again(ticket_id: int, kind: Kind, *, at: datetime) -> None:
    """Take back `mark_answered` of that moment."""
    _mark(_told_of(("ticket", ticket_id), kind).where(Notification.read_at == at), read_at=None)
    outbox.bring_back(("ticket", ticket_id), str(kind), withdrawn_at=at)


def _told_of(about: tuple[str, int], kind: Kind) -> Select[Notification]:
    subject_type, subject_id = about
    told = select(Notification).where(Notification.subject_type == subject_type)
    return told.where(Notification.subject_id == subject_id, Notification.kind == kind)


def _mark(chosen: Select[Notification], *, read_at: datetime | None) -> int:
    ids = chosen.with_only_columns(Notification.id)
    marked = update(Notification).where(Notification.id.in_(ids)).values(read_at=read_at)
    found = db.session.scalars(marked.returning(Notification.id))
    return len(found.all())


def wish(kept: NotificationWishes, wishes: Wishes, *, actor: Actor, now: datetime) -> None:
    """Keep how somebody wants to be told."""
    before = kept.wishes
    kept.channels = json.dumps({str(kind): str(way) for kind, way in wishes.channels.items()})
    kept.mail_hours, kept.by_sms = wishes.mail_hours, wishes.by_sms
    kept.mail_from, kept.mail_until = wishes.mail_from, wishes.mail_until
    kept.digest_hour = wishes.digest_hour
    db.session.add(kept)
    db.session.flush()
    if wishes.digest_hour is None:
        show_what_waits(kept.user_id)
    record(actor, "account.notify", kept, _changes(before, wishes), at=now)


def show_what_waits(user_id: int) -> None:
    """Show what waited for a daily letter that will not come."""
    waits = (
        Notification.user_id == user_id,
        Notification.is_for_digest,
        Notification.digested_at.is_(None),
    )
    shown = update(Notification).where(*waits, ~Notification.is_shown)
    db.session.execute(shown.values(is_shown=True, read_at=None))
    db.session.execute(update(Notification).where(*waits).values(is_for_digest=False))


def _changes(before: Wishes, after: Wishes) -> dict[str, list[object]]:
    pairs: dict[str, list[object]] = {
        f"notify_{kind}": [before.channel(kind), after.channel(kind)] for kind in Kind
    }
    for name in ("mail_hours", "mail_from", "mail_until", "digest_hour", "by_sms"):
        pairs[name] = [getattr(before, name), getattr(after, name)]
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def take_digest(person: User, *, now: datetime) -> list[Notification]:
    """Return what today's letter tells somebody, and note that it was told."""
    kept = queries.wishes_of(person.id)
    calendar = calendar_of(person.council_id)
    if not rules.is_digest_due(kept.wishes, kept.last_digest_on, now=now, calendar=calendar):
        return []
    told = [
        one
        for council_id in queries.councils_of_digest(person)
        for one in queries.for_digest(as_actor(person, council_id=council_id))
    ]
    for one in told:
        one.digested_at = now
    _had_digest(person, now=now)
    return told


def _had_digest(person: User, *, now: datetime) -> None:
    """Note the day, without a new version: the person's own form is not stale by it."""
    own = NotificationWishes.user_id == person.id
    today = local_date(now)
    db.session.execute(update(NotificationWishes).where(own).values(last_digest_on=today))


def forget_read(now: datetime, *, due: Collection[tuple[Kind, str, int, str]]) -> None:
    """Forget what was read long ago, but no reminder of what is still due or was put off.

    Whoever was told of a step and then forgotten would be told of it once more.
    """
    is_old = Notification.read_at < now - rules.KEPT
    is_reminder = Notification.kind.in_(rules.REMINDERS)
    db.session.execute(delete(Notification).where(is_old, ~is_reminder))
    ended = ~queries.is_put_off(local_date(now))
    for told in db.session.scalars(select(Notification).where(is_old, is_reminder, ended)).all():
        if (*told.thing, rules.due_of(told.step)) not in due:
            db.session.delete(told)


def set_rule(
    rule: ReminderRule, rhythm: Rhythm, roles: Sequence[str], *, actor: Actor, now: datetime
) -> None:
    """Keep when a council is reminded of a thing, and who hears instead of the usual ones."""
    wanted = {
        "is_active": rhythm.is_active,
        "steps": ", ".join(map(str, rhythm.steps)),
        "escalate_after": rhythm.escalate_after,
        "roles": list(roles),
    }
    changes = changes_of(rule, **wanted)
    for name, value in wanted.items():
        setattr(rule, name, value)
    db.session.add(rule)
    db.session.flush()
    record(actor, "reminder_rule.set", rule, changes, at=now)


def snooze(told: Notification, until: date | None, *, now: datetime) -> None:
    """Say no more of a thing to its reader, or nothing until a day; what he was told is read."""
    about = {"subject_type": told.subject_type, "subject_id": told.subject_id, "kind": told.kind}
    row = insert_into(ReminderSnooze).values(user_id=told.user_id, until=until, **about)
    keys = ["user_id", "kind", "subject_type", "subject_id"]
    db.session.execute(row.on_conflict_do_update(index_elements=keys, set_={"until": until}))
    mark_read(told, now=now)


def remind_again(told: Notification, *, now: datetime) -> None:
    """Take a snooze back: the reader is told once more of the step that is reached."""
    snooze(told, local_date(now), now=now)

"""Reading what people were told, as far as they may still see what it is about."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from helpdesk.accounts.models import User
from helpdesk.audit.queries import subject_names
from helpdesk.contracts import permissions as contracts
from helpdesk.core.local_time import local_date
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.kinds import queries as kinds
from helpdesk.kinds.models import Approval
from helpdesk.maintenance import permissions as maintenance
from helpdesk.outbox.models import Message
from helpdesk.outbox.queries import was_sent
from helpdesk.reminders import permissions
from helpdesk.reminders.labels import TOPICS
from helpdesk.reminders.models import (
    Notification,
    NotificationWishes,
    ReminderRule,
    ReminderSnooze,
)
from helpdesk.reminders.rules import PUT_OFF, REMINDERS, Because, Kind, Wishes
from helpdesk.reminders.rules.rhythm import RHYTHMS, Topic
from helpdesk.requisitions import permissions as requisitions
from helpdesk.stock import permissions as stock
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.yearplans import permissions as yearplans

ASKED = (Kind.APPROVAL, Kind.STILL_WAITS)
SEEN_BY = {
    **dict.fromkeys(("contract", "licence", "warranty"), contracts.VIEW),
    "maintenance_plan": maintenance.VIEW,
    **dict.fromkeys(("stock", "part"), stock.VIEW),
    "backup": permissions.SET_RULES,
    "holiday": permissions.SET_RULES,
    "requisition": requisitions.VIEW,
    **dict.fromkeys(("year_plan", "year_missing"), yearplans.VIEW),
}
MOST_COUNTED = 99
MOST_IN_A_DIGEST = 50


def visible_to(actor: Actor) -> Select[Notification]:
    """What the actor was told here and may see today: rights that ended take the words along."""
    return select(Notification).where(
        Notification.user_id == (actor.id or 0),
        Notification.council_id == actor.council_id,
        _about_what_is_seen(actor),
    )


def _about_what_is_seen(actor: Actor) -> ColumnElement[bool]:
    """A ticket, a paper with a part of one's own, or an approval that one decides.

    An approval may be of a ticket that whoever decides about it may not see otherwise.
    """
    asked = kinds.visible_to(actor).with_only_columns(Approval.ticket_id)
    is_asked = and_(Notification.kind.in_(ASKED), Notification.subject_id.in_(asked))
    is_asked = and_(Notification.subject_type == "ticket", is_asked)
    return or_(_is_of_what_is_seen(actor), is_asked)


def _is_of_what_is_seen(actor: Actor) -> ColumnElement[bool]:
    """Whoever is told of a paper is named on it, so it is always seen."""
    seen = tickets.visible_to(actor).with_only_columns(Ticket.id)
    named = ["handover", "estimate", *(one for one, right in SEEN_BY.items() if can(actor, right))]
    of_ticket = and_(Notification.subject_type == "ticket", Notification.subject_id.in_(seen))
    return or_(Notification.subject_type.in_(named), of_ticket)


def is_known_to_requester(ticket_id: int, kind: Kind) -> bool:
    """Tell whether this was read by whoever asked, or sent to him."""
    read = (
        select(Notification.id)
        .where(Notification.subject_type == "ticket", Notification.subject_id == ticket_id)
        .where(Notification.kind == kind, Notification.because == Because.REQUESTER)
        .where(Notification.is_shown, Notification.read_at.is_not(None))
    )
    is_read = db.session.scalar(select(read.exists())) is True
    return is_read or was_sent(("ticket", ticket_id), str(kind))


def shown(actor: Actor) -> Select[Notification]:
    return visible_to(actor).where(Notification.is_shown)


def unread(actor: Actor) -> Select[Notification]:
    return shown(actor).where(Notification.read_at.is_(None))


def reminders(actor: Actor, today: date) -> Select[Notification]:
    """Return the last reminder of each thing that waits to be read, or was put off."""
    wanted = or_(Notification.read_at.is_(None), is_put_off(today))
    return shown(actor).where(Notification.kind.in_(PUT_OFF), _is_last_of_its_thing(), wanted)


def reminded(
    actor: Actor, *, user_id: int | None = None, kind: Kind | None = None
) -> Select[Notification]:
    """Return what people of the council were reminded of, as far as the actor may see the thing."""
    found = select(Notification).where(
        Notification.council_id == actor.council_id,
        Notification.kind.in_(PUT_OFF),
        _is_of_what_is_seen(actor),
    )
    if user_id is not None:
        found = found.where(Notification.user_id == user_id)
    return found if kind is None else found.where(Notification.kind == kind)


def put_off_of(told: Sequence[Notification]) -> dict[tuple[int, Kind, str, int], date | None]:
    """Return who put off what of these, each with the day until which, or None for ever."""
    people = {one.user_id for one in told}
    rows = db.session.scalars(select(ReminderSnooze).where(ReminderSnooze.user_id.in_(people)))
    return {(row.user_id, *row.thing): row.until for row in rows}


def reminded_people(actor: Actor) -> dict[int, str]:
    """Return the names of those who were ever reminded in the council."""
    theirs = select(Notification.user_id).where(
        Notification.council_id == actor.council_id, Notification.kind.in_(PUT_OFF)
    )
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(theirs)))
    return dict(sorted(((row.id, row.name) for row in rows), key=lambda pair: pair[1]))


def _is_last_of_its_thing() -> ColumnElement[bool]:
    later = aliased(Notification)
    of_the_same = (
        later.user_id == Notification.user_id,
        later.subject_type == Notification.subject_type,
        later.subject_id == Notification.subject_id,
        later.kind == Notification.kind,
    )
    is_later = later.is_shown, later.id > Notification.id
    return ~select(later.id).where(*of_the_same, *is_later).exists()


def is_put_off(today: date) -> ColumnElement[bool]:
    """Tell whether the reader of a notification wants to hear no more of its thing for now."""
    of_the_same = (
        ReminderSnooze.user_id == Notification.user_id,
        ReminderSnooze.subject_type == Notification.subject_type,
        ReminderSnooze.subject_id == Notification.subject_id,
        ReminderSnooze.kind == Notification.kind,
    )
    return select(ReminderSnooze.id).where(*of_the_same, _is_in_force(today)).exists()


def _is_in_force(today: date) -> ColumnElement[bool]:
    return or_(ReminderSnooze.until.is_(None), ReminderSnooze.until > today)


def put_off_by(actor: Actor, today: date) -> dict[tuple[Kind, str, int], date | None]:
    """Return what somebody put off, each with the day until which, or None for ever."""
    own = ReminderSnooze.user_id == (actor.id or 0)
    found = db.session.scalars(select(ReminderSnooze).where(own, _is_in_force(today)))
    return {one.thing: one.until for one in found}


def count_unread(actor: Actor) -> int:
    """Count what is unread, but stop one beyond MOST_COUNTED.

    Every page asks; who may decide what is only looked at where that could make a difference.
    """
    possible, seen = db.session.execute(_count_of_possible(actor)).one()
    if possible == seen:
        return int(seen)
    few = unread(actor).with_only_columns(Notification.id).limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(few)) or 0


@lru_cache  # nothing but the actor decides
def _count_of_possible(actor: Actor) -> Select[int, int]:
    """Count what is unread of tickets that are seen and of all approvals, and the former alone."""
    is_seen = _is_of_what_is_seen(actor)
    few = (
        select(is_seen.label("is_seen"))
        .where(
            Notification.user_id == (actor.id or 0),
            Notification.council_id == actor.council_id,
            Notification.is_shown,
            Notification.read_at.is_(None),
            or_(is_seen, Notification.kind.in_(ASKED)),
        )
        .limit(MOST_COUNTED + 1)
        .subquery()
    )
    return select(func.count(), func.count().filter(few.c.is_seen)).select_from(few)


def reminded_of(council_id: int) -> set[tuple[Kind, str, int, str]]:
    """Return what reminders told that is unread, or that still waits to be sent."""
    one = Notification
    unread = select(one.kind, one.subject_type, one.subject_id, one.step).where(
        one.council_id == council_id, one.kind.in_(REMINDERS), one.read_at.is_(None)
    )
    waiting = select(Message.topic, Message.about_type, Message.about_id).where(
        Message.council_id == council_id,
        Message.next_try_at.is_not(None),
        Message.withdrawn_at.is_(None),
        or_(*[Message.topic.startswith(f"{kind}/", autoescape=True) for kind in REMINDERS]),
    )
    rows = db.session.execute(unread)
    found = {(kind, of, about_id, step) for kind, of, about_id, step in rows}
    for topic, about_type, about_id in db.session.execute(waiting):
        kind, _, step = topic.partition("/")
        found.add((Kind(kind), about_type, about_id or 0, step))
    return found


def get_or_404(notification_id: int, *, actor: Actor) -> Notification:
    found = shown(actor).where(Notification.id == notification_id)
    return found_or_404(held(found, Notification))


def sees(actor: Actor, ticket: Ticket) -> bool:
    found = tickets.visible_to(actor).where(Ticket.id == ticket.id).with_only_columns(Ticket.id)
    return db.session.scalar(found) is not None


def wishes_of(user_id: int) -> NotificationWishes:
    """Return what somebody said, or a new record of the usual that is not saved yet."""
    return db.session.get(NotificationWishes, user_id) or _usual(user_id)


def _usual(user_id: int) -> NotificationWishes:
    usual = Wishes()
    return NotificationWishes(
        user_id=user_id,
        version=1,
        channels=json.dumps({}),
        mail_hours=usual.mail_hours,
        mail_from=usual.mail_from,
        mail_until=usual.mail_until,
        digest_hour=usual.digest_hour,
        by_sms=usual.by_sms,
    )


def readers_of_digests(now: datetime) -> Sequence[User]:
    """Return the people who want a daily letter and did not have today's."""
    today: date = local_date(now)
    not_yet = or_(
        NotificationWishes.last_digest_on.is_(None), NotificationWishes.last_digest_on < today
    )
    return db.session.scalars(
        select(User)
        .join(NotificationWishes, NotificationWishes.user_id == User.id)
        .where(NotificationWishes.digest_hour.is_not(None), not_yet)
        .order_by(User.id)
    ).all()


def waiting_in_vain(*, can_mail: bool) -> Sequence[int]:
    """Return the ids of those for whom something waits for a letter that cannot be sent."""
    waiting = Notification.is_for_digest, Notification.digested_at.is_(None)
    people = select(User.id).join(Notification, Notification.user_id == User.id).where(*waiting)
    found = people.where(User.email == "") if can_mail else people
    return db.session.scalars(found.distinct().order_by(User.id)).all()


def councils_of_digest(person: User) -> Sequence[int]:
    """Return the councils of which something waits for somebody's daily letter."""
    waiting = Notification.is_for_digest, Notification.digested_at.is_(None)
    own = select(Notification.council_id).where(Notification.user_id == person.id, *waiting)
    return db.session.scalars(own.distinct().order_by(Notification.council_id)).all()


def for_digest(actor: Actor) -> Sequence[Notification]:
    """Return what the daily letter tells: nothing that was read meanwhile, oldest first."""
    not_read = or_(~Notification.is_shown, Notification.read_at.is_(None))
    return db.session.scalars(
        visible_to(actor)
        .where(Notification.is_for_digest, Notification.digested_at.is_(None), not_read)
        .order_by(Notification.at, Notification.id)
        .limit(MOST_IN_A_DIGEST)
    ).all()


@subject_names("notification_wishes")
def owner_names(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in rows}


def rules_of(council_id: int) -> dict[Topic, ReminderRule]:
    """Return what a council is reminded of; what it never changed is as usual, and not kept."""
    found = select(ReminderRule).where(ReminderRule.council_id == council_id)
    kept = {rule.topic: rule for rule in db.session.scalars(found)}
    return {topic: kept.get(topic) or _usual_rule(council_id, topic) for topic in Topic}


def _usual_rule(council_id: int, topic: Topic) -> ReminderRule:
    usual = RHYTHMS[topic]
    return ReminderRule(
        council_id=council_id,
        version=1,
        topic=topic,
        is_active=usual.is_active,
        steps=", ".join(map(str, usual.steps)),
        escalate_after=usual.escalate_after,
        roles=[],
    )


def snoozes(kind: Kind, subject_type: str, subject_id: int) -> dict[int, ReminderSnooze]:
    """Return by person who put off hearing of a thing."""
    about = ReminderSnooze.subject_type == subject_type, ReminderSnooze.subject_id == subject_id
    found = select(ReminderSnooze).where(ReminderSnooze.kind == kind, *about)
    return {row.user_id: row for row in db.session.scalars(found)}


@subject_names("reminder_rule")
def rule_names(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(
        select(ReminderRule.id, ReminderRule.topic).where(ReminderRule.id.in_(ids))
    )
    return {row.id: str(TOPICS[row.topic]) for row in rows}

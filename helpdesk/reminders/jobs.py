"""What is due, the daily letter, and forgetting what was read long ago."""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import people_with
from helpdesk.core.local_time import local_date
from helpdesk.infra.access import Actor, Role, the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.org.models import Council
from helpdesk.org.queries import calendar_of, councils
from helpdesk.outbox.services import queue
from helpdesk.reminders import labels, queries, rules, services
from helpdesk.reminders.events import ReminderDue
from helpdesk.reminders.models import Notification, ReminderSnooze
from helpdesk.reminders.queries import Due
from helpdesk.reminders.rules import Because, Call

logger = logging.getLogger(__name__)


@job("reminders.digest", cron="5 * * * *", title=_l("Daily digests of notifications"))
def send_digests(now: datetime) -> None:
    """Write today's letter to whoever wants one and had none yet, however late it is."""
    can_mail = bool(current_app.config["MAIL_SERVER"])
    for person_id in queries.waiting_in_vain(can_mail=can_mail):
        with transaction():
            services.show_what_waits(person_id)
    readers = queries.readers_of_digests(now) if can_mail else ()
    for person_id in [person.id for person in readers]:
        with transaction():
            _send_digest(db.session.get_one(User, person_id), now=now)


@job("reminders.remind", cron="15 * * * *", title=_l("Reminders of what is due"))
def remind(now: datetime) -> None:
    """Tell of all that is due, each council by itself; who was told of a step is not told again."""
    failure: Exception | None = None
    for council_id in [council.id for council in councils()]:
        try:
            with transaction():
                _remind_council(the_program(council_id), now)
        except Exception as error:  # the other councils shall hear all the same
            logger.exception("council %s could not be reminded", council_id)
            db.session.remove()
            failure = error
    if failure is not None:
        raise failure


def _remind_council(program: Actor, now: datetime) -> None:
    kept, today = queries.rules_of(program.council_id), local_date(now)
    heads = [person.id for person in people_with(program, Role.HEAD)]
    found = list(queries.due_in(program, today))
    _end_what_is_over(program.council_id, found, now)
    if not calendar_of(program.council_id).is_working_day(today):
        return  # the step that this day reaches is told on the next working day
    instead = queries.audiences(program, kept)
    for due in found:
        rhythm, hear = kept[due.topic].rhythm, instead.get(due.topic, due.people)
        people = rules.calls(rhythm, due.due_on, today, people=hear, heads=heads)
        snoozed = queries.snoozes(due.kind, due.subject_type, due.subject_id) if people else {}
        for call in people:
            _call(due, call, snoozed.get(call.user_id), program.council_id, today=today)


def _end_what_is_over(council_id: int, found: Sequence[Due], now: datetime) -> None:
    """Keep back and count as read what was told of things that are not due any more."""
    still = {one.key for one in found}
    for kind, subject_type, subject_id, step in queries.reminded_of(council_id):
        if (kind, subject_type, subject_id, rules.due_of(step)) not in still:
            about = subject_type, subject_id
            services.mark_over(about, kind, at=now, step=step, council_id=council_id)


def _call(
    due: Due, call: Call, snooze: ReminderSnooze | None, council_id: int, *, today: date
) -> None:
    until, is_muted = (snooze.until, snooze.until is None) if snooze else (None, False)
    kept = rules.after_snooze(call, until, is_muted=is_muted, today=today)
    if kept is not None:
        because = Because.HEAD if kept.for_head else due.because
        url = due.head_url if kept.for_head and due.head_url else due.url
        event = ReminderDue(
            council_id=council_id,
            user_id=kept.user_id,
            kind=due.kind,
            because=because,
            subject_type=due.subject_type,
            subject_id=due.subject_id,
            step=kept.step,
            url=url,
            said=due.said,
        )
        announce(event)


@job("reminders.forget", cron="40 2 * * *", title=_l("Old notifications are forgotten"))
def forget_read(now: datetime) -> None:
    today = local_date(now)
    everywhere = [the_program(council.id) for council in councils()]
    due = {one.key for program in everywhere for one in queries.due_in(program, today)}
    with transaction():
        services.forget_read(now, due=due)


def _send_digest(person: User, *, now: datetime) -> None:
    if not (person.is_active and person.email):
        return
    told = services.take_digest(person, now=now)
    if not told:
        return
    subject, _, body = _text(person, told).partition("\n")
    council_id = person.council_id
    queue(council_id=council_id, recipient=person.email, subject=subject, body=body, now=now)


def _text(person: User, told: Sequence[Notification]) -> str:
    with force_locale(person.language):
        return render_template(
            "messages/digest.email.txt",
            council=db.session.get_one(Council, person.council_id),
            person=person,
            told=told,
            heading=labels.heading,
            sentence=labels.sentence,
            reasons=labels.REASONS,
            address=current_app.config["PUBLIC_URL"].rstrip("/"),
        )

"""Telling whom it concerns of what is due."""

from flask import render_template
from flask_babel import force_locale

from helpdesk.accounts.models import User
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.infra.local_urls import public_url
from helpdesk.org.models import Council
from helpdesk.reminders import labels
from helpdesk.reminders.events import ReminderDue
from helpdesk.reminders.listeners.letters import deliver
from helpdesk.reminders.services import News


@on(ReminderDue)
def remind(event: ReminderDue) -> None:
    """Tell once of each step, in the ways that the person chose."""
    person = db.session.get_one(User, event.user_id)
    if person.is_active:
        news = _news(event, person)
        deliver(person, news, lambda: _letter(person, news), now=clock.now())


def _news(event: ReminderDue, person: User) -> News:
    with force_locale(person.language):
        words = event.said()
    return News(
        kind=event.kind,
        because=event.because,
        council_id=event.council_id,
        subject_type=event.subject_type,
        subject_id=event.subject_id,
        step=event.step,
        words=words,
        url=event.url,
    )


def _letter(person: User, news: News) -> str:
    with force_locale(person.language):
        return render_template(
            "messages/reminder.email.txt",
            council=db.session.get_one(Council, news.council_id),
            person=person,
            heading=labels.heading(news.subject_type, news.words),
            sentence=labels.sentence(news.kind, news.words),
            url=public_url(news.url),
            reason=labels.REASONS[news.because],
        )

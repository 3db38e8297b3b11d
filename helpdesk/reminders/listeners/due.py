"""Telling whom it concerns of what is due."""

from flask_babel import force_locale

from helpdesk.accounts.models import User
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.reminders.events import ReminderDue
from helpdesk.reminders.listeners.letters import deliver, plain_letter
from helpdesk.reminders.services import News


@on(ReminderDue)
def remind(event: ReminderDue) -> None:
    """Tell once of each step, in the ways that the person chose."""
    person = db.session.get_one(User, event.user_id)
    if person.is_active:
        news = _news(event, person)
        deliver(person, news, lambda: plain_letter(person, news), now=clock.now())


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

"""The daily letter, and forgetting what was read long ago."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from helpdesk.accounts.models import User
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.org.models import Council
from helpdesk.outbox.services import queue
from helpdesk.reminders import labels, queries, services
from helpdesk.reminders.models import Notification


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


@job("reminders.forget", cron="40 2 * * *", title=_l("Old notifications are forgotten"))
def forget_read(now: datetime) -> None:
    with transaction():
        services.forget_read(now)


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

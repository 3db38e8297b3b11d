"""What people said about how to be told."""

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.reminders import queries, services
from helpdesk.reminders.rules import Wishes


def wishes(person, **given):
    kept = queries.wishes_of(person.id)
    services.wish(kept, Wishes(**given), actor=as_actor(person), now=clock.now())
    db.session.commit()
    return kept

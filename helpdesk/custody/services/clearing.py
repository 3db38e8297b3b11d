"""Certifying that somebody holds nothing any more; the caller commits."""

from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.contracts.queries import seats_of_person
from helpdesk.custody import queries
from helpdesk.custody.models import Clearance
from helpdesk.custody.rules import StillHoldsError
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council


def clear(person: User, *, by: User, actor: Actor, now: datetime) -> Clearance:
    """Write the certificate; whoever still holds a device or a licence gets none."""
    if queries.holdings_of(person, actor=actor) or seats_of_person(person):
        raise StillHoldsError
    council = db.session.get_one(Council, actor.council_id)
    made = Clearance(council_id=council.id, person=person, at=now, by=by)
    made.number = next_reference(council, "CLR", on=clock.local_date(now))
    db.session.add(made)
    db.session.flush()
    record(actor, "clearance.give", made, {"name": [None, person.name]}, at=now)
    return made

"""How content the requester was; the caller commits."""

from datetime import datetime

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import Satisfaction, Ticket
from helpdesk.tickets.rules import Score


def rate(ticket: Ticket, score: Score, *, comment: str, actor: Actor, now: datetime) -> None:
    """Keep what the requester says, instead of what he said before."""
    if not queries.may_rate(ticket, actor=actor, now=now):
        raise rules.MayNotRateError
    said = db.session.get(Satisfaction, ticket.id)
    before = said.score if said else None
    if said is None:
        said = Satisfaction(ticket_id=ticket.id)
        db.session.add(said)
    said.score, said.comment, said.at = score, comment, now
    record(actor, "ticket.rate", ticket, {"score": [before, int(score)]}, at=now)
    db.session.flush()

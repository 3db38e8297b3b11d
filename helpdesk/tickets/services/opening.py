"""Opening a ticket; the caller commits."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.core.text import fold
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council
from helpdesk.tickets import rules
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.rules import Hardship, Kind, Status
from helpdesk.tickets.services.clock import start


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for; only the first two are asked of everybody."""

    subject: str
    hardship: Hardship
    description: str = ""
    asset: Asset | None = None
    category: Category | None = None


def open_ticket(asked: Asked, *, requester: User, actor: Actor, now: datetime) -> Ticket:
    """Open a ticket with the next reference of its council and fiscal year."""
    weight = rules.weigh(asked.hardship, asked.asset.criticality if asked.asset else None)
    council = db.session.get_one(Council, actor.council_id)
    ticket = Ticket(
        council_id=council.id,
        kind=asked.category.kind if asked.category else Kind.INCIDENT,
        subject=asked.subject,
        description=asked.description,
        hardship=asked.hardship,
        impact=weight.impact,
        urgency=weight.urgency,
        priority=rules.priority(weight.impact, weight.urgency),
        status=Status.NEW,
        category=asked.category,
        requester=requester,
        asset=asked.asset,
        at_department_id=requester.department_id,
        at_location_id=requester.location_id,
        opened_at=now,
        last_activity_at=now,
        reopened=0,
    )
    ticket.response_due_at = ticket.sort_at = now  # until the clock has been started
    ticket.reference = next_reference(council, "TKT", on=clock.local_date(now))
    ticket.search_text = fold(f"{ticket.reference} {asked.subject} {asked.description}")
    db.session.add(ticket)
    db.session.flush()
    start(ticket, actor=actor, now=now)
    record(actor, "ticket.open", ticket, {"reference": [None, ticket.reference]}, at=now)
    return ticket

"""Opening a request of a kind together with its record; the caller commits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.infra.db import Base, db
from helpdesk.infra.events import announce
from helpdesk.kinds.events import IncidentReported
from helpdesk.kinds.rules import CATEGORIES
from helpdesk.kinds.services.approving import ask
from helpdesk.systems.models import System
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.rules import Hardship, Kind
from helpdesk.tickets.services import Asked, open_ticket

LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFacts:
    """What every kind of request says of itself; `record` makes its own record of the ticket.

    `is_approved` is said where another paper has decided already, such as a review.
    """

    subject: str
    record: Callable[[Ticket], Base]
    description: str = ""
    hardship: Hardship = Hardship.SLOWED
    impact: int | None = None
    system_id: int | None = None
    is_approved: bool = False


def open_kind(
    kind: Kind, facts: KindFacts, *, requester: User, actor: Actor, now: datetime
) -> Ticket:
    """Open a ticket of this kind with its record, and ask for the approval that it needs."""
    asked = Asked(
        subject=facts.subject,
        hardship=facts.hardship,
        impact=facts.impact,
        description=facts.description,
        category=_category(kind, actor=actor),
        system=db.session.get(System, facts.system_id) if facts.system_id else None,
    )
    ticket = open_ticket(asked, requester=requester, actor=actor, now=now)
    ticket.kind = kind
    db.session.add(facts.record(ticket))
    db.session.flush()
    if kind is Kind.SECURITY_INCIDENT:
        announce(IncidentReported(ticket_id=ticket.id))
    if not facts.is_approved:
        ask(ticket, actor=actor, now=now, system_id=facts.system_id)
    return ticket


def fitting(subject: str) -> str:
    """Shorten a subject that is made of what somebody typed."""
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"


def _category(kind: Kind, *, actor: Actor) -> Category | None:
    wanted = CATEGORIES.get(kind)
    return next((one for one in tickets.categories(actor) if one.code == wanted), None)

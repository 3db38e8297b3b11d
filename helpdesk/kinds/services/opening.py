"""Opening a request of a kind with its record, or giving it one later; the caller commits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.infra.i18n import OFFICE_LANGUAGE as OFFICE_LANGUAGE
from helpdesk.kinds.events import IncidentReported
from helpdesk.kinds.models import KindRecord
from helpdesk.kinds.queries import lacks_form
from helpdesk.kinds.rules import CATEGORIES, Refusal, RefusedError
from helpdesk.kinds.services.approving import ask
from helpdesk.kinds.services.words import note_words
from helpdesk.systems.models import System
from helpdesk.tickets import queries as tickets
from helpdesk.tickets import services as desk
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.rules import Hardship, Kind, priority, weigh
from helpdesk.tickets.services import Asked, open_ticket

LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFacts:
    """What every kind of request says of itself; `record` makes its own record of the ticket.

    `is_approved` is said where another paper has decided already, such as a review.
    """

    subject: str
    record: Callable[[Ticket], KindRecord]
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
    _put_form(ticket, facts)
    if kind is Kind.SECURITY_INCIDENT:
        announce(IncidentReported(ticket_id=ticket.id))
    if not facts.is_approved:
        ask(ticket, actor=actor, now=now, system_id=facts.system_id)
    return ticket


def attach_form(ticket: Ticket, facts: KindFacts, *, actor: Actor, now: datetime) -> None:
    """Give its form to a request that was made without; from then on it goes as any other.

    Its requester stays, and whoever fills in the form has entered it. A form that says how serious
    it is (`impact`) sets the priority. Raises RefusedError where there is nothing to give.
    """
    if not lacks_form(ticket):
        raise RefusedError(Refusal.NEEDS_NO_FORM)
    if actor.id != ticket.requester_id and ticket.entered_by_id is None:
        ticket.entered_by_id = actor.id
    desk.change(ticket, _settled(ticket, facts), reason="", actor=actor, now=now)
    _put_form(ticket, facts)
    record(actor, "ticket.attach_form", ticket, {"kind": [None, ticket.kind]}, at=now)
    ask(ticket, actor=actor, now=now, system_id=facts.system_id)
    ticket.last_activity_at = now
    db.session.flush()


def _put_form(ticket: Ticket, facts: KindFacts) -> None:
    made = facts.record(ticket)
    db.session.add(made)
    db.session.flush()
    note_words(made)


def _settled(ticket: Ticket, facts: KindFacts) -> dict[str, object]:
    """Return what a form says of its ticket beside its own record."""
    values: dict[str, object] = {"system_id": facts.system_id} if facts.system_id else {}
    if facts.impact is None:
        return values
    weight = weigh(facts.hardship, ticket.asset.criticality if ticket.asset else facts.impact)
    grade = priority(weight.impact, weight.urgency)
    return {**values, "impact": weight.impact, "urgency": weight.urgency, "priority": grade}


def fitting(subject: str) -> str:
    """Shorten a subject that is made of what somebody typed."""
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"


def _category(kind: Kind, *, actor: Actor) -> Category | None:
    wanted = CATEGORIES.get(kind)
    return next((one for one in tickets.categories(actor) if one.code == wanted), None)

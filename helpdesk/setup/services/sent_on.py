"""Requests of the sample council that the owners of systems have to solve; the caller commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Escalation, Ticket
from helpdesk.tickets.rules import Kind, Status, WaitingFor
from helpdesk.tickets.services import Sent

MOST = 3
DAYS = 3  # working days until they are asked again
ANSWER = "Tumerekebisha upande wetu. Mtumiaji atoke kwenye mfumo na kuingia upya."


def send_on(program: Actor, *, now: datetime) -> None:
    """Let some requests be with the owners of their systems; the second one is answered."""
    officers = people_with(program, Role.TECHNICIAN)
    for number, ticket in enumerate(_of_systems(program) if officers else ()):
        last = ticket.last_activity_at
        step, officer = (now - last) / 4, ticket.assignee or officers[0]
        if ticket.status is Status.NEW:
            tickets.take(ticket, actor=as_actor(officer), now=last + step)
        made = _send(ticket, officer, f"HD-{2041 + 13 * number}", now=last + 2 * step)
        if number == 1:
            tickets.answer(made, ANSWER, actor=as_actor(officer), now=last + 3 * step)


def _of_systems(program: Actor) -> Sequence[Ticket]:
    """Return what waits or is worked on, of systems that somebody else owns."""
    is_out = Ticket.waiting_for == WaitingFor.EXTERNAL
    found = (
        select(Ticket)
        .where(Ticket.council_id == program.council_id, Ticket.system_id.is_not(None))
        .where(Ticket.kind.in_((Kind.INCIDENT, Kind.SERVICE_REQUEST)))
        .where(or_(Ticket.status.in_((Status.NEW, Status.IN_PROGRESS)), is_out))
    )
    return db.session.scalars(found.order_by(Ticket.id).limit(MOST)).all()


def _send(ticket: Ticket, officer: User, reference: str, *, now: datetime) -> Escalation:
    owner = ticket.system.owner or ticket.system.acronym if ticket.system else ""
    sent = Sent(owner, reference, DAYS)
    return tickets.escalate(ticket, sent, actor=as_actor(officer), now=now)

"""Requests of the sample council that the owners of systems have to solve; the caller commits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.systems.queries import in_use
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Escalation, Ticket
from helpdesk.tickets.rules import Hardship, Kind, Status, WaitingFor
from helpdesk.tickets.services import Asked, Sent

MOST = 3
AGO = timedelta(days=1)
DAYS = 3  # working days until they are asked again
ANSWER = "Tumerekebisha upande wetu. Mtumiaji atoke kwenye mfumo na kuingia upya."


def send_on(program: Actor, *, now: datetime) -> None:
    """Let some requests be with the owners of their systems; the second one is answered."""
    officers = people_with(program, Role.TECHNICIAN)
    chosen = (_of_systems(program) or _asked_for(program, now - AGO)) if officers else ()
    for number, ticket in enumerate(chosen):
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


def _asked_for(program: Actor, now: datetime) -> Sequence[Ticket]:
    """Let somebody ask now, in a sample in which just now nothing of that sort is open."""
    systems = [one for one in in_use(program) if one.owner]
    people = people_with(program, Role.REQUESTER)
    if not systems or not people:
        return ()
    asked = Asked(
        subject=f"{systems[0].acronym} inafunguka polepole",
        hardship=Hardship.SLOWED,
        system=systems[0],
    )
    newest = select(func.max(Ticket.opened_at)).where(Ticket.council_id == program.council_id)
    at = max(now, db.session.scalar(newest) or now)
    return [tickets.open_ticket(asked, requester=people[0], actor=as_actor(people[0]), now=at)]


def _send(ticket: Ticket, officer: User, reference: str, *, now: datetime) -> Escalation:
    owner = ticket.system.owner or ticket.system.acronym if ticket.system else ""
    sent = Sent(owner, reference, DAYS)
    return tickets.escalate(ticket, sent, actor=as_actor(officer), now=now)

"""What happens to a form when its request goes on."""

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.infra.access import Actor, the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import announce, on
from helpdesk.kinds import queries, services
from helpdesk.kinds.events import IncidentReported
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.rules import Stage
from helpdesk.kinds.services.steps import empty
from helpdesk.tickets.events import KindChanged, ResolutionTakenBack, TicketReopened
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import last_change
from helpdesk.tickets.rules import Kind


@on(TicketReopened)
def do_it_again(event: TicketReopened) -> None:
    """A correction that is not right after all is done and verified once more."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    made = queries.record_of(ticket)
    if isinstance(made, DataCorrection) and made.stage is Stage.VERIFIED:
        last = last_change(ticket)
        by_id, reason = (last.by_id, last.reason) if last else (None, "")
        actor, now = _person(by_id, ticket), ticket.last_activity_at
        services.begin_again(made, reason, actor=actor, now=now)


@on(ResolutionTakenBack)
def go_back_a_step(event: ResolutionTakenBack) -> None:
    """The act by which the form solved its request is taken back along with that."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    filled, declared = queries.record_of(ticket), DECLARED.get(ticket.kind)
    actor = _person(event.by_id, ticket)
    if isinstance(filled, DataCorrection) and filled.stage is Stage.VERIFIED:
        services.unverify(filled, actor=actor, now=event.at)
    elif filled is not None and declared is not None and filled.stage is Stage.DONE:
        empty(filled, declared.steps[-1], actor=actor, now=event.at)


@on(KindChanged)
def report_incident(event: KindChanged) -> None:
    """What an officer finds to be a security incident is reported as one."""
    if db.session.get_one(Ticket, event.ticket_id).kind is Kind.SECURITY_INCIDENT:
        announce(IncidentReported(ticket_id=event.ticket_id))


def _person(person_id: int | None, ticket: Ticket) -> Actor:
    person = db.session.get(User, person_id) if person_id else None
    here = ticket.council_id
    return as_actor(person, council_id=here) if person else the_program(here)

"""Who is told of a security incident: the few who may know of it, and nobody else."""

from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.kinds.events import IncidentReported
from helpdesk.reminders.listeners.letters import Occasion, tell
from helpdesk.reminders.rules import Because, Kind
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.permissions import SEE_SECURITY, sees_security


@on(IncidentReported)
def tell_of_incident(event: IncidentReported) -> None:
    """Tell the head of the unit and the director, but not whoever reported it."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    by_id = ticket.entered_by_id or ticket.requester_id
    occasion = Occasion(ticket.opened_at, ticket.id, by_id, because=Because.SECURITY)
    for person in people_with(the_program(ticket.council_id), *SEE_SECURITY.roles):
        if sees_security(as_actor(person, council_id=ticket.council_id)):
            tell(person, ticket, Kind.SECURITY, occasion, name=ticket.requester_name)

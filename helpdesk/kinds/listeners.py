"""What happens to a form when its request goes on."""

from helpdesk.infra import clock
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.kinds import queries, services
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.rules import Stage
from helpdesk.tickets.events import TicketReopened
from helpdesk.tickets.models import Ticket


@on(TicketReopened)
def do_it_again(event: TicketReopened) -> None:
    """A correction that is not right after all is done and verified once more."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    made = queries.record_of(ticket)
    if isinstance(made, DataCorrection) and made.stage is Stage.VERIFIED:
        services.begin_again(made, actor=the_program(ticket.council_id), now=clock.now())

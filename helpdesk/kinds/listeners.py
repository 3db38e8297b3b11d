"""What happens to a form when its request goes on."""

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.kinds import queries, services
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.rules import Stage
from helpdesk.tickets.events import TicketReopened
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import last_change


@on(TicketReopened)
def do_it_again(event: TicketReopened) -> None:
    """A correction that is not right after all is done and verified once more."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    made = queries.record_of(ticket)
    if isinstance(made, DataCorrection) and made.stage is Stage.VERIFIED:
        last = last_change(ticket)
        by, reason = (last.by, last.reason) if last else (None, "")
        council_id = ticket.council_id
        actor = as_actor(by, council_id=council_id) if by else the_program(council_id)
        services.begin_again(made, reason, actor=actor, now=ticket.last_activity_at)

"""A request with a form is not solved past its form."""

from helpdesk.kinds.models import RECORDS
from helpdesk.kinds.queries.records import record_of
from helpdesk.kinds.rules import Stage
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import hold
from helpdesk.tickets.rules import Kind, Status


@hold
def is_unfinished(ticket: Ticket, goal: Status) -> bool:
    """Tell whether an approval, the work or its verification is still to come."""
    if goal is not Status.RESOLVED or ticket.kind not in RECORDS:
        return False
    record = record_of(ticket)
    end = Stage.VERIFIED if ticket.kind is Kind.DATA_CORRECTION else Stage.DONE
    return record is not None and record.stage is not end

"""A request of a kind that has a form is not solved past its form, nor without it."""

from helpdesk.kinds.models import RECORDS
from helpdesk.kinds.queries.records import record_of
from helpdesk.kinds.rules import Stage
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import hold, settles_kind
from helpdesk.tickets.rules import OPEN, Held, Kind, Status


@hold
def why_unfinished(ticket: Ticket, goal: Status) -> Held | None:
    """Say whether the form is missing, or an approval, the work or its verification to come."""
    if goal is not Status.RESOLVED or ticket.kind not in RECORDS:
        return None
    record = record_of(ticket)
    if record is None:
        return Held.FORM_MISSING
    end = Stage.VERIFIED if ticket.kind is Kind.DATA_CORRECTION else Stage.DONE
    return None if record.stage is end else Held.FORM_UNFINISHED


@settles_kind
def has_form(ticket: Ticket) -> bool:
    return record_of(ticket) is not None


def lacks_form(ticket: Ticket) -> bool:
    """Tell whether a ticket is of a kind that has a form, and still goes on without one."""
    is_going_on = ticket.kind in RECORDS and ticket.status in OPEN
    return is_going_on and record_of(ticket) is None

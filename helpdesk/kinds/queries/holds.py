"""A request of a kind that has a form is not solved past its form, nor without it."""

from sqlalchemy import exists, select

from helpdesk.infra.db import db
from helpdesk.kinds.models import RECORDS, Approval
from helpdesk.kinds.queries.records import record_of
from helpdesk.kinds.rules import ApprovalStatus, Stage
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import hold, settles_kind
from helpdesk.tickets.rules import OPEN, Held, Kind, Status, WaitingFor


@hold
def why_unfinished(ticket: Ticket, goal: Status) -> Held | None:
    """Say whether the form is missing, or an approval, the work or its verification to come."""
    if goal is Status.IN_PROGRESS:
        return Held.APPROVAL_PENDING if waits_for_approval(ticket) else None
    if goal is not Status.RESOLVED or ticket.kind not in RECORDS:
        return None
    record = record_of(ticket)
    if record is None:
        return Held.FORM_MISSING
    end = Stage.VERIFIED if ticket.kind is Kind.DATA_CORRECTION else Stage.DONE
    return None if record.stage is end else Held.FORM_UNFINISHED


def waits_for_approval(ticket: Ticket) -> bool:
    """Tell whether somebody is still asked; an officer's own wait for an approval is none."""
    if ticket.waiting_for is not WaitingFor.APPROVAL:
        return False
    asked = Approval.ticket_id == ticket.id, Approval.status == ApprovalStatus.PENDING
    return db.session.scalar(select(exists().where(*asked))) is True


@settles_kind
def has_form(ticket: Ticket) -> bool:
    return record_of(ticket) is not None


def lacks_form(ticket: Ticket) -> bool:
    """Tell whether a ticket is of a kind that has a form, and still goes on without one."""
    is_going_on = ticket.kind in RECORDS and ticket.status in OPEN
    return is_going_on and record_of(ticket) is None

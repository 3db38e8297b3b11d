"""What approvers are told, and who asked for the approval or works on what was asked."""

from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.kinds.events import ApprovalWanted, TicketApproved, TicketRejected
from helpdesk.kinds.models import Approval
from helpdesk.kinds.queries import people_for
from helpdesk.reminders.listeners.letters import Occasion, tell
from helpdesk.reminders.rules import Kind
from helpdesk.reminders.services import mark_answered, mark_open_again
from helpdesk.tickets.events import CancellingTakenBack, TicketCancelled
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import last_change


@on(ApprovalWanted)
def ask_approvers(event: ApprovalWanted) -> None:
    """Tell whoever decides, and who stands in for them today."""
    approval = db.session.get_one(Approval, event.approval_id)
    occasion = Occasion(approval.asked_at, approval.id, None, approval.id)
    name = approval.ticket.requester_name
    for person in people_for(approval, today=clock.today()):
        tell(person, approval.ticket, Kind.APPROVAL, occasion, name=name)


@on(TicketApproved)
def tell_of_approval(event: TicketApproved) -> None:
    _tell_requester(event.approval_id, Kind.APPROVED)


@on(TicketRejected)
def tell_of_rejection(event: TicketRejected) -> None:
    _tell_requester(event.approval_id, Kind.REJECTED)
    _tell_officer(event.approval_id)


@on(TicketCancelled)
def ask_no_more(event: TicketCancelled) -> None:
    """Let nobody count among what is new that something waits which has ended."""
    last = last_change(db.session.get_one(Ticket, event.ticket_id))
    if last is not None:
        mark_answered(event.ticket_id, Kind.APPROVAL, at=last.at)


@on(CancellingTakenBack)
def ask_again(event: CancellingTakenBack) -> None:
    mark_open_again(event.ticket_id, Kind.APPROVAL, at=event.cancelled_at)


def _tell_requester(approval_id: int, kind: Kind) -> None:
    approval = db.session.get_one(Approval, approval_id)
    requester = approval.ticket.requester
    if requester is not None and approval.decided_at is not None:
        occasion = Occasion(approval.decided_at, approval.id, approval.decided_by_id)
        tell(requester, approval.ticket, kind, occasion, note=approval.note)


def _tell_officer(approval_id: int) -> None:
    """Let whoever had taken the request already know that nothing is to be done."""
    approval = db.session.get_one(Approval, approval_id)
    ticket, officer = approval.ticket, approval.ticket.assignee
    if officer is None or officer.id == ticket.requester_id or approval.decided_at is None:
        return
    occasion = Occasion(approval.decided_at, approval.id, approval.decided_by_id)
    tell(officer, ticket, Kind.REFUSED, occasion, note=approval.note)

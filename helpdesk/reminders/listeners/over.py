"""What was told and is over counts as read: it was taken back, decided or verified."""

from helpdesk.infra import clock
from helpdesk.infra.events import on
from helpdesk.kinds.events import TicketApproved, TicketRejected, WorkSentBack, WorkVerified
from helpdesk.reminders.rules import Kind
from helpdesk.reminders.services import mark_answered
from helpdesk.tickets.events import CancellingTakenBack, ResolutionTakenBack


@on(CancellingTakenBack)
def is_not_cancelled(event: CancellingTakenBack) -> None:
    _end(event.ticket_id, Kind.CANCELLED, Kind.MERGED)


@on(ResolutionTakenBack)
def is_not_resolved(event: ResolutionTakenBack) -> None:
    _end(event.ticket_id, Kind.RESOLVED)


@on(TicketApproved)
def is_approved(event: TicketApproved) -> None:
    _end(event.ticket_id, Kind.APPROVAL)


@on(TicketRejected)
def is_rejected(event: TicketRejected) -> None:
    _end(event.ticket_id, Kind.APPROVAL)


@on(WorkVerified)
def is_verified(event: WorkVerified) -> None:
    _end(event.ticket_id, Kind.VERIFY)


@on(WorkSentBack)
def is_sent_back(event: WorkSentBack) -> None:
    _end(event.ticket_id, Kind.VERIFY)


def _end(ticket_id: int, *kinds: Kind) -> None:
    for kind in kinds:
        mark_answered(ticket_id, kind, at=clock.now())

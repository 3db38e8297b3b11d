"""What was told and is over counts as read: it was taken back, decided or verified."""

from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.kinds.events import (
    StepApproved,
    TicketApproved,
    TicketRejected,
    WorkSentBack,
    WorkVerified,
)
from helpdesk.reminders.listeners.requesters import tell_that_it_goes_on
from helpdesk.reminders.queries import ASKED, is_known_to_requester
from helpdesk.reminders.rules import Kind
from helpdesk.reminders.services import mark_answered
from helpdesk.tickets.events import (
    AssignmentTakenBack,
    CancellingTakenBack,
    ResolutionTakenBack,
)
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import joined_to


@on(CancellingTakenBack)
def is_not_cancelled(event: CancellingTakenBack) -> None:
    """Whoever knows already that it had ended is told that it goes on."""
    kinds = (Kind.CANCELLED, Kind.MERGED)
    is_known = any(is_known_to_requester(event.ticket_id, kind) for kind in kinds)
    _end(event.ticket_id, *kinds)
    if is_known:
        tell_that_it_goes_on(db.session.get_one(Ticket, event.ticket_id))


@on(ResolutionTakenBack)
def is_not_resolved(event: ResolutionTakenBack) -> None:
    _end(event.ticket_id, Kind.RESOLVED)
    for joined in joined_to(db.session.get_one(Ticket, event.ticket_id)):
        _end(joined.id, Kind.JOINED_RESOLVED)


@on(AssignmentTakenBack)
def is_not_given(event: AssignmentTakenBack) -> None:
    """Leave alone what was told of another time when it was given away."""
    for kind in (Kind.ASSIGNED, Kind.TEAM):
        mark_answered(event.ticket_id, kind, at=clock.now(), step=event.change_id)


@on(StepApproved)
def step_is_decided(event: StepApproved) -> None:
    """Whoever was asked for that step is not waited for any more."""
    mark_answered(event.ticket_id, Kind.APPROVAL, at=clock.now(), step=event.approval_id)
    _end(event.ticket_id, Kind.STILL_WAITS)


@on(TicketApproved)
def is_approved(event: TicketApproved) -> None:
    _end(event.ticket_id, *ASKED)


@on(TicketRejected)
def is_rejected(event: TicketRejected) -> None:
    _end(event.ticket_id, *ASKED)


@on(WorkVerified)
def is_verified(event: WorkVerified) -> None:
    _end(event.ticket_id, Kind.VERIFY)


@on(WorkSentBack)
def is_sent_back(event: WorkSentBack) -> None:
    _end(event.ticket_id, Kind.VERIFY)


def _end(ticket_id: int, *kinds: Kind) -> None:
    for kind in kinds:
        mark_answered(ticket_id, kind, at=clock.now())

"""What happens to tickets, told in the transaction that did it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReplied:
    """Somebody of the ICT unit answered where the requester can read it."""

    ticket_id: int
    comment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequesterReplied:
    """Whoever asked wrote something, and that alone changed nothing but the talk."""

    ticket_id: int
    comment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAssigned:
    """It was given to an officer, or to a team; its last change says by whom."""

    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentTakenBack:
    """Whoever gave it away by this change a moment ago took that back."""

    ticket_id: int
    change_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChanged:
    """An officer put it into a category of another kind of requests."""

    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResolved:
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionTakenBack:
    """Who resolved it a moment ago took that back; it is open as it was before."""

    ticket_id: int
    by_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    """It will not be done; its last change says by whom, why, and whether it was joined away."""

    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellingTakenBack:
    """It goes on as before that moment, in which it was cancelled."""

    ticket_id: int
    cancelled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReopened:
    """What was thought solved is not."""

    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMerged:
    """A duplicate goes on as another ticket, which its requester may not be allowed to see."""

    ticket_id: int
    into_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketWarned:
    """So much of the working time that was promised for its solution is used."""

    ticket_id: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequesterReminded:
    """The requester was asked something days ago and has said nothing."""

    ticket_id: int
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketGivenUp:
    """It was closed because its requester said nothing."""

    ticket_id: int

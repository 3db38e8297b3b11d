"""What happens to approvals and to what was approved, told in the transaction that did it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWanted:
    """A step has come up, and waits for whoever decides it."""

    approval_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepApproved:
    """A step was approved, and the following one has come up."""

    ticket_id: int
    approval_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketApproved:
    """The last step was approved; the work may begin."""

    ticket_id: int
    approval_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRejected:
    ticket_id: int
    approval_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReported:
    """Somebody reported a security incident, of which few may know."""

    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDone:
    """What was approved is done, and waits for somebody else to verify it."""

    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSentBack:
    """What was done is not right; its record no longer says who did it."""

    ticket_id: int
    doer_id: int | None
    by_id: int | None
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkVerified:
    ticket_id: int

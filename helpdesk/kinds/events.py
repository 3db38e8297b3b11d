"""What happens to approvals, told in the transaction that did it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWanted:
    """A step has come up, and waits for whoever decides it."""

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

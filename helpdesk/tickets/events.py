"""What happens to tickets, told in the transaction that did it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReplied:
    """Somebody of the ICT unit answered where the requester can read it."""

    ticket_id: int
    comment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResolved:
    ticket_id: int

"""When a request may go on as another one, and when it may hang on another one."""

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol

from helpdesk.tickets.rules.statuses import OPEN, Status


class MergeRefusal(StrEnum):
    ITSELF = "itself"
    OTHER_COUNCIL = "other_council"
    MERGED = "merged"
    OVER = "over"
    OTHER_MERGED = "other_merged"
    OTHER_OVER = "other_over"
    HAS_CHILDREN = "has_children"
    HAS_FORM = "has_form"
    CIRCLE = "circle"
    PART = "part"


class CannotMergeError(Exception):
    def __init__(self, refusal: MergeRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class SplitAlreadyError(Exception):
    """A ticket has been made of this message before."""


class Joinable(Protocol):
    """What the rules read of a ticket."""

    id: int
    council_id: int
    status: Status
    merged_into_id: int | None


def merge_refusal(
    ticket: Joinable, into: Joinable, *, has_children: bool = False
) -> MergeRefusal | None:
    """Say why a ticket cannot go on as another one; both must be open, so no circle can arise."""
    refusal = link_refusal(ticket, into)
    if refusal:
        return refusal
    if ticket.status not in OPEN:
        return MergeRefusal.OVER
    if into.status not in OPEN:
        return MergeRefusal.OTHER_OVER
    return MergeRefusal.HAS_CHILDREN if has_children else None


def link_refusal(
    ticket: Joinable, other: Joinable, *, ancestors: Collection[int] = ()
) -> MergeRefusal | None:
    """Say why two tickets cannot be linked; `ancestors` are those that the other one hangs on."""
    if ticket.id == other.id:
        return MergeRefusal.ITSELF
    if ticket.council_id != other.council_id:
        return MergeRefusal.OTHER_COUNCIL
    if ticket.merged_into_id is not None:
        return MergeRefusal.MERGED
    if other.merged_into_id is not None:
        return MergeRefusal.OTHER_MERGED
    return MergeRefusal.CIRCLE if ticket.id in ancestors else None

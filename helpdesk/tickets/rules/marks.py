"""Changes that nobody takes back, since more than the ticket hangs on them."""

from enum import StrEnum


class Mark(StrEnum):
    """What stands in the place of a batch on such a change."""

    UNDO = "undo"
    APPROVAL = "approval"
    WITHDRAWAL = "withdrawal"
    GUEST = "guest"


OF_MANY = "b"  # begins the name of what was done to many tickets at once
LASTING = frozenset(Mark)

"""What is asked about somebody's access to a system, and when it ends."""

from datetime import date, timedelta
from enum import StrEnum

NOTICE = timedelta(days=14)  # before an access ends by itself, somebody is reminded
LONGEST_AGO, FARTHEST = timedelta(days=366), timedelta(days=3653)  # that an access asked for begins
LONGEST_USE = timedelta(days=3653)  # until when an access may be given
LONGEST_HELD = timedelta(days=40 * 366)  # since when somebody may have what is entered afterwards


class Act(StrEnum):
    GIVE = "give"
    REMOVE = "remove"


class AccessState(StrEnum):
    """What the register says of an access on a day."""

    OPEN = "open"
    ENDS_SOON = "ends_soon"
    OVERDUE = "overdue"
    ENDED = "ended"


class NobodyNamedError(Exception):
    """An access is for somebody: a person of the register, or a new one by name."""


class NothingToRemoveError(Exception):
    """None of the accesses is open, or each is already in a request to take it away."""


def access_state(ends_on: date | None, ended_on: date | None, *, today: date) -> AccessState:
    """Tell how an access stands; it is overdue when its last day has passed and nobody took it."""
    if ended_on is not None:
        return AccessState.ENDED
    if ends_on is None or ends_on - today > NOTICE:
        return AccessState.OPEN
    return AccessState.OVERDUE if ends_on < today else AccessState.ENDS_SOON

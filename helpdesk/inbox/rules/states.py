"""What became of a mail that came in, and why; how much of it is taken."""

from datetime import timedelta
from enum import StrEnum

MEGABYTE = 1024 * 1024
LARGEST_MAIL = 15 * MEGABYTE
LARGEST_KEPT = 64 * 1024  # bytes of a mail that is not taken, kept to look at
MOST_AT_ONCE = 100  # mails of one run
MOST_TEXT = 20_000  # letters of a mail that are read
MOST_SHOWN = 5_000  # letters that go into a request; a form takes no more
MOST_SUBJECT = 120
MOST_AN_HOUR = 20  # mails of one sender
HOUR = timedelta(hours=1)


class State(StrEnum):
    HELD = "held"
    PARKED = "parked"
    TAKEN = "taken"
    IGNORED = "ignored"
    DISCARDED = "discarded"


class Reason(StrEnum):
    """Why a mail did not become a request or a reply by itself."""

    UNKNOWN_SENDER = "unknown_sender"
    SHARED_ADDRESS = "shared_address"
    NOT_A_PARTY = "not_a_party"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NO_SENDER = "no_sender"
    TOO_MANY_HEADERS = "too_many_headers"
    TOO_MANY_PARTS = "too_many_parts"
    BROKEN = "broken"
    EMPTY = "empty"
    LOOP = "loop"
    AUTOMATIC = "automatic"
    RETURNED = "returned"


STATE_OF: dict[Reason, State] = {
    Reason.UNKNOWN_SENDER: State.HELD,
    Reason.SHARED_ADDRESS: State.HELD,
    Reason.NOT_A_PARTY: State.HELD,
    Reason.TOO_LARGE: State.PARKED,
    Reason.TOO_MANY: State.PARKED,
    Reason.NO_SENDER: State.PARKED,
    Reason.TOO_MANY_HEADERS: State.PARKED,
    Reason.TOO_MANY_PARTS: State.PARKED,
    Reason.BROKEN: State.PARKED,
    Reason.EMPTY: State.PARKED,
    Reason.LOOP: State.IGNORED,
    Reason.AUTOMATIC: State.IGNORED,
    Reason.RETURNED: State.IGNORED,
}
WAITING = (State.HELD, State.PARKED)
OPEN_TO_DECIDE = frozenset({State.HELD, State.PARKED, State.IGNORED})


class AlreadyDecidedError(Exception):
    """Somebody has taken or discarded the mail, or it was never there to decide about."""


def check_open(state: State) -> None:
    if state not in OPEN_TO_DECIDE:
        raise AlreadyDecidedError


def state_again(reason: Reason | None) -> State:
    """Return where a discarded mail comes from."""
    return STATE_OF[reason] if reason else State.HELD

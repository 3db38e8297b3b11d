"""What may be done with a device in which state, and when it is back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpdesk.equipment.rules import Status


class Kind(StrEnum):
    """What a paper says was done with its devices; a repair bench is a workshop outside."""

    ISSUE = "issue"
    TRANSFER = "transfer"
    RETURN = "return"
    LOAN = "loan"
    REPAIR_BENCH = "repair_bench"


class Answer(StrEnum):
    """What the receiver says in the program; of a return or a workshop nobody is asked."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DIFFERS = "differs"


LENT = frozenset({Kind.LOAN, Kind.REPAIR_BENCH})  # comes back, and until then it is out
TO_SOMEBODY = frozenset({Kind.ISSUE, Kind.TRANSFER, Kind.LOAN})
FROM_HOLDER = frozenset({Kind.TRANSFER, Kind.RETURN})  # one holder signs for all of it
DEVICES_AT_MOST = 30  # on one paper

_SPARE = frozenset({Status.ACCEPTED, Status.IN_STORE, Status.IDLE, Status.SURPLUS})
_IN_USE = frozenset({Status.IN_SERVICE, Status.UNDER_REPAIR, Status.IDLE, Status.SURPLUS})
_LENDABLE = frozenset({Status.IN_STORE, Status.IN_SERVICE, Status.IDLE, Status.SURPLUS})
_REPAIRABLE = _LENDABLE | {Status.UNDER_REPAIR}


@dataclass(frozen=True, slots=True)
class State:
    """What of a device decides; it is out while a loan or a gate pass of it is open.

    What was bought through the program must be installed before anybody uses it.
    """

    status: Status
    has_holder: bool
    is_out: bool = False
    must_be_installed: bool = False


class NotFittingError(Exception):
    """This cannot be done with the device of this number as it stands."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class MoreThanOneHolderError(Exception):
    """One paper is signed by one holder."""


class NothingToAnswerError(Exception):
    """The receiver is not asked, or has answered already."""


class StillHoldsError(Exception):
    """Whoever still holds something is not cleared."""


def possible(state: State) -> list[Kind]:
    """Return what may be done with a device; one that is out first comes back."""
    if state.is_out:
        return [Kind.RETURN]
    barred = TO_SOMEBODY if state.must_be_installed else frozenset()
    return [kind for kind in Kind if kind not in barred and _fits(kind, state)]


def _fits(kind: Kind, state: State) -> bool:
    is_unheld = state.status is Status.IN_SERVICE and not state.has_holder
    match kind:
        case Kind.ISSUE:
            return state.status in _SPARE or is_unheld
        case Kind.TRANSFER:
            return state.status in _IN_USE and state.has_holder
        case Kind.RETURN:
            return state.status in _IN_USE or state.status is Status.LOANED
        case Kind.LOAN:
            return state.status in _LENDABLE
        case Kind.REPAIR_BENCH:
            return state.status in _REPAIRABLE


def status_after(kind: Kind, before: Status, *, has_holder: bool) -> Status:
    """Return the state in which a device is then; what comes back to a holder is in use."""
    match kind:
        case Kind.ISSUE:
            return Status.IN_SERVICE
        case Kind.TRANSFER:
            return before if before is Status.UNDER_REPAIR else Status.IN_SERVICE
        case Kind.RETURN:
            return Status.IN_SERVICE if has_holder else Status.IN_STORE
        case Kind.LOAN:
            return Status.LOANED
        case Kind.REPAIR_BENCH:
            return Status.UNDER_REPAIR


def answer_at_first(kind: Kind, *, is_own: bool) -> Answer:
    """Ask the receiver, unless he made the paper himself."""
    return Answer.WAITING if kind in TO_SOMEBODY and not is_own else Answer.NOT_ASKED


def one_giver(kind: Kind, holders: Iterable[int | None]) -> int | None:
    """Return who gives out of his hands, where it is one person; None: the office does."""
    found = set(holders)
    if len(found) > 1 and kind in FROM_HOLDER:
        raise MoreThanOneHolderError
    return found.pop() if len(found) == 1 else None


def is_overdue(due_on: date | None, today: date) -> bool:
    return due_on is not None and due_on < today

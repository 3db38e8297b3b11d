"""What may be told of a device that is gone, and who may write it off."""

from datetime import date
from enum import StrEnum

from helpdesk.core import transitions
from helpdesk.core.text import fold
from helpdesk.equipment.rules import TRANSITIONS, Status


class Kind(StrEnum):
    LOST = "lost"
    STOLEN = "stolen"


class State(StrEnum):
    """A device is sought, somebody asks to write it off, or one of the two ends has come."""

    SOUGHT = "sought"
    PROPOSED = "proposed"
    WRITTEN_OFF = "written_off"
    FOUND = "found"


OPEN = frozenset({State.SOUGHT, State.PROPOSED})
STEPS: dict[State, frozenset[State]] = {
    State.SOUGHT: frozenset({State.PROPOSED, State.FOUND}),
    State.PROPOSED: frozenset({State.SOUGHT, State.WRITTEN_OFF, State.FOUND}),
    State.WRITTEN_OFF: frozenset(),
    State.FOUND: frozenset(),
}


class NotLosableError(Exception):
    """A device in this state is not reported as lost."""


class NoPoliceReferenceError(Exception):
    """What was stolen has a number at the police."""


class BeforeLossError(Exception):
    """Nothing is found before it was lost."""


class ConcernedError(Exception):
    """Who asks to write a device off, or had it in hands, does not decide about that."""


def check_step(state: State, wanted: State) -> None:
    transitions.check(STEPS, state, wanted)


def can_be_lost(status: Status) -> bool:
    return Status.LOST_STOLEN in TRANSITIONS[status]


def check_losable(status: Status, *, has_report: bool) -> None:
    """Let pass what can be lost, and what is lost but of which nobody has told how."""
    if not can_be_lost(status) and (status is not Status.LOST_STOLEN or has_report):
        raise NotLosableError


def check_police(kind: Kind, reference: str) -> None:
    if kind is Kind.STOLEN and not reference:
        raise NoPoliceReferenceError


def check_found(happened_on: date, found_on: date) -> None:
    if found_on < happened_on:
        raise BeforeLossError


def check_independent(name: str, *, holder: str, proposed_it: bool) -> None:
    if proposed_it or (holder and fold(name) == fold(holder)):
        raise ConcernedError

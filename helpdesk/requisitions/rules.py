"""How a requisition goes from hand to hand."""

from enum import StrEnum

from helpdesk.core import transitions


class State(StrEnum):
    ASKED = "asked"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    PARTLY = "partly"
    TO_BUY = "to_buy"
    ISSUED = "issued"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


_SERVED = frozenset({State.PARTLY, State.TO_BUY, State.ISSUED, State.CLOSED})
STEPS: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.RECOMMENDED, State.REJECTED, State.WITHDRAWN}),
    State.RECOMMENDED: frozenset({State.APPROVED, State.REJECTED, State.WITHDRAWN}),
    State.APPROVED: _SERVED,
    State.PARTLY: _SERVED,
    State.TO_BUY: _SERVED - {State.TO_BUY},
    State.ISSUED: frozenset(),
    State.CLOSED: frozenset(),
    State.REJECTED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
WAITING = (State.ASKED, State.RECOMMENDED)
TO_ISSUE = (State.APPROVED, State.PARTLY, State.TO_BUY)


class ConcernedError(Exception):
    """Nobody recommends, approves or issues what they ask for, nor approves what they recommend."""


class TooMuchError(Exception):
    """No more is issued than was approved; `place` is the line, from 1."""

    def __init__(self, place: int) -> None:
        super().__init__(f"line {place}")
        self.place = place


class NothingIssuedError(ValueError):
    """An issue of nothing is none."""


def check_step(state: State, wanted: State) -> None:
    transitions.check(STEPS, state, wanted)


def check_independent(person: int | None, *concerned: int | None) -> None:
    if person is None or person in concerned:
        raise ConcernedError

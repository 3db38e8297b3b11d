"""How an estimate goes from hand to hand, and who may decide."""

from enum import StrEnum

from helpdesk.core import transitions


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


class Office(StrEnum):
    """Who decides a step, in the order of the steps."""

    HEAD_OF_ICT = "head_of_ict"
    PROCUREMENT = "procurement"
    TREASURER = "treasurer"
    DIRECTOR = "director"


class View(StrEnum):
    ALL = "all"
    DRAFTS = "drafts"
    WAITING = "waiting"
    APPROVED = "approved"


class StepState(StrEnum):
    """`left_out` is a step whose office nobody holds but whoever prepared the estimate."""

    LATER = "later"
    PENDING = "pending"
    AGREED = "agreed"
    RETURNED = "returned"
    LEFT_OUT = "left_out"


HOLDING = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED})
"""What still asks for money, or has got it."""
NEEDED = (Office.TREASURER, Office.DIRECTOR)
"""Nothing is paid without these two: funds are confirmed, and it is approved."""

STEPS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.CANCELLED}),
    State.SUBMITTED: frozenset({State.RETURNED, State.APPROVED}),
    State.RETURNED: frozenset({State.SUPERSEDED}),
    State.APPROVED: frozenset({State.SUPERSEDED}),
    State.SUPERSEDED: frozenset(),
    State.CANCELLED: frozenset(),
}
FINAL_SUMS = frozenset({State.SUBMITTED, State.RETURNED, State.APPROVED, State.SUPERSEDED})
DEPARTMENTS = {Office.TREASURER: "FED", Office.PROCUREMENT: "UNU"}


class PreparedItError(Exception):
    """Whoever wrote or submitted an estimate decides nothing on it."""


class DecidedBeforeError(Exception):
    """Nobody decides two steps of one estimate."""


class NotYourStepError(Exception):
    """The step that is due is another office's."""


class NothingEstimatedError(Exception):
    """An estimate without a line that costs money cannot be submitted."""


class NobodyApprovesError(Exception):
    """Nobody but who prepared it holds an office without which nothing is paid."""

    def __init__(self, office: Office) -> None:
        super().__init__(str(office))
        self.office = office


class UnpricedError(Exception):
    """A thing without a price cannot be decided on; `item` names it."""

    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.item = item


class AlreadyChangingError(Exception):
    """A newer version of this estimate has been begun before."""


def check_step(state: State, wanted: State) -> None:
    transitions.check(STEPS, state, wanted)

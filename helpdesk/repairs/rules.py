"""What an outside job waits for, and when a repair may be tested and signed off."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from helpdesk.checklists.rules import Outcome
from helpdesk.core.transitions import IllegalTransitionError

WARRANTY_AT_MOST = 1_830  # days
SERVICE_CRITICAL = 1


class State(StrEnum):
    """How far an outside job has come."""

    SENT = "sent"
    QUOTED = "quoted"
    APPROVED = "approved"
    REFUSED = "refused"
    BACK = "back"


def check_asked(state: State) -> None:
    """A workshop asks for a price until it has been agreed to, or the device is back."""
    if state not in (State.SENT, State.QUOTED, State.REFUSED):
        raise IllegalTransitionError(state, State.QUOTED)


def check_quoted(state: State) -> None:
    """Only what a workshop asked for, and nobody decided on, is decided."""
    if state is not State.QUOTED:
        raise IllegalTransitionError(state, State.APPROVED)


class Verdict(StrEnum):
    """What whoever uses the device says of the repair."""

    SATISFIED = "satisfied"
    WITH_REMARKS = "with_remarks"
    REJECTED = "rejected"


class AlreadyOutsideError(Exception):
    """The device of this job is in a workshop already."""


class AskedItError(Exception):
    """Whoever asked for a quotation does not approve it."""


class NotApprovedError(Exception):
    """A bill is paid for what somebody has approved."""


class TestFirstError(Exception):
    """What many depend on is tested before it is signed off."""


def needs_reason(quoted: Decimal, billed: Decimal) -> bool:
    """Tell whether a bill is higher than what was approved."""
    return billed > quoted


def warranty_ends_on(back_on: date, days: int) -> date | None:
    """Return the last day of the warranty on a repair; the day it came back is the first."""
    return back_on + timedelta(days=days - 1) if days else None


def must_be_tested(criticality: int) -> bool:
    return criticality == SERVICE_CRITICAL


def has_passed(outcomes: Iterable[Outcome]) -> bool:
    return Outcome.FAIL not in outcomes

"""What may still be done with a visit that was promised."""

from datetime import date, timedelta

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.maintenance.rules.promises import State

LONGEST_DELAY = timedelta(days=366)


class BadDayError(ValueError):
    """A visit is put off to a day from today on, in its window or not a year after it."""


class ClosedDayError(ValueError):
    """Nobody works on the day to which a visit is put off."""


class NoReasonError(ValueError):
    """Beyond its window a visit is put off only for a reason."""


POSTPONING = (BadDayError, ClosedDayError, NoReasonError)


def check_postponement(on: date, window: tuple[date, date], *, today: date, reason: str) -> None:
    """Refuse a new day that will not do; inside its window a visit moves freely."""
    first, last = window
    if not max(today, first) <= on <= last + LONGEST_DELAY:
        raise BadDayError
    if on > last and not reason:
        raise NoReasonError


def check_open(state: State) -> None:
    """Refuse what only a visit allows that is still to be made."""
    if state is not State.GENERATED:
        raise IllegalTransitionError(state, State.GENERATED)

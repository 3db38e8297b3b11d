"""The rules of a count: what became of each device, and who may approve it."""

from enum import StrEnum


class State(StrEnum):
    COUNTING = "counting"
    WAITING = "waiting"
    APPLIED = "applied"


class Result(StrEnum):
    FOUND = "found"
    MISSING = "missing"
    MISPLACED = "misplaced"
    EXTRA = "extra"


class OverError(Exception):
    """The count is not in the state that this act needs."""


class OwnCountError(Exception):
    """Who counted cannot approve it."""


def result_of(*, is_known: bool, is_expected: bool, is_found: bool) -> Result:
    if not is_known:
        return Result.EXTRA
    if not is_expected:
        return Result.MISPLACED
    return Result.FOUND if is_found else Result.MISSING


def check_state(state: State, wanted: State) -> None:
    if state is not wanted:
        raise OverError


def found_percent(expected: int, found: int) -> str:
    """Return how much of what was expected is there, with one decimal, never rounded up to all."""
    return f"{found * 1000 // expected / 10:.1f}" if expected else ""

"""When somebody is reminded of what is due, again when it is late, and when the head hears."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FURTHEST = 90  # days before and after
LATEST = 60  # days until the head hears
MOST_STEPS = 6


class Topic(StrEnum):
    """What the engine reminds of; of `CLOCK` the steps are percents of a request's own time."""

    VISITS = "visits"
    APPROVALS = "approvals"
    STOCK = "stock"
    BACKUP = "backup"
    HOLIDAYS = "holidays"
    ENDINGS = "endings"
    LOANS = "loans"
    YEAR = "year"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`steps` are days before the day on which it is due, below zero days after it.

    The head hears of what is still not done `escalate_after` days later; None is never.
    """

    steps: tuple[int, ...]
    escalate_after: int | None = None
    is_active: bool = True


RHYTHMS = {
    Topic.VISITS: Rhythm((7, 0, -7), escalate_after=14),
    Topic.APPROVALS: Rhythm((-2, -7), escalate_after=14),
    Topic.STOCK: Rhythm((0,)),
    Topic.BACKUP: Rhythm((-1, -3), escalate_after=7),
    Topic.HOLIDAYS: Rhythm((14, 3)),
    Topic.ENDINGS: Rhythm((90, 30, 7, -1)),
    Topic.LOANS: Rhythm((1, -1, -7), escalate_after=14),
    Topic.YEAR: Rhythm((60, 30, 7, -1)),
    Topic.CLOCK: Rhythm((0,)),
}


CLOCK_ALONE = frozenset({Topic.CLOCK})
"""What has no days: it is switched on or off."""


class BadStepsError(ValueError):
    """Steps are whole numbers of days with commas between them."""


def read_steps(text: str) -> tuple[int, ...]:
    """Read "7, 0, -3"; the earliest comes first, and nothing twice."""
    try:
        found = {int(one) for one in text.replace("\N{MINUS SIGN}", "-").split(",")}
    except ValueError:
        raise BadStepsError from None
    if len(found) > MOST_STEPS or any(abs(one) > FURTHEST for one in found):
        raise BadStepsError
    return tuple(sorted(found, reverse=True))


def reached(steps: Sequence[int], due_on: date, today: date) -> int | None:
    """Return the last step whose day has come; of several that were slept through only that."""
    return min((one for one in steps if due_on - timedelta(days=one) <= today), default=None)


def is_for_head(rhythm: Rhythm, due_on: date, today: date) -> bool:
    after = rhythm.escalate_after
    return after is not None and today >= due_on + timedelta(days=after)


@dataclass(frozen=True, slots=True)
class Call:
    """One time that somebody is told: `step` is what tells it from another."""

    user_id: int
    step: str
    for_head: bool = False


def calls(
    rhythm: Rhythm, due_on: date, today: date, *, people: Collection[int], heads: Collection[int]
) -> list[Call]:
    """Say who is to have been told by now; whoever was told of that step is not told again."""
    if not rhythm.is_active:
        return []
    step = reached(rhythm.steps, due_on, today)
    found = [] if step is None else [Call(one, f"{step}/{due_on}") for one in people]
    if is_for_head(rhythm, due_on, today):
        found += [Call(one, f"head/{due_on}", for_head=True) for one in heads if one not in people]
    return found


def due_of(step: str) -> str:
    """Return the day that a step was counted from, as it stands in the step of a call."""
    return step.split("/")[1]


def after_snooze(call: Call, until: date | None, *, is_muted: bool, today: date) -> Call | None:
    """Hold a call back while it is snoozed; on that day it comes once more."""
    if is_muted or (until is not None and until > today):
        return None
    return call if until is None else Call(call.user_id, f"{call.step}/{until}", call.for_head)

"""The rules of a count of a store: what was found too much or too little, and who approves it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from helpdesk.core.money import cents

FURTHEST = timedelta(hours=72)  # so long after the count a sheet of paper is typed in


class State(StrEnum):
    COUNTING = "counting"
    WAITING = "waiting"
    APPLIED = "applied"


class OverError(Exception):
    """The count is not in the state that this act needs."""


class OwnCountError(Exception):
    """Who counted cannot approve it."""


class BlindError(Exception):
    """What the books say is kept from those who count."""


class GoesOnError(Exception):
    """The store is being counted already."""


class CorrectedError(Exception):
    """The store was corrected after it was counted, or holds less by now than is missing."""


@dataclass(frozen=True, slots=True)
class Variance:
    """What was found too much, or below zero too little, and what it is worth."""

    quantity: Decimal
    value: Decimal


def variance(counted: Decimal, expected: Decimal, unit_cost: Decimal) -> Variance:
    over = counted - expected
    return Variance(over, cents(over * unit_cost))


def check_state(state: State, wanted: State) -> None:
    if state is not wanted:
        raise OverError


def hours_back(started_at: datetime, now: datetime) -> list[datetime]:
    """Return the full hours at which something may have been counted, the last one first."""
    hour, earliest = now.replace(minute=0, second=0, microsecond=0), max(started_at, now - FURTHEST)
    found = []
    while hour > earliest:
        found.append(hour)
        hour -= timedelta(hours=1)
    return found

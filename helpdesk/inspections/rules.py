"""What an inspection comes to, and when a device is due for the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from helpdesk.checklists.rules import Answer as Answer
from helpdesk.checklists.rules import Outcome
from helpdesk.core.recurrence import add_months
from helpdesk.equipment.rules import GONE, Condition, Status

MONTHS_BETWEEN = {1: 3, 2: 6, 3: 12}
"""By how many stop when the device stops: so long it goes uninspected until somebody says other."""
LONGEST_INTERVAL = 60  # months
NOT_INSPECTED = GONE | {
    Status.EXPECTED,
    Status.RECEIVED,
    Status.LOST_STOLEN,
    Status.DISPOSAL_APPROVED,
}
_BY_SCORE = ((90, Condition.GOOD), (70, Condition.FAIR), (40, Condition.POOR))


class Reason(StrEnum):
    """Why a device needs maintenance."""

    FAILED = "failed"
    POOR = "poor"
    OVERDUE = "overdue"
    REPEATED = "repeated"


class NotInspectedError(Exception):
    """A device that is gone or has not come yet is not inspected."""


@dataclass(frozen=True, slots=True)
class Need:
    """Why one device needs maintenance, and what is behind each reason.

    `months` is how often it is inspected; `order` the repair that repeats an older one.
    """

    reasons: Sequence[Reason]
    last_at: datetime | None
    registered_at: datetime
    condition: Condition
    faults: int
    months: int
    order: str


def check_can_be_inspected(status: Status) -> None:
    if status in NOT_INSPECTED:
        raise NotInspectedError


def score(weighed: Iterable[tuple[Outcome, int]]) -> int | None:
    """Return the share of what is in order, in percent; None where nothing was judged."""
    judged = [(one, weight) for one, weight in weighed if one in (Outcome.PASS, Outcome.FAIL)]
    whole = sum(weight for _one, weight in judged)
    if not whole:
        return None
    good = sum(weight for one, weight in judged if one is Outcome.PASS)
    return good * 100 // whole


def proposed(reached: int | None, now: Condition) -> Condition:
    """Return the condition that a score speaks for; only what is new and whole stays new."""
    if reached is None or (reached == 100 and now is Condition.NEW):
        return now
    found = (condition for least, condition in _BY_SCORE if reached >= least)
    return next(found, Condition.UNSERVICEABLE)


def due_before(months: int, today: date) -> date:
    """Return the day before which the last inspection is too long ago."""
    return add_months(today, -months)


def due_on(months: int, last_on: date) -> date:
    """Return the day by which the next inspection is due."""
    return add_months(last_on, months)

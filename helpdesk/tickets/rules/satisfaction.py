"""Who may say how content he is, from 1 to 5, and until when."""

from datetime import datetime, timedelta
from enum import IntEnum

from helpdesk.tickets.rules.statuses import Status

RATING_WINDOW = timedelta(days=14)


class Score(IntEnum):
    VERY_DISCONTENT = 1
    DISCONTENT = 2
    MIDDLING = 3
    CONTENT = 4
    VERY_CONTENT = 5


class MayNotRateError(Exception):
    """The ticket is not closed, was closed too long ago, or its requester solved it himself."""


def can_rate(status: Status, closed_at: datetime | None, *, now: datetime) -> bool:
    if status is not Status.CLOSED or closed_at is None:
        return False
    return now - closed_at <= RATING_WINDOW

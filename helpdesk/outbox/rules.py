"""When to try again, when to give up, and whom one can write to at all."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from helpdesk.core.local_time import ZONE

ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")

LONGEST_TEXT = 160  # signs of one text message
MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
SERVER_AWAY = timedelta(minutes=5)  # no fault of any message, so no try of one
NIGHT_FROM, NIGHT_UNTIL = 21, 6  # hours


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class NotGivenUpError(Exception):
    """Only what was set aside needs somebody to send it again."""


def wait_after(tries: int, *, spread: int = 0) -> timedelta:
    """Return how long to wait after that many refusals: 2, 8, 32 … minutes, in all 21 hours.

    Up to a quarter is added by `spread`, the message's own number, so that messages which were
    refused together do not all come back together.
    """
    wait = min(FIRST_WAIT * int(4 ** min(tries - 1, MOST_TRIES)), LONGEST_WAIT)
    return wait + wait / 4 * (spread * 7 % 10) / 10


def is_night(moment: datetime) -> bool:
    """Tell whether people sleep; what was meant for the day then waits for the morning."""
    hour = moment.astimezone(ZONE).hour
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL


def is_given_up(tries: int) -> bool:
    return tries >= MOST_TRIES


def is_final(code: int) -> bool:
    """Tell whether a mail server will answer the same tomorrow, as where nobody has an address."""
    return code // 100 == 5


def is_address(text: str) -> bool:
    """Tell whether this is one plain address, and not a list or a header of somebody's own."""
    return ADDRESS.fullmatch(text) is not None

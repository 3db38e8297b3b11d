"""How the times that a council promises are typed: hours and minutes of work, like 4:30."""

import re
from datetime import timedelta

TYPED = re.compile(r"([0-9]{1,4})(?::([0-9]{2}))?")
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=365)


class NoTimeError(ValueError):
    """This is no length of time."""


class TimeOutOfRangeError(ValueError):
    """A promise is of a minute at least, and of a year at most."""


def time_in(text: str) -> timedelta:
    """Read hours, or hours and minutes: 4, 4:30, 0:45."""
    found = TYPED.fullmatch(text.strip())
    if found is None or int(found[2] or 0) > 59:
        raise NoTimeError(text)
    time = timedelta(hours=int(found[1]), minutes=int(found[2] or 0))
    if not SHORTEST <= time <= LONGEST:
        raise TimeOutOfRangeError(text)
    return time


def said(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"

"""When to try again, and when to give up."""

from datetime import timedelta

MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after the given number of failed tries: 2, 4, 8 … minutes."""
    return min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)


def is_given_up(tries: int) -> bool:
    return tries >= MOST_TRIES

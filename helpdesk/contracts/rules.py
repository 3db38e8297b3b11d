"""What must hold of contracts and licences, and when their end is near."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

STEPS = (90, 30, 7)  # days before the last day, in which what ends is counted
STALE = timedelta(days=30)  # whose end nobody need hear of any more


class Term(StrEnum):
    """Where today stands in the time of a contract."""

    COMING = "coming"
    IN_FORCE = "in_force"
    ENDING = "ending"
    ENDED = "ended"


class LicenceKind(StrEnum):
    SUBSCRIPTION = "subscription"
    PERPETUAL = "perpetual"
    SITE = "site"


class NumberTakenError(Exception):
    """Another contract of the council has this number."""


class UnknownDevicesError(Exception):
    """Nothing in the register has these numbers."""

    def __init__(self, tags: Iterable[str]) -> None:
        self.tags = tuple(tags)
        super().__init__(self.tags)


class NoSeatLeftError(Exception):
    """As many use the licence as were paid for."""


class HasSeatError(Exception):
    """The device or person uses the licence already."""


class SeatOverError(Exception):
    """The seat was taken back before."""


class TooFewSeatsError(Exception):
    """More use the licence now than it would be for."""


class RenewedError(Exception):
    """Another contract follows this one already."""


def term(begins_on: date, ends_on: date | None, *, today: date) -> Term:
    """Tell where today stands; the last day still counts, and some licences have none."""
    if today < begins_on:
        return Term.COMING
    if ends_on is None:
        return Term.IN_FORCE
    if today > ends_on:
        return Term.ENDED
    return Term.ENDING if (ends_on - today).days <= STEPS[0] else Term.IN_FORCE


def horizon(today: date) -> tuple[date, date]:
    """Return the first and the last of the days whose ends are told of today."""
    return today - STALE, today + timedelta(days=STEPS[0])


def check_seats(seats: int | None, used: int) -> None:
    """Refuse a seat too many; a licence for the whole council has no number of seats."""
    if seats is not None and used >= seats:
        raise NoSeatLeftError

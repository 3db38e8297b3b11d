"""A year's visits against the hours there are, what they cost, and how much was kept."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.money import cents
from helpdesk.core.transitions import check
from helpdesk.core.working_time import WorkingCalendar

MONTHS = 12
TENTH = Decimal("0.1")


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


TRANSITIONS = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.APPROVED, State.DRAFT}),
    State.APPROVED: frozenset({State.SUPERSEDED}),
    State.SUPERSEDED: frozenset[State](),
}


class PreparedItError(Exception):
    """Whoever made or submitted a plan does not approve it."""


class NotYoursError(Exception):
    """A plan is approved by who leads the whole council, or stands in for who does."""


class NothingPlannedError(Exception):
    """A year without a visit is no plan."""


class AlreadyPlannedError(Exception):
    """The year has a plan; a change of it is a new version."""


def check_step(current: State, wanted: State) -> None:
    check(TRANSITIONS, current, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How many officers give what share of their hours, in percent, and what a journey costs."""

    officers: int
    share: int
    km_rate: Decimal
    per_diem: Decimal


class Device(NamedTuple):
    """A device of a line as it was called and stood when the plan was drafted."""

    line_id: int
    asset_id: int
    tag: str
    name: str
    place: str
    since: date | None


def month_of(day: date) -> int:
    """Return the place of a day's month in its fiscal year: July is 0."""
    return (day.month - 7) % MONTHS


@dataclass(frozen=True, slots=True)
class Time:
    """One time that a plan comes to its devices, and how long it takes at each."""

    nominal_on: date
    due_on: date
    minutes: int


def by_month(
    times: Iterable[Time], starts: Sequence[date], always: int
) -> tuple[list[int], list[int]]:
    """Count the visits, and the minutes that they take, of each month of a year.

    A device has part in it from the day on that it is in service. `starts` are those days in
    order, `always` says how many have none.
    """
    visits, minutes = [0] * MONTHS, [0] * MONTHS
    for one in times:
        devices = always + bisect_right(starts, one.nominal_on)
        visits[month_of(one.due_on)] += devices
        minutes[month_of(one.due_on)] += devices * one.minutes
    return visits, minutes


def count_by_month(days: Iterable[date]) -> list[int]:
    counted = Counter(map(month_of, days))
    return [counted[place] for place in range(MONTHS)]


def shares(amount: Decimal, weights: Sequence[int]) -> list[Decimal]:
    """Share an amount out by weight, so that the shares add up to it to the cent."""
    whole = sum(weights)
    if not whole:
        return [Decimal(0)] * len(weights)
    reached = [Decimal(0), *(cents(amount * one / whole) for one in accumulate(weights))]
    return [after - before for before, after in pairwise(reached)]


def hours_of(calendar: WorkingCalendar, year: FiscalYear, terms: Terms) -> list[Decimal]:
    """Return the hours that officers can give to preventive work in each month."""
    minutes = [0] * MONTHS
    day = year.first_day
    while day <= year.last_day:
        minutes[month_of(day)] += _minutes_on(calendar, day)
        day += timedelta(days=1)
    given = Decimal(terms.officers * terms.share) / 6000
    return [(one * given).quantize(TENTH, ROUND_HALF_UP) for one in minutes]


def _minutes_on(calendar: WorkingCalendar, day: date) -> int:
    seconds = sum(
        (datetime.combine(day, until) - datetime.combine(day, begin)).total_seconds()
        for begin, until in calendar.windows_on(day)
    )
    return int(seconds) // 60


@dataclass(frozen=True, slots=True)
class Journey:
    """A site outside, how often somebody goes there, and what that costs."""

    trips: int
    km: int | None
    fuel: Decimal
    per_diem: Decimal


def journey(days: Iterable[date], km: int | None, terms: Terms) -> Journey:
    """Count one trip for each day on which somebody goes there; it goes there and back."""
    trips = len(set(days))
    if not km:
        return Journey(trips, km, Decimal(0), Decimal(0))
    return Journey(trips, km, cents(2 * km * terms.km_rate * trips), cents(terms.per_diem * trips))


def quarter_sums(months: Sequence[int]) -> list[int]:
    return [sum(months[first : first + 3]) for first in range(0, MONTHS, 3)]


def hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(TENTH, ROUND_HALF_UP)


def hours_of_all(minutes: Sequence[int]) -> list[Decimal]:
    """Round the hours of lines so that they add up to those of all of them."""
    reached = [Decimal(0), *(hours(one) for one in accumulate(minutes))]
    return [after - before for before, after in pairwise(reached)]

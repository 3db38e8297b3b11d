"""What a plan will ask for, month by month, before any of it is promised."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from helpdesk.core.recurrence import MonthDay, Occurrence, Rule, next_floating, occurrences
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.maintenance.rules.promises import Mode

COMMON_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Month:
    """The days of one month on which visits are due, and how much work those are."""

    first: date
    days: Sequence[Occurrence]
    visits: int
    minutes: int


def by_month(days: Sequence[Occurrence], *, devices: int, minutes: int) -> list[Month]:
    """Return the months that have visits; each takes `minutes` at each of so many devices."""
    due = sorted(days, key=lambda one: one.due_on)
    months = groupby(due, key=lambda one: one.due_on.replace(day=1))
    listed = [(month, list(some)) for month, some in months]
    return [
        Month(month, some, devices * len(some), devices * len(some) * minutes)
        for month, some in listed
    ]


def foresee(
    rule: Rule, calendar: WorkingCalendar, first: date, last: date, mode: Mode = Mode.FIXED
) -> list[Occurrence]:
    """Return the visits of a period; a floating plan as if all work was done on its day."""
    return list(_days(rule, calendar, first, last, mode))


def seasonal(first: int, last: int) -> tuple[MonthDay, MonthDay] | None:
    """Return the season from the first of one month to the end of another; 0 is no season."""
    if not first or not last:
        return None
    return (first, 1), (last, monthrange(COMMON_YEAR, last)[1])


def _days(
    rule: Rule, calendar: WorkingCalendar, first: date, last: date, mode: Mode
) -> Iterator[Occurrence]:
    if mode is Mode.FIXED:
        yield from {one.due_on: one for one in occurrences(rule, calendar, first, last)}.values()
        return
    begun = occurrences(rule, calendar, max(first, rule.anchor_on), last)[:1]
    while begun and begun[-1].due_on <= last:
        yield begun[-1]
        begun.append(next_floating(rule, calendar, begun[-1].due_on))
        if rule.until and begun[-1].nominal_on > rule.until:
            return

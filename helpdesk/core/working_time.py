"""Arithmetic on office hours, so that a promise made on Friday is not broken by Sunday."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Window = tuple[time, time]
Windows = tuple[Window, ...]
Shift = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """The hours in which a council's ICT unit answers; several windows a day leave out lunch.

    `week` holds the windows of Monday to Sunday where days differ; it takes the place of
    `windows` and `weekdays`.
    """

    windows: Windows = ((time(7, 30), time(15, 30)),)
    weekdays: frozenset[int] = frozenset(range(5))
    week: tuple[Windows, ...] = ()
    holidays: frozenset[date] = frozenset()
    zone: tzinfo = UTC

    def __post_init__(self) -> None:
        """Refuse a calendar by which nobody would ever be on duty, or twice at once."""
        if len(self.week) not in (0, 7):
            raise ValueError("working hours of a week are those of seven days")
        days = [self.windows_of(weekday) for weekday in range(7)]
        if not any(days) or not all(map(_are_in_order, days)):
            raise ValueError("working hours need a day, and windows in order")

    def windows_of(self, weekday: int) -> Windows:
        """Return the hours of a day of the week that is no holiday; Monday is 0."""
        if self.week:
            return self.week[weekday]
        return self.windows if weekday in self.weekdays else ()

    def windows_on(self, day: date) -> Windows:
        return () if day in self.holidays else self.windows_of(day.weekday())

    def is_working_day(self, day: date) -> bool:
        return bool(self.windows_on(day))


def _are_in_order(windows: Windows) -> bool:
    moments = [moment for window in windows for moment in window]
    return moments == sorted(set(moments))


def add_working_time(start: datetime, amount: timedelta, calendar: WorkingCalendar) -> datetime:
    """Return the moment when `amount` of office hours has passed since `start`."""
    remaining = amount
    for opens, closes in _shifts_from(start, calendar):
        if remaining <= closes - opens:
            return opens + remaining
        remaining -= closes - opens
    raise AssertionError("a calendar never runs out of days")


def working_time_between(a: datetime, b: datetime, calendar: WorkingCalendar) -> timedelta:
    """Return how much of the office hours lies between `a` and `b`."""
    shifts = itertools.takewhile(lambda shift: shift[0] < b, _shifts_from(a, calendar))
    return sum((min(closes, b) - opens for opens, closes in shifts), start=timedelta())


def add_working_days(day: date, count: int, calendar: WorkingCalendar) -> date:
    """Return the last of the next `count` working days after `day`."""
    later = (day + timedelta(days=number) for number in itertools.count(1))
    working = (candidate for candidate in later if calendar.is_working_day(candidate))
    return next(itertools.islice(working, count - 1, None))


def _shifts_from(start: datetime, calendar: WorkingCalendar) -> Iterator[Shift]:
    """In UTC, where an hour is always an hour."""
    day = start.astimezone(calendar.zone).date()
    while True:
        for opens, closes in _shifts_on(day, calendar):
            if start < closes:
                yield max(opens, start.astimezone(UTC)), closes
        day += timedelta(days=1)


def _shifts_on(day: date, calendar: WorkingCalendar) -> Iterator[Shift]:
    for window in calendar.windows_on(day):
        opens, closes = (datetime.combine(day, at, calendar.zone) for at in window)
        yield opens.astimezone(UTC), closes.astimezone(UTC)

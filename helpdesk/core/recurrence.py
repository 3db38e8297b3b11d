"""Dates that come again, counted from their anchor so that they never drift."""

import itertools
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from helpdesk.core.working_time import WorkingCalendar

MonthDay = tuple[int, int]
DAYS_OF_MONTH = 30.4375
LONGEST_TOLERANCE = 28
LONGEST_LEAD = 7


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class DayRule(StrEnum):
    """Which day of a month: that of the anchor, the last, or one like the first Monday."""

    ANCHOR = "anchor"
    LAST_DAY = "last_day"
    NTH_WEEKDAY = "nth_weekday"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return next((one for one in cls if one.startswith(f"{value}_")), None)


class SeasonPolicy(StrEnum):
    SKIP = "skip"
    SHIFT = "shift"


class Nonworking(StrEnum):
    """Where work goes that falls on a closed day; `drop` means that there is none."""

    MODIFIED_NEXT = "modified_next"
    NEXT = "next"
    PREVIOUS = "previous"
    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Rule:
    """When work comes again. `nth` of -1 is the last `weekday` of a month; Monday is 0.

    A season is its first and last month and day, and may go over the end of the year.
    """

    anchor_on: date
    every: int
    unit: Unit
    day_rule: DayRule = DayRule.ANCHOR
    nth: int = 1
    weekday: int = 0
    season: tuple[MonthDay, MonthDay] | None = None
    season_policy: SeasonPolicy = SeasonPolicy.SKIP
    nonworking: Nonworking = Nonworking.MODIFIED_NEXT
    until: date | None = None
    lead_days: int | None = None
    tolerance_before: int | None = None
    tolerance_after: int | None = None

    def __post_init__(self) -> None:
        """Take plain words for what they mean, and refuse what would never come or never end."""
        kinds = {
            "unit": Unit,
            "day_rule": DayRule,
            "season_policy": SeasonPolicy,
            "nonworking": Nonworking,
        }
        for name, kind in kinds.items():
            object.__setattr__(self, name, kind(getattr(self, name)))
        if self.season is not None:
            object.__setattr__(self, "season", tuple(map(tuple, self.season)))
        if self.every < 1:
            raise ValueError("what comes again comes after one day, week, month or year, or more")
        if self.day_rule is DayRule.NTH_WEEKDAY and self.nth not in (-1, 1, 2, 3, 4):
            raise ValueError("not every month has this weekday that often")

    @property
    def months(self) -> int:
        """How many months lie between two; 0 where days are counted."""
        return {Unit.MONTH: self.every, Unit.YEAR: 12 * self.every}.get(self.unit, 0)

    @property
    def days(self) -> float:
        """How many days lie between two, on the average of four years."""
        return self.months * DAYS_OF_MONTH or self._exact_days

    @property
    def _exact_days(self) -> int:
        return self.every * (7 if self.unit is Unit.WEEK else 1)

    @property
    def lead(self) -> int:
        """How many days before it is due the work is handed out."""
        return min(LONGEST_LEAD, int(self.days) // 3) if self.lead_days is None else self.lead_days

    @property
    def before(self) -> int:
        return self._tolerance if self.tolerance_before is None else self.tolerance_before

    @property
    def after(self) -> int:
        return self._tolerance if self.tolerance_after is None else self.tolerance_after

    @property
    def _tolerance(self) -> int:
        """A fifth of the interval, as maintenance is usually judged."""
        return min(LONGEST_TOLERANCE, round(self.days / 5))

    def later(self, day: date) -> date:
        """Return the day one interval after `day`."""
        return add_months(day, self.months) if self.months else self._days_later(day, 1)

    def nominal(self, k: int) -> date:
        """Return the k-th day from the anchor, before seasons and closed days have their say."""
        if not self.months:
            return self._days_later(self.anchor_on, k)
        if self.day_rule is DayRule.ANCHOR:
            return add_months(self.anchor_on, k * self.months)
        month = add_months(self.anchor_on.replace(day=1), k * self.months)
        if self.day_rule is DayRule.LAST_DAY:
            return _last_day(month)
        return _nth_weekday(month, self.nth, self.weekday)

    def _days_later(self, day: date, k: int) -> date:
        return day + timedelta(days=k * self._exact_days)


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One time: its day by the plan, when it is due, handed out, and counts as punctual."""

    nominal_on: date
    due_on: date
    generate_on: date
    window_from: date
    window_until: date


def add_months(anchor_on: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day where it has no such day."""
    passed = anchor_on.month - 1 + months
    year, month = anchor_on.year + passed // 12, passed % 12 + 1
    return date(year, month, min(anchor_on.day, monthrange(year, month)[1]))


def months_between(earlier: date, later: date) -> int:
    """Return how many whole months have passed."""
    months = 12 * (later.year - earlier.year) + later.month - earlier.month
    return months - (add_months(earlier, months) > later)


def occurrences(rule: Rule, calendar: WorkingCalendar, first: date, last: date) -> list[Occurrence]:
    """Return the times whose nominal day lies from `first` to `last`, both included."""
    last = min(last, rule.until or last)
    days = {day for day in _in_season(rule, first, last) if first <= day <= last}
    return [
        dated(rule, calendar, day)
        for day in sorted(days)
        if rule.nonworking is not Nonworking.DROP or calendar.is_working_day(day)
    ]


def next_floating(rule: Rule, calendar: WorkingCalendar, done_on: date) -> Occurrence:
    """Return the time after work that was done on a day; the chain never ends by itself."""
    return dated(rule, calendar, _season_start(rule, rule.later(done_on)))


def dated(rule: Rule, calendar: WorkingCalendar, nominal_on: date) -> Occurrence:
    """Return the dates that follow from a nominal day."""
    due_on = _rolled(nominal_on, calendar, rule.nonworking)
    return Occurrence(
        nominal_on=nominal_on,
        due_on=due_on,
        generate_on=due_on - timedelta(days=rule.lead),
        window_from=due_on - timedelta(days=rule.before),
        window_until=due_on + timedelta(days=rule.after),
    )


def rephased(rule: Rule, kept_on: date, *, day: int) -> Rule:
    """Return a rule that goes on from a day that stays, in a month where `day` is not cut off."""
    if not rule.months or rule.day_rule is not DayRule.ANCHOR:
        return _anchored(rule, kept_on)
    month = kept_on.replace(day=1)
    earlier = (add_months(month, -rule.months * back) for back in range(12))
    whole = (one for one in earlier if _last_day(one).day >= day)
    found = next(whole, None)
    is_cut_off = kept_on == _last_day(kept_on) and kept_on.day < day
    return _anchored(rule, found.replace(day=day) if found and is_cut_off else kept_on)


def _anchored(rule: Rule, anchor_on: date) -> Rule:
    names = (name for name in Rule.__slots__ if name != "anchor_on")
    return Rule(anchor_on=anchor_on, **{name: getattr(rule, name) for name in names})


def _in_season(rule: Rule, first: date, last: date) -> Iterator[date]:
    """Go through the days from a year before `first`: that far may a season shift them."""
    for day in itertools.takewhile(lambda day: day <= last, _nominals(rule, first)):
        start = _season_start(rule, day)
        if start == day or rule.season_policy is SeasonPolicy.SHIFT:
            yield start


def _nominals(rule: Rule, first: date) -> Iterator[date]:
    passed = (first - rule.anchor_on).days - 400
    days = (rule.nominal(k) for k in itertools.count(max(0, int(passed / rule.days))))
    return (day for day in days if day >= rule.anchor_on)


def _season_start(rule: Rule, day: date) -> date:
    """Return the day itself where it is in season, else the first day of the next season."""
    if rule.season is None or _is_within((day.month, day.day), *rule.season):
        return day
    month, first = rule.season[0]
    start = _day_of(day.year, month, first)
    return start if start > day else _day_of(day.year + 1, month, first)


def _is_within(day: MonthDay, first: MonthDay, last: MonthDay) -> bool:
    return first <= day <= last if first <= last else day >= first or day <= last


def _rolled(day: date, calendar: WorkingCalendar, policy: Nonworking) -> date:
    if policy is Nonworking.KEEP:
        return day
    if policy is Nonworking.PREVIOUS:
        return _working(day, calendar, step=-1)
    later = _working(day, calendar, step=1)
    if policy is Nonworking.MODIFIED_NEXT and later.month != day.month:
        return _working(day, calendar, step=-1)
    return later


def _working(day: date, calendar: WorkingCalendar, *, step: int) -> date:
    while not calendar.is_working_day(day):
        day += timedelta(days=step)
    return day


def _last_day(month: date) -> date:
    return _day_of(month.year, month.month, 31)


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _nth_weekday(month: date, nth: int, weekday: int) -> date:
    if nth < 0:
        last = _last_day(month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return month + timedelta(days=(weekday - month.weekday()) % 7 + 7 * (nth - 1))

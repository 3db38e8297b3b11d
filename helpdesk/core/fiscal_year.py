"""The government's year, which begins on the first of July, its quarters and its months."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from helpdesk.core.local_time import start_of
from helpdesk.core.recurrence import add_months

_YEAR, _QUARTER, _MONTH = 12, 3, 1
_SLUG = re.compile(r"([12][0-9]{3})-([0-9]{2})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


class BadPeriodError(ValueError):
    """A period is a fiscal year, a quarter or a month: 2025-26, 2025-26-Q1, 2025-26-07."""


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    first: int

    @classmethod
    def containing(cls, day: date) -> "FiscalYear":
        return cls(day.year if day.month >= 7 else day.year - 1)

    @staticmethod
    def quarter(day: date) -> int:
        return (day.month - 7) % 12 // 3 + 1

    @property
    def label(self) -> str:
        return f"{self.first}/{self._second}"

    @property
    def slug(self) -> str:
        return f"{self.first}-{self._second}"

    @property
    def _second(self) -> str:
        return f"{(self.first + 1) % 100:02d}"

    @property
    def first_day(self) -> date:
        return date(self.first, 7, 1)

    @property
    def last_day(self) -> date:
        return date(self.first + 1, 6, 30)


@dataclass(frozen=True, slots=True)
class Period:
    """What a report is about: a fiscal year, a quarter or a month."""

    first_day: date
    months: int

    @classmethod
    def parse(cls, slug: str) -> "Period":
        match = _SLUG.fullmatch(slug)
        if not match:
            raise BadPeriodError(slug)
        first, second, quarter, month = match.groups()
        year = FiscalYear(int(first))
        if second != year.slug[-2:]:
            raise BadPeriodError(slug)
        if quarter:
            return cls(add_months(year.first_day, 3 * int(quarter) - 3), _QUARTER)
        if month:
            return cls(add_months(year.first_day, (int(month) - 7) % 12), _MONTH)
        return cls(year.first_day, _YEAR)

    @classmethod
    def year_of(cls, day: date) -> "Period":
        return cls(FiscalYear.containing(day).first_day, _YEAR)

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        months_before = 3 * FiscalYear.quarter(day) - 3
        return cls(add_months(FiscalYear.containing(day).first_day, months_before), _QUARTER)

    @classmethod
    def month_of(cls, day: date) -> "Period":
        return cls(day.replace(day=1), _MONTH)

    @property
    def slug(self) -> str:
        if self.months == _YEAR:
            return self.year.slug
        if self.months == _QUARTER:
            return f"{self.year.slug}-Q{self.quarter}"
        return f"{self.year.slug}-{self.first_day.month:02d}"

    @property
    def year(self) -> FiscalYear:
        return FiscalYear.containing(self.first_day)

    @property
    def quarter(self) -> int:
        """The quarter that it is, or that it begins in."""
        return FiscalYear.quarter(self.first_day)

    @property
    def last_day(self) -> date:
        return add_months(self.first_day, self.months) - timedelta(days=1)

    @property
    def starts_at(self) -> datetime:
        return start_of(self.first_day)

    @property
    def ends_at(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return start_of(add_months(self.first_day, self.months))

    @property
    def previous(self) -> "Period":
        return Period(add_months(self.first_day, -self.months), self.months)

    def month(self, number: int) -> "Period":
        """Return one of its months, counted from 0."""
        return Period(add_months(self.first_day, number), _MONTH)

    @property
    def year_before(self) -> "Period":
        return Period(add_months(self.first_day, -_YEAR), self.months)

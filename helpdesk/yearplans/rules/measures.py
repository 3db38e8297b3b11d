"""How well planned work is kept up with, made of jobs and visits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from helpdesk.maintenance.rules import Backlog, backlog_weeks, planned_share, schedule_compliance

NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Visits that were due on a day and of which the same became."""

    due_on: date
    done_on: date | None
    minutes: int
    visits: int = 1


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, how many things it is made of, and its two sides; None where there are none."""

    value: Decimal | None
    number: int = 0
    part: Decimal = NONE
    whole: Decimal = NONE


def kept_schedule(found: Iterable[Scheduled]) -> Measure:
    """Tell how many of the scheduled hours were worked in the week for which they were (K10)."""
    known = list(found)
    whole = sum(one.minutes * one.visits for one in known)
    done = sum(one.minutes * one.visits for one in known if _in_its_week(one))
    part, of = Decimal(done) / 60, Decimal(whole) / 60
    return Measure(schedule_compliance(part, of), sum(one.visits for one in known), part, of)


def _in_its_week(one: Scheduled) -> bool:
    return one.done_on is not None and _monday(one.done_on) == _monday(one.due_on)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Open:
    """Jobs that nobody finished, those that could be begun today, and the hours of both.

    Of the `unknown` nobody can say how long they take.
    """

    jobs: int = 0
    hours: Decimal = NONE
    ready_jobs: int = 0
    ready_hours: Decimal = NONE
    unknown: int = 0

    def __add__(self, other: "Open") -> "Open":
        names = self.__dataclass_fields__
        return Open(**{name: getattr(self, name) + getattr(other, name) for name in names})


def backlog(work: Open, *, officers: int, share: int) -> Backlog | None:
    """Set open work against a week's capacity (K11)."""
    return backlog_weeks(work.ready_hours, work.hours, officers=officers, share_percent=share)


@dataclass(frozen=True, slots=True)
class Worked:
    """The minutes that a period's finished jobs took: those of plans, those planned, the rest."""

    jobs: int = 0
    preventive: int = 0
    planned: int = 0
    reactive: int = 0


def share_planned(worked: Worked) -> Measure:
    """Tell how much of all hours went into work that was planned (K12)."""
    hours = [Decimal(one) / 60 for one in (worked.preventive, worked.planned, worked.reactive)]
    return Measure(planned_share(*hours), worked.jobs, hours[0] + hours[1], sum(hours, NONE))

"""The figures of a period, worked out from its jobs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from helpdesk.core.fiscal_year import Period
from helpdesk.core.local_time import local_date
from helpdesk.core.measures import Span, merged
from helpdesk.reports.rules.measures import Share
from helpdesk.workorders.rules import CauseCode, Costs, Problem, total

TENTH = timedelta(minutes=6)  # of an hour

Code = TypeVar("Code", Problem, CauseCode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A corrective job, as far as the report cares; names are of the time of the work."""

    asset_id: int
    category_id: int
    department_id: int
    began_at: datetime
    up_at: datetime | None
    done_at: datetime | None
    stood_still: bool
    problem: Problem
    cause: CauseCode
    is_repeat: bool
    costs: Costs


@dataclass(frozen=True, slots=True)
class Faults:
    """Failures that began in a period, the hours that devices stood still in it, and repairs."""

    failures: int
    downtime: timedelta
    mttr_hours: Decimal | None
    costs: Costs

    @property
    def downtime_hours(self) -> Decimal:
        return hours(self.downtime)


def is_within(moment: datetime | None, period: Period) -> bool:
    return moment is not None and period.starts_at <= moment < period.ends_at


def faults(jobs: Iterable[Job], period: Period, *, now: datetime) -> Faults:
    """Sum up jobs: a failure counts where it began, a repair where it ended, cost when done.

    What still stands still has done so until `now`, and not a moment longer.
    """
    jobs = list(jobs)
    windows = [window for spans in _spans(jobs).values() for window in merged(spans)]
    restored = [window for window in windows if is_within(window[1], period)]
    until = min(period.ends_at, now)
    down = sum((_clipped(window, period, until) for window in windows), start=timedelta())
    repair = sum((until - began for began, until in restored), start=timedelta())
    return Faults(
        failures=sum(is_within(job.began_at, period) for job in jobs),
        downtime=down,
        mttr_hours=hours(repair / len(restored)) if restored else None,
        costs=total(job.costs for job in jobs if is_within(job.done_at, period)),
    )


def _spans(jobs: Iterable[Job]) -> Mapping[int, list[Span]]:
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for job in jobs:
        if job.stood_still:
            spans[job.asset_id].append((job.began_at, job.up_at))
    return spans


def _clipped(window: tuple[datetime, datetime], period: Period, until: datetime) -> timedelta:
    began, ended = max(window[0], period.starts_at), min(window[1], until)
    return max(ended - began, timedelta())


def hours(amount: timedelta) -> Decimal:
    """Return hours to one decimal, as they are printed."""
    return round(Decimal(amount.total_seconds()) / 3600, 1)


def hours_of_all(amounts: Sequence[timedelta], whole: timedelta) -> list[Decimal]:
    """Return hours to one decimal that add up to those of the whole.

    The amounts that lose most by it are rounded up, as many as are needed. Where they are not the
    parts of that whole, each is rounded by itself.
    """
    if sum(amounts, start=timedelta()) != whole:
        return [hours(amount) for amount in amounts]
    tenths = [amount // TENTH for amount in amounts]
    missing = int(hours(whole) * 10) - sum(tenths)
    losing = sorted(range(len(amounts)), key=lambda at: amounts[at] % TENTH, reverse=True)
    for at in losing[:missing]:
        tenths[at] += 1
    return [Decimal(tenth) / 10 for tenth in tenths]


def counted(codes: Iterable[Code]) -> list[tuple[Code, int]]:
    """Count codes, the commonest first and equal ones in the order of their names."""
    return sorted(Counter(codes).items(), key=lambda pair: (-pair[1], pair[0]))


def repeats(jobs: Sequence[Job], period: Period) -> Share:
    """Return which share of the repairs of a period was done before within 30 days (K23)."""
    done = [job for job in jobs if is_within(job.done_at, period)]
    return Share(sum(job.is_repeat for job in done), len(done))


def mtbf_hours(
    in_service_since: Mapping[int, date | None],
    jobs: Iterable[Job],
    period: Period,
    *,
    now: datetime,
) -> Decimal | None:
    """Return the mean time between failures of some devices together, or None without failures."""
    jobs = [job for job in jobs if job.asset_id in in_service_since]
    found = faults(jobs, period, now=now)
    if not found.failures:
        return None
    until = min(period.last_day + timedelta(days=1), local_date(now))
    lives = (_life(since, period, until) for since in in_service_since.values())
    life = sum(lives, start=timedelta())
    return round((hours(life) - found.downtime_hours) / found.failures, 1)


def _life(since: date | None, period: Period, until: date) -> timedelta:
    """Return how long a device was in service within a period, up to a day."""
    began = period.first_day if since is None else max(since, period.first_day)
    return max(until - began, timedelta())

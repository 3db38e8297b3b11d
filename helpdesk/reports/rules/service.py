"""How well the help desk kept its word in a period, worked out from its requests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median

from helpdesk.core.fiscal_year import Period
from helpdesk.core.measures import percent
from helpdesk.reports.rules.faults import hours, is_within
from helpdesk.tickets.rules import Cause, Priority, WaitingFor

AGE_BANDS = (1, 3, 7, 30)  # days
SCORES = (1, 2, 3, 4, 5)
TENTHS = 9  # of all values, nine tenths are no greater


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request, as far as the report cares; lengths are working time, pauses left out."""

    reference: str
    subject: str
    category_id: int | None
    department_id: int | None
    location_id: int | None
    officer_id: int | None
    priority: Priority
    cause: Cause | None
    opened_at: datetime
    response_due_at: datetime
    responded_at: datetime | None
    resolution_due_at: datetime | None
    resolved_at: datetime | None
    reopened: int
    is_late_by_change: bool
    answered_in: timedelta | None
    solved_in: timedelta | None
    paused: Mapping[WaitingFor, timedelta] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of `n` promises were kept, and how long the middle and the ninth tenth took."""

    n: int
    in_time: int
    median_hours: Decimal | None
    ninetieth_hours: Decimal | None

    @property
    def percent(self) -> int | None:
        return percent(self.in_time, self.n)


@dataclass(frozen=True, slots=True)
class Service:
    """What came in, what was solved, what is open at the end, and which promises were kept."""

    received: int
    solved: int
    still_open: int
    answers: Kept
    solutions: Kept
    reopened_percent: int | None


def service(cases: Iterable[Case], period: Period, *, now: datetime) -> Service:
    """Sum up: a request counts where it came in, a promise where it was kept or broken."""
    cases, until = list(cases), min(period.ends_at, now)
    solved = [case for case in cases if is_within(case.resolved_at, period)]
    return Service(
        received=sum(is_within(case.opened_at, period) for case in cases),
        solved=len(solved),
        still_open=len(open_at(cases, until)),
        answers=_answers(cases, period),
        solutions=_solutions(solved),
        reopened_percent=percent(sum(case.reopened > 0 for case in solved), len(solved)),
    )


def _answers(cases: Sequence[Case], period: Period) -> Kept:
    answered = [case for case in cases if is_within(case.responded_at, period)]
    in_time = [c for c in answered if c.responded_at and c.responded_at <= c.response_due_at]
    return _kept(len(in_time), [case.answered_in for case in answered])


def _solutions(solved: Sequence[Case]) -> Kept:
    in_time = [case for case in solved if not is_late(case)]
    return _kept(len(in_time), [case.solved_in for case in solved])


def _kept(in_time: int, lengths: Sequence[timedelta | None]) -> Kept:
    known = [length for length in lengths if length is not None]
    return Kept(len(lengths), in_time, _hours_or_none(known), ninetieth(known))


def _hours_or_none(lengths: Sequence[timedelta]) -> Decimal | None:
    if not lengths:
        return None
    return hours(timedelta(seconds=median(length.total_seconds() for length in lengths)))


def ninetieth(lengths: Sequence[timedelta]) -> Decimal | None:
    """Return the 90th percentile by the nearest rank: an hour that some request really took."""
    if not lengths:
        return None
    rank = -(-TENTHS * len(lengths) // 10)
    return hours(sorted(lengths)[rank - 1])


def is_late(case: Case) -> bool:
    """Tell whether it was solved after its due time."""
    due = case.resolution_due_at
    return bool(due and case.resolved_at and case.resolved_at > due)


def breached(cases: Iterable[Case], period: Period, *, now: datetime) -> list[Case]:
    """Return what was solved late in a period, or is open and late at its end; oldest due first."""
    until = min(period.ends_at, now)
    late = [case for case in cases if is_within(case.resolved_at, period) and is_late(case)]
    waiting = [
        c for c in open_at(cases, until) if c.resolution_due_at and c.resolution_due_at < until
    ]
    return sorted([*late, *waiting], key=lambda case: (case.resolution_due_at, case.reference))


def open_at(cases: Iterable[Case], moment: datetime) -> list[Case]:
    """Return what had come in by a moment and was not yet solved."""
    return [
        case
        for case in cases
        if case.opened_at < moment and (case.resolved_at is None or case.resolved_at >= moment)
    ]


def ages(cases: Iterable[Case], moment: datetime) -> list[int]:
    """Count what is open at a moment by its age: under each of AGE_BANDS, and older."""
    counts = [0] * (len(AGE_BANDS) + 1)
    for case in open_at(cases, moment):
        age = moment - case.opened_at
        counts[sum(age >= timedelta(days=limit) for limit in AGE_BANDS)] += 1
    return counts


def paused_hours(cases: Iterable[Case], period: Period) -> dict[WaitingFor, Decimal]:
    """Sum the working time for which the solved requests of a period waited, by reason."""
    sums = dict.fromkeys(WaitingFor, timedelta())
    for case in cases:
        if is_within(case.resolved_at, period):
            for reason, length in case.paused.items():
                sums[reason] += length
    return {reason: hours(length) for reason, length in sums.items() if length}


def longest_pause(case: Case) -> WaitingFor | None:
    """Return what a request waited for longest."""
    return max(case.paused, key=lambda reason: case.paused[reason]) if case.paused else None


def weeks(
    cases: Sequence[Case], period: Period, *, until: datetime
) -> list[tuple[datetime, int, int]]:
    """Return for each week that began before `until` what came in and what was solved."""
    found = []
    begin = period.starts_at
    while begin < until:
        end = min(begin + timedelta(weeks=1), period.ends_at)
        came = sum(begin <= case.opened_at < end for case in cases)
        went = sum(
            case.resolved_at is not None and begin <= case.resolved_at < end for case in cases
        )
        found.append((begin, came, went))
        begin = end
    return found

"""What a ticket may do next, how urgent it is and when an answer is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from helpdesk.core import transitions
from helpdesk.core.transitions import IllegalTransitionError as IllegalTransitionError
from helpdesk.core.working_time import (
    WorkingCalendar,
    add_working_days,
    add_working_time,
    working_time_between,
)

Pause = tuple[datetime, datetime | None]

UNDO_WINDOW = timedelta(minutes=10)
REOPEN_WINDOW = timedelta(days=14)
AUTO_CLOSE_DAYS = 5  # working days


class Status(StrEnum):
    NEW = "new"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class WaitingFor(StrEnum):
    REQUESTER = "requester"
    PARTS = "parts"
    VENDOR = "vendor"
    APPROVAL = "approval"
    EXTERNAL = "external"


class Kind(StrEnum):
    INCIDENT = "incident"
    SERVICE_REQUEST = "service_request"
    DATA_CORRECTION = "data_correction"
    ACCESS_REQUEST = "access_request"
    REPORT_REQUEST = "report_request"
    CHANGE = "change"
    SECURITY_INCIDENT = "security_incident"
    ADVICE = "advice"


class Priority(StrEnum):
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Hardship(StrEnum):
    """How badly it stops the requester, in the words of his own answer."""

    NUISANCE = "nuisance"
    SLOWED = "slowed"
    STOPPED = "stopped"
    EVERYONE_STOPPED = "everyone_stopped"


class Cause(StrEnum):
    """What lay behind it, said by whoever resolves it."""

    SURGE = "surge"
    DUST_HEAT = "dust_heat"
    WEAR = "wear"
    CABLE = "cable"
    SOFTWARE = "software"
    CONFIGURATION = "configuration"
    MALWARE = "malware"
    MISUSE = "misuse"
    OUTSIDE_SERVICE = "outside_service"
    NO_FAULT = "no_fault"
    UNKNOWN = "unknown"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.ASSIGNED, Status.IN_PROGRESS, Status.RESOLVED, Status.CANCELLED}),
    Status.ASSIGNED: frozenset(
        {
            Status.ASSIGNED,  # to another officer
            Status.IN_PROGRESS,
            Status.WAITING,
            Status.RESOLVED,
            Status.CANCELLED,
        }
    ),
    Status.IN_PROGRESS: frozenset(
        {Status.ASSIGNED, Status.WAITING, Status.RESOLVED, Status.CANCELLED}
    ),
    Status.WAITING: frozenset(
        {Status.ASSIGNED, Status.IN_PROGRESS, Status.RESOLVED, Status.CANCELLED}
    ),
    Status.RESOLVED: frozenset({Status.ASSIGNED, Status.IN_PROGRESS, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.ASSIGNED, Status.IN_PROGRESS}),  # see REOPEN_WINDOW
    Status.CANCELLED: frozenset(),
}
OPEN = frozenset({Status.NEW, Status.ASSIGNED, Status.IN_PROGRESS, Status.WAITING})

# Waiting for the council's own approval is our own delay, and the clock goes on.
PAUSING = frozenset(
    {WaitingFor.REQUESTER, WaitingFor.PARTS, WaitingFor.VENDOR, WaitingFor.EXTERNAL}
)


@dataclass(frozen=True, slots=True)
class Targets:
    """Working time until the first answer, and until the solution."""

    respond: timedelta
    resolve: timedelta


TARGETS: dict[Priority, Targets] = {
    Priority.P1: Targets(timedelta(minutes=30), timedelta(hours=4)),
    Priority.P2: Targets(timedelta(hours=1), timedelta(hours=8)),
    Priority.P3: Targets(timedelta(hours=4), timedelta(hours=24)),
    Priority.P4: Targets(timedelta(hours=8), timedelta(hours=40)),
}


@dataclass(frozen=True, slots=True)
class Weight:
    """Impact and urgency, from 1, the worst, to 3."""

    impact: int
    urgency: int


_WEIGHTS = {
    Hardship.NUISANCE: Weight(impact=3, urgency=3),
    Hardship.SLOWED: Weight(impact=3, urgency=2),
    Hardship.STOPPED: Weight(impact=3, urgency=1),
    Hardship.EVERYONE_STOPPED: Weight(impact=2, urgency=1),
}
_PRIORITIES = {2: Priority.P1, 3: Priority.P2, 4: Priority.P3, 5: Priority.P4, 6: Priority.P4}


class NothingToUndoError(Exception):
    """The last move is another's, or more than ten minutes old."""


def check_transition(current: Status, wanted: Status) -> None:
    transitions.check(TRANSITIONS, current, wanted)


def weigh(hardship: Hardship, criticality: int | None = None) -> Weight:
    """Weigh what the requester says, and no lighter than his device weighs by its criticality."""
    weight = _WEIGHTS[hardship]
    return Weight(min(weight.impact, criticality or weight.impact), weight.urgency)


def priority(impact: int, urgency: int) -> Priority:
    return _PRIORITIES[impact + urgency]


def resolution_due(
    start: datetime, target: timedelta, calendar: WorkingCalendar, pauses: Iterable[Pause] = ()
) -> datetime | None:
    """Return when the target is used up, or None while a pause that began before then is open."""
    for began, ended in sorted(pauses, key=_beginning):
        due = add_working_time(start, target, calendar)
        if due <= began:
            return due
        if ended is None:
            return None
        target -= working_time_between(start, began, calendar)
        start = max(start, ended)
    return add_working_time(start, target, calendar)


def time_used(
    start: datetime, at: datetime, calendar: WorkingCalendar, pauses: Iterable[Pause] = ()
) -> timedelta:
    """Return the working time from `start` to `at` that no pause covers."""
    used = timedelta()
    for began, ended in sorted(pauses, key=_beginning):
        used += working_time_between(start, min(began, at), calendar)
        start = max(start, ended or at)
    return used + working_time_between(start, at, calendar)


def _beginning(pause: Pause) -> datetime:
    return pause[0]


def closes_on(resolved_on: date, calendar: WorkingCalendar) -> date:
    """Return the day on which a ticket closes that its requester neither confirms nor reopens."""
    return add_working_days(resolved_on, AUTO_CLOSE_DAYS, calendar)


def can_reopen(status: Status, closed_at: datetime | None, *, now: datetime) -> bool:
    if status is Status.CLOSED and closed_at:
        return now - closed_at <= REOPEN_WINDOW
    return status is Status.RESOLVED


def can_undo(done_at: datetime, *, now: datetime) -> bool:
    return now - done_at <= UNDO_WINDOW

"""When an answer and a solution are due, by the events that moved the clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from helpdesk.core.working_time import (
    WorkingCalendar,
    add_working_time,
    working_time_between,
)
from helpdesk.tickets.rules.priorities import Priority
from helpdesk.tickets.rules.statuses import WaitingFor

Pause = tuple[datetime, datetime | None]
Event = TypeVar("Event", bound="ClockEvent")


class SlaEventKind(StrEnum):
    START = "start"
    ANSWER = "answer"
    PAUSE = "pause"
    RESUME = "resume"
    RETARGET = "retarget"
    STOP = "stop"
    WARN = "warn"
    REMIND = "remind"
    VOID = "void"


WITH_TARGETS = frozenset({SlaEventKind.START, SlaEventKind.RETARGET})
HALTING = frozenset({SlaEventKind.PAUSE, SlaEventKind.STOP})


class ClockEvent(Protocol):
    """What the arithmetic reads of an event."""

    id: int
    at: datetime
    kind: SlaEventKind
    voids_id: int | None
    respond_minutes: int | None
    resolve_minutes: int | None
    percent: int | None
    response_due_at: datetime | None
    resolution_due_at: datetime | None


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


def targets_of(event: ClockEvent) -> Targets:
    """Return what a start or a retarget promised."""
    respond, resolve = event.respond_minutes or 0, event.resolve_minutes or 0
    return Targets(timedelta(minutes=respond), timedelta(minutes=resolve))


def standing(events: Sequence[Event]) -> list[Event]:
    """Return the events that no later one took back; who takes back a void lets its event stand."""
    void: set[int | None] = set()
    for event in sorted(events, key=_number, reverse=True):
        if event.kind is SlaEventKind.VOID and event.id not in void:
            void.add(event.voids_id)
    return [e for e in events if e.id not in void and e.kind is not SlaEventKind.VOID]


def promise_of(events: Sequence[Event]) -> Event:
    """Return the event that says what is promised now."""
    return next(e for e in reversed(standing(events)) if e.kind in WITH_TARGETS)


def halted_by(events: Sequence[Event]) -> Event | None:
    """Return the pause or the stop in which the clock stands still, or None while it runs."""
    halted: Event | None = None
    for event in standing(events):
        if event.kind in HALTING:
            halted = event
        elif event.kind is SlaEventKind.RESUME:
            halted = None
    return halted


def stopped_by(events: Sequence[Event]) -> Event | None:
    """Return what ended the clock, or None while it runs or waits."""
    halted = halted_by(events)
    return halted if halted and halted.kind is SlaEventKind.STOP else None


def pauses(events: Sequence[ClockEvent]) -> list[Pause]:
    """Return when the clock stood still.

    The time since it was solved is no pause yet: it becomes one if the ticket is reopened.
    """
    found: list[Pause] = []
    halted: ClockEvent | None = None
    for event in standing(events):
        if event.kind in HALTING:
            halted = halted or event
        elif event.kind is SlaEventKind.RESUME and halted:
            found.append((halted.at, event.at))
            halted = None
    if halted and halted.kind is SlaEventKind.PAUSE:
        found.append((halted.at, None))
    return found


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


def _number(event: ClockEvent) -> int:
    return event.id

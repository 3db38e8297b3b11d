"""The clock of a ticket read line by line, so that nobody need take its word for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic

from helpdesk.core.working_time import WorkingCalendar, add_working_time, working_time_between
from helpdesk.tickets.rules.clock import (
    HALTING,
    WITH_TARGETS,
    Event,
    SlaEventKind,
    Targets,
    halted_by,
    promise_of,
    standing,
    stopped_by,
    targets_of,
)
from helpdesk.tickets.rules.dues import dues

NONE = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Generic[Event]):
    """One event, and what became of the working time until the next one: counted, or not.

    `counts_from` is when time could be counted at all: for what comes at night, the next opening.
    `before` is what was promised until then.
    """

    event: Event
    counts_from: datetime
    counted: timedelta
    stood: timedelta
    used: timedelta
    before: Targets


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[Event]):
    """Where the clock stands; `left` is negative by as much as the promise is broken."""

    lines: Sequence[Line[Event]]
    halted: Event | None
    target: timedelta
    used: timedelta
    response_due_at: datetime
    resolution_due_at: datetime | None

    @property
    def left(self) -> timedelta:
        return self.target - self.used

    @property
    def is_over(self) -> bool:
        return self.used > self.target

    @property
    def percent(self) -> int:
        return int(self.used * 100 / self.target)


def read(events: Sequence[Event], calendar: WorkingCalendar, *, now: datetime) -> Reading[Event]:
    """Explain a clock up to now, or up to its end."""
    lines = _lines(_told(standing(events)), calendar, now=now)
    worked_out = dues(events, calendar)
    return Reading(
        lines=lines,
        halted=halted_by(events),
        target=targets_of(promise_of(events)).resolve,
        used=lines[-1].used,
        response_due_at=worked_out.response_due_at,
        resolution_due_at=worked_out.resolution_due_at,
    )


def _told(events: Sequence[Event]) -> list[Event]:
    """Leave out answers that came after the first one."""
    answers = [event.id for event in events if event.kind is SlaEventKind.ANSWER]
    return [event for event in events if event.id not in answers[1:]]


def _lines(
    events: Sequence[Event], calendar: WorkingCalendar, *, now: datetime
) -> list[Line[Event]]:
    found: list[Line[Event]] = []
    used, runs, promised = timedelta(), True, targets_of(events[0])
    last = events[-1].at if stopped_by(events) else max(now, events[-1].at)
    for event, end in zip(events, [*(event.at for event in events[1:]), last], strict=True):
        runs = event.kind not in HALTING and (runs or event.kind is SlaEventKind.RESUME)
        passed = working_time_between(event.at, end, calendar)
        used += passed if runs else NONE
        line = Line(
            event=event,
            counts_from=add_working_time(event.at, NONE, calendar),
            counted=passed if runs else NONE,
            stood=NONE if runs else passed,
            used=used,
            before=promised,
        )
        found.append(line)
        promised = targets_of(event) if event.kind in WITH_TARGETS else promised
    return found

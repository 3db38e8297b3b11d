"""The working time behind an answer, a solution and a pause, as it is kept when each is over."""

from collections.abc import Sequence
from datetime import timedelta

from helpdesk.core.working_time import WorkingCalendar, working_time_between
from helpdesk.tickets.rules.clock import ClockEvent, SlaEventKind, halted_by, pauses, time_used

TIMED = frozenset({SlaEventKind.ANSWER, SlaEventKind.STOP, SlaEventKind.RESUME})


def time_at_end(events: Sequence[ClockEvent], calendar: WorkingCalendar) -> timedelta:
    """Return what the last of these events is judged by.

    An answer took so long since the beginning, a solution as long less the pauses; whatever goes
    on stood so long.
    """
    start, last = events[0].at, events[-1]
    if last.kind is SlaEventKind.ANSWER:
        return working_time_between(start, last.at, calendar)
    if last.kind is SlaEventKind.STOP:
        return time_used(start, last.at, calendar, pauses(events))
    halted = halted_by(events[:-1])
    return working_time_between(halted.at, last.at, calendar) if halted else timedelta()

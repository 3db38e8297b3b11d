"""What a ticket keeps of its clock: times worked out from the events, and from nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.core.working_time import WorkingCalendar, add_working_time
from helpdesk.tickets.rules.clock import (
    ClockEvent,
    SlaEventKind,
    pauses,
    promise_of,
    resolution_due,
    standing,
    stopped_by,
    targets_of,
)


@dataclass(frozen=True, slots=True)
class Dues:
    """`sort_at` is when a solution is due, or would be if the pause that is open had not begun."""

    response_due_at: datetime
    resolution_due_at: datetime | None
    sort_at: datetime
    warned_percent: int


def dues(events: Sequence[ClockEvent], calendar: WorkingCalendar) -> Dues:
    """Work out what is due; what has ended keeps the times by which it was judged.

    So a holiday that is declared later moves every clock that still runs, and no other.
    """
    counted = standing(events)
    stop = stopped_by(counted)
    kept = _kept(counted, stop) if stop else None
    return Dues(
        response_due_at=_response_due(counted, calendar, stop),
        resolution_due_at=kept or fresh_due(counted, calendar),
        sort_at=kept or _place(counted, calendar),
        warned_percent=_warned(counted),
    )


def fresh_due(events: Sequence[ClockEvent], calendar: WorkingCalendar) -> datetime | None:
    """Return when a solution is due by the calendar of today, whatever was kept."""
    counted = standing(events)
    target = targets_of(promise_of(counted)).resolve
    return resolution_due(counted[0].at, target, calendar, pauses(counted))


def _place(counted: Sequence[ClockEvent], calendar: WorkingCalendar) -> datetime:
    target = targets_of(promise_of(counted)).resolve
    over = [pause for pause in pauses(counted) if pause[1] is not None]
    place = resolution_due(counted[0].at, target, calendar, over)
    if place is None:
        raise AssertionError("only an open pause leaves nothing due")
    return place


def _kept(counted: Sequence[ClockEvent], stop: ClockEvent) -> datetime | None:
    """Return what was due when the clock stopped, or as a later change of the promise said."""
    since = [e for e in counted if (e.at, e.id) >= (stop.at, stop.id)]
    return next((e.resolution_due_at for e in reversed(since) if e.resolution_due_at), None)


def _response_due(
    counted: Sequence[ClockEvent], calendar: WorkingCalendar, stop: ClockEvent | None
) -> datetime:
    end = next((e for e in counted if e.kind is SlaEventKind.ANSWER), stop)
    if end and end.response_due_at:
        return end.response_due_at
    return add_working_time(counted[0].at, targets_of(promise_of(counted)).respond, calendar)


def _warned(counted: Sequence[ClockEvent]) -> int:
    """Return the last warning about what is promised now; those about another promise are past."""
    warnings = [event for event in counted if event.kind is SlaEventKind.WARN]
    promised = promise_of(counted).resolve_minutes
    return max((e.percent or 0 for e in warnings if e.resolve_minutes == promised), default=0)

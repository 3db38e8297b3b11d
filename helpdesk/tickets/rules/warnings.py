"""When somebody is told that the time of a ticket runs out."""

from datetime import datetime, timedelta

from helpdesk.core.working_time import WorkingCalendar, add_working_time

STEPS = (50, 80, 100)  # percent of the working time that was promised


def steps_passed(used: timedelta, target: timedelta, warned: int) -> list[int]:
    """Return the steps that were reached and not yet told, the lowest first."""
    return [step for step in STEPS if step > warned and used * 100 >= target * step]


def is_office_time(at: datetime, calendar: WorkingCalendar) -> bool:
    return add_working_time(at, timedelta(0), calendar) == at

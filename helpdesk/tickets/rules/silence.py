"""What happens where a requester says nothing: reminders, and the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from helpdesk.core.local_time import local_date
from helpdesk.core.working_time import WorkingCalendar, add_working_days
from helpdesk.tickets.rules.clock import ClockEvent, SlaEventKind, halted_by, standing

AUTO_CLOSE_DAYS = 5  # working days
REMIND_AFTER = (2, 4)  # working days


def closes_on(resolved_on: date, calendar: WorkingCalendar) -> date:
    """Return the last day for a requester to confirm or reopen; the ticket closes after it."""
    return add_working_days(resolved_on, AUTO_CLOSE_DAYS, calendar)


@dataclass(frozen=True, slots=True)
class Question:
    """When the requester was asked, and when he was reminded of it since."""

    asked_at: datetime
    reminded: Sequence[datetime]

    def reminders_due(self, today: date, calendar: WorkingCalendar) -> int:
        """Return how many reminders should have been told by today and were not."""
        asked_on = local_date(self.asked_at)
        due = sum(today >= add_working_days(asked_on, days, calendar) for days in REMIND_AFTER)
        return max(due - len(self.reminded), 0)

    def answer_by(self, calendar: WorkingCalendar) -> date:
        """Return the last day for an answer; whoever was just reminded has another day."""
        usual = closes_on(local_date(self.asked_at), calendar)
        if not self.reminded:
            return usual
        return max(usual, add_working_days(local_date(self.reminded[-1]), 1, calendar))

    def is_given_up(self, today: date, calendar: WorkingCalendar) -> bool:
        """Tell whether the last day has passed; without every reminder it never does."""
        was_told = len(self.reminded) >= len(REMIND_AFTER)
        return was_told and today > self.answer_by(calendar)


def question(events: Sequence[ClockEvent]) -> Question | None:
    """Return what the requester is asked since the clock was paused, or None while it is not."""
    halted = halted_by(events)
    if halted is None or halted.kind is not SlaEventKind.PAUSE:
        return None
    since = [event for event in standing(events) if (event.at, event.id) > (halted.at, halted.id)]
    reminded = [event.at for event in since if event.kind is SlaEventKind.REMIND]
    return Question(halted.at, reminded)

"""What the engine of reminders finds due, told in the transaction that found it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from helpdesk.reminders.rules import Because, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDue:
    """One thing of which one person hears; `said` fills its sentence in the present language."""

    council_id: int
    user_id: int
    kind: Kind
    because: Because
    subject_type: str
    subject_id: int
    step: str
    url: str
    said: Callable[[], Mapping[str, str]]

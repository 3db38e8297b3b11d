"""What happens to a council's calendar, told in the transaction that did it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendarChanged:
    """Working hours or days off are others now; `calendar_of` knows the new ones already."""

    council_id: int

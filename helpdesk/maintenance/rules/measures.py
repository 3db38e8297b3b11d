"""How well planned work is kept up with; None where there is nothing to measure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HOURS_A_WEEK = 40


def schedule_compliance(done_hours: Decimal, scheduled_hours: Decimal) -> Decimal | None:
    """Return in percent how many of a week's scheduled hours were worked as scheduled (K10)."""
    return _percent(done_hours, scheduled_hours)


@dataclass(frozen=True, slots=True)
class Backlog:
    """Open work in weeks of what can be done in one: what could be begun today, and all of it."""

    ready: Decimal
    total: Decimal


def backlog_weeks(
    ready_hours: Decimal, all_hours: Decimal, *, officers: int, share_percent: int
) -> Backlog | None:
    """Set the hours of open work against what the officers can do in a week (K11)."""
    capacity = Decimal(officers * HOURS_A_WEEK * share_percent) / 100
    if not capacity:
        return None
    return Backlog(*(_rounded(hours / capacity, "0.01") for hours in (ready_hours, all_hours)))


def planned_share(preventive: Decimal, planned: Decimal, reactive: Decimal) -> Decimal | None:
    """Return in percent how much of all hours went into work that was planned (K12)."""
    return _percent(preventive + planned, preventive + planned + reactive)


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    return _rounded(100 * part / whole, "0.1") if whole else None


def _rounded(value: Decimal, step: str) -> Decimal:
    return value.quantize(Decimal(step), ROUND_HALF_UP)

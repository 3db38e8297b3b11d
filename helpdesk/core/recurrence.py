"""Dates that come again, counted from their anchor so that they never drift."""

from calendar import monthrange
from datetime import date


def add_months(anchor_on: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day where it has no such day."""
    passed = anchor_on.month - 1 + months
    year, month = anchor_on.year + passed // 12, passed % 12 + 1
    return date(year, month, min(anchor_on.day, monthrange(year, month)[1]))


def months_between(earlier: date, later: date) -> int:
    """Return how many whole months have passed."""
    months = 12 * (later.year - earlier.year) + later.month - earlier.month
    return months - (add_months(earlier, months) > later)

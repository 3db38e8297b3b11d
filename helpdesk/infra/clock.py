"""The time of day, asked for in one place only."""

from datetime import UTC, date, datetime

from helpdesk.core.local_time import ZONE as ZONE
from helpdesk.core.local_time import local_date as local_date


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """Return the day as people here count it."""
    return local_date(now())

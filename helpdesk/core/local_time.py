"""The time on the wall in Tanzania, by which days, months and fiscal years are counted."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Africa/Dar_es_Salaam")


def local_date(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def start_of(day: date) -> datetime:
    """Return the first moment of a local day, in UTC."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)

"""Public holidays of Tanzania as a library reckons them, and those it never heard of."""

from collections.abc import Iterable
from datetime import date

import holidays as calendars

from helpdesk.org.rules import DayOff, HolidaySource

ESTIMATED_SW, ESTIMATED_EN = " (makisio)", " (estimated)"
BETWEEN_NAMES = "; "
DECLARED = (
    DayOff(
        day=date(2025, 10, 29),
        name_sw="Siku ya Uchaguzi Mkuu",
        name_en="General Election Day",
    ),
)


def national_holidays(years: Iterable[int]) -> tuple[DayOff, ...]:
    """Return the days off of these years, in their order."""
    wanted = frozenset(years)
    swahili = calendars.country_holidays("TZ", years=wanted, language="sw")
    english = calendars.country_holidays("TZ", years=wanted, language="en_US")
    declared = {one.day: one for one in DECLARED if one.day.year in wanted}
    days = declared | {day: _day_off(day, swahili[day], english[day]) for day in swahili}
    return tuple(days[day] for day in sorted(days))


def _day_off(day: date, name_sw: str, name_en: str) -> DayOff:
    """A feast of the moon that falls on a fixed holiday leaves that day as certain as it was."""
    return DayOff(
        day=day,
        name_sw=name_sw.replace(ESTIMATED_SW, ""),
        name_en=name_en.replace(ESTIMATED_EN, ""),
        is_estimated=all(ESTIMATED_SW in name for name in name_sw.split(BETWEEN_NAMES)),
        source=HolidaySource.CALENDAR,
    )

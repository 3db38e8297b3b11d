"""What a department, a place and a day off may be, and how working hours are written down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import pairwise

from helpdesk.core.working_time import Window, Windows

WINDOW = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})\s*[-–—]\s*([0-9]{1,2})[:.]([0-9]{2})")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
YEARS = range(2000, 2078)  # as far as anybody has reckoned the feasts of the moon

# What stands before an address on a council's papers, as people write it, and as it is printed.
CONTACTS = (
    (r"Mkoa wa (\w[\w' -]*)|(\w[\w' -]*) Region", r"Mkoa wa \1\2", r"\1\2 Region"),
    (r"\b(?:S\.? ?L\.? ?P\b\.?|P\.? ?O\.? ?Box\b)", "S.L.P.", "P.O. Box"),
    (r"\b(?:Simu|Tel|Telephone|Phone)\b\.?(?= ?:)", "Simu", "Tel."),
    (r"\b(?:Barua ?pepe|E-?mail)(?= ?:)", "Barua pepe", "E-mail"),
    (r"\b(?:Tovuti|Website)(?= ?:)", "Tovuti", "Website"),
    (r"\b(?:Nukushi|Fax)(?= ?:)", "Nukushi", "Fax"),
)


class DepartmentKind(StrEnum):
    OFISI = "ofisi"
    IDARA = "idara"
    DIVISHENI = "divisheni"
    KITENGO = "kitengo"


class LocationKind(StrEnum):
    SITE = "site"
    BUILDING = "building"
    ROOM = "room"


class HolidaySource(StrEnum):
    """Who says that a day is off: the law that everybody knows, a declaration, the council."""

    CALENDAR = "calendar"
    DECLARED = "declared"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """What is said about a holiday; `is_estimated` where the moon has the last word."""

    day: date
    name_sw: str
    name_en: str
    is_estimated: bool = False
    source: HolidaySource = HolidaySource.DECLARED


class NotATreeError(Exception):
    """A place cannot lie within itself."""


class ClosedAboveError(Exception):
    """A place cannot be open while the one that it lies in is closed."""


class CodeTakenError(Exception):
    """Another department or place of the council has this code."""


class DayTakenError(Exception):
    """The council has a holiday on this day already."""


class HoursError(Exception):
    """These are no working hours of a day."""

    def __init__(self, *windows: Window) -> None:
        super().__init__(said(windows))


class UnreadableHoursError(HoursError):
    """This is not like 07:30–12:30, 13:30–15:30."""


class ClosedBeforeOpenError(HoursError):
    """A window must close later than it opens."""


class OverlappingHoursError(HoursError):
    """Nobody works twice at once."""


def windows_in(text: str) -> Windows:
    """Read the hours of one day, such as 07:30–12:30, 13:30–15:30; nothing is a day off."""
    windows = tuple(sorted(_windows_in(text)))
    for window in windows:
        if window[0] >= window[1]:
            raise ClosedBeforeOpenError(window)
    for earlier, later in pairwise(windows):
        if later[0] <= earlier[1]:
            raise OverlappingHoursError(earlier, later)
    return windows


def _windows_in(text: str) -> Iterator[Window]:
    for part in filter(None, map(str.strip, re.split("[,;]", text))):
        found = WINDOW.fullmatch(part)
        if found is None:
            raise UnreadableHoursError
        yield _window(*map(int, found.groups()))


def _window(hour: int, minute: int, last_hour: int, last_minute: int) -> Window:
    try:
        return time(hour, minute), time(last_hour, last_minute)
    except ValueError:
        raise UnreadableHoursError from None


def said(windows: Windows) -> str:
    """Write the hours of one day as `windows_in` reads them."""
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in windows)


def contact(line: str, *, english: bool) -> str:
    """Write the words before an address in the language of the paper; the rest stays as it is."""
    for pattern, *printed in CONTACTS:
        line = re.sub(pattern, printed[english], line, flags=re.IGNORECASE)
    return line

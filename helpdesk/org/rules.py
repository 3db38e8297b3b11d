"""What a department may be, and when it exists."""

from datetime import date
from enum import StrEnum


class DepartmentKind(StrEnum):
    OFISI = "ofisi"
    IDARA = "idara"
    DIVISHENI = "divisheni"
    KITENGO = "kitengo"


class LocationKind(StrEnum):
    SITE = "site"
    BUILDING = "building"
    ROOM = "room"


class NotATreeError(Exception):
    """A place cannot lie within itself."""


class ClosedAboveError(Exception):
    """A place cannot be open while the one that it lies in is closed."""


class CodeTakenError(Exception):
    """Another department or place of the council has this code."""


def exists_on(day: date, starts_on: date | None, ends_on: date | None) -> bool:
    """Tell whether something with these first and last days exists on `day`."""
    return (starts_on is None or starts_on <= day) and (ends_on is None or day <= ends_on)

"""What a department and a place may be."""

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

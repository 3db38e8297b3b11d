"""What must hold of suppliers and workshops."""

from enum import StrEnum


class Trade(StrEnum):
    """What a supplier does for the council."""

    SALES = "sales"
    REPAIRS = "repairs"


class State(StrEnum):
    """Whether it can be chosen still."""

    ASKED = "asked"
    PAST = "past"


class NameTakenError(Exception):
    """Another supplier of the council has this name."""

"""What can be wrong with an entry of the register of systems."""

from enum import StrEnum


class State(StrEnum):
    IN_USE = "in_use"
    RETIRED = "retired"


class AcronymTakenError(Exception):
    """Another system of the council has this short name."""

"""How risky a change is, and how it went."""

from enum import StrEnum


class Risk(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Outcome(StrEnum):
    WORKS = "works"
    PARTLY = "partly"
    ROLLED_BACK = "rolled_back"

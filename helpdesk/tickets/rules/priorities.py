"""How urgent a ticket is, by what its requester says and by his device."""

from dataclasses import dataclass
from enum import StrEnum


class Priority(StrEnum):
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Hardship(StrEnum):
    """How badly it stops the requester, in the words of his own answer."""

    NUISANCE = "nuisance"
    SLOWED = "slowed"
    STOPPED = "stopped"
    EVERYONE_STOPPED = "everyone_stopped"


@dataclass(frozen=True, slots=True)
class Weight:
    """Impact and urgency, from 1, the worst, to 3."""

    impact: int
    urgency: int


_WEIGHTS = {
    Hardship.NUISANCE: Weight(impact=3, urgency=3),
    Hardship.SLOWED: Weight(impact=3, urgency=2),
    Hardship.STOPPED: Weight(impact=3, urgency=1),
    Hardship.EVERYONE_STOPPED: Weight(impact=2, urgency=1),
}
_PRIORITIES = {2: Priority.P1, 3: Priority.P2, 4: Priority.P3, 5: Priority.P4, 6: Priority.P4}


def weigh(hardship: Hardship, criticality: int | None = None) -> Weight:
    """Weigh what the requester says, and no lighter than his device weighs by its criticality."""
    weight = _WEIGHTS[hardship]
    return Weight(min(weight.impact, criticality or weight.impact), weight.urgency)


def priority(impact: int, urgency: int) -> Priority:
    return _PRIORITIES[impact + urgency]

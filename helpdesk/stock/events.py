"""What happens to parts, told in the transaction that did it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartRanLow:
    """All stores together came down to the reorder point; the next time only after the refill."""

    part_id: int


@dataclass(frozen=True, slots=True)
class PartFilledUp:
    """All stores together hold more than the reorder point again."""

    part_id: int

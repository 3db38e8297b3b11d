"""What happens to estimates, told in the transaction that did it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateWaits:
    """A step has come up, and waits for the office that decides it."""

    estimate_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateDecided:
    """The last office has agreed, or some office has returned it."""

    estimate_id: int

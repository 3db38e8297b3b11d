"""What happens to jobs, told in the transaction that did it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderFinished:
    work_order_id: int

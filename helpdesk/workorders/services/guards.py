"""What may not be done to a job in the state that it is in."""

from helpdesk.workorders import queries, rules
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import Problem, Status


def check_own(order: WorkOrder) -> None:
    """Leave to its visit what a plan asked for, so that the promise and the work agree."""
    if order.problem is Problem.SERVICE_DUE:
        raise rules.OfPlanError


def check_open(order: WorkOrder) -> None:
    """Refuse to work on what is over."""
    if order.status not in rules.OPEN:
        raise rules.IllegalTransitionError(order.status, Status.IN_PROGRESS)


def check_counter(asset_id: int, counter: int | None) -> None:
    """Refuse a counter of pages below one that was read before."""
    last = queries.last_counter(asset_id) if counter else None
    if counter and last and counter < last:
        raise rules.CounterBackError(last)

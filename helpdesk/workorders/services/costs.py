"""Taking a mistaken cost back; the caller commits."""

from datetime import datetime

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.workorders import rules
from helpdesk.workorders.models import CostLine
from helpdesk.workorders.services.repairs import add_up


def check_cost(line: CostLine) -> None:
    """See that a line may be taken back."""
    order = line.work_order
    if order.status not in rules.CORRECTABLE:
        raise rules.IllegalTransitionError(order.status, rules.Status.IN_PROGRESS)
    if line.reverses_id or any(other.reverses_id == line.id for other in order.cost_lines):
        raise rules.AlreadyTakenBackError


def take_back_cost(line: CostLine, *, reason: str, actor: Actor, now: datetime) -> CostLine:
    """Add a line that cancels a mistaken one; both stay, with the reason.

    Raises IllegalTransitionError once somebody has verified the job, and AlreadyTakenBackError
    for a line that was taken back, or that takes back another.
    """
    check_cost(line)
    order = line.work_order
    before = order.cash_cost
    undone = CostLine(
        kind=line.kind,
        paid_to=line.paid_to,
        document_number=line.document_number,
        amount=-line.amount,
        reverses=line,
        reason=reason,
    )
    order.cost_lines.append(undone)
    add_up(order)
    order.last_activity_at = now
    changes = {"cash_cost": [before, order.cash_cost], "reason": [None, reason]}
    record(actor, "work_order.take_back_cost", order, changes, at=now)
    db.session.flush()
    return undone

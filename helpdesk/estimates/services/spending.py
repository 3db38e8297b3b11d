"""Writing down what was paid from an estimate; the caller commits."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.estimates.models import Estimate, EstimateSpending
from helpdesk.estimates.queries.spending import taken_back
from helpdesk.estimates.rules import NotApprovedError, State, TakenBackError
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What was paid, VAT and all, by which paper; without a `lineage` for none of the lines."""

    lineage: str
    spent_on: date
    amount: Decimal
    paper: str
    note: str = ""
    order_id: int | None = None


def spend(
    estimate: Estimate, payment: Payment, *, by: User, actor: Actor, now: datetime
) -> EstimateSpending:
    if estimate.state is not State.APPROVED:
        raise NotApprovedError
    items = {line.lineage: line.item for line in estimate.cash_lines}
    made = EstimateSpending(
        estimate=estimate,
        lineage=payment.lineage,
        item=items.get(payment.lineage, ""),
        spent_on=payment.spent_on,
        amount=payment.amount,
        paper=payment.paper,
        note=payment.note,
        order_id=payment.order_id,
    )
    return _add(made, "estimate.spend", by=by, actor=actor, now=now)


_SAME = ("lineage", "item", "spent_on", "paper", "order_id")


def take_back(
    paid: EstimateSpending, reason: str, *, by: User, actor: Actor, now: datetime
) -> EstimateSpending:
    """Write the same with the opposite sign, so that both stay to be read."""
    if paid.undoes_id is not None or taken_back(paid):
        raise TakenBackError
    same = {name: getattr(paid, name) for name in _SAME}
    made = EstimateSpending(
        estimate_id=paid.estimate_id, amount=-paid.amount, note=reason, undoes_id=paid.id, **same
    )
    return _add(made, "estimate.unspend", by=by, actor=actor, now=now)


def _add(
    made: EstimateSpending, act: str, *, by: User, actor: Actor, now: datetime
) -> EstimateSpending:
    made.recorded_by, made.recorded_at = by, now
    db.session.add(made)
    db.session.flush()
    estimate = db.session.get_one(Estimate, made.estimate_id)
    told = {
        "amount": [None, made.amount],
        "reference": [None, made.paper],
        "note": [None, made.note],
    }
    record(actor, act, estimate, told, at=now)
    return made

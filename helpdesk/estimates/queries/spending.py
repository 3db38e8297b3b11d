"""Reading what was paid from approved estimates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.estimates.models import Estimate, EstimateSpending
from helpdesk.estimates.queries.reading import WHOLE, get_or_404, visible_to
from helpdesk.estimates.rules import Balance, NotApprovedError, State, balances
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.procurement import queries as orders
from helpdesk.procurement.models import PurchaseOrder

MOST_ORDERS = 200


def approved_or_404(estimate_id: int, *, actor: Actor) -> Estimate:
    """Return the edition that holds; of any other NotApprovedError tells."""
    estimate = get_or_404(estimate_id, actor=actor)
    if estimate.state is not State.APPROVED:
        raise NotApprovedError
    return estimate


@dataclass(frozen=True, slots=True)
class ApprovedYear:
    """How many estimates of a fiscal year hold, and what they come to."""

    year: FiscalYear
    number: int
    total: Decimal


def approved_years(actor: Actor) -> list[ApprovedYear]:
    """Return the years that have approved estimates, the newest first."""
    columns = Estimate.first_year, func.count(), func.sum(Estimate.total)
    rows = db.session.execute(
        visible_to(actor)
        .where(Estimate.state == State.APPROVED)
        .with_only_columns(*columns)
        .group_by(Estimate.first_year)
        .order_by(Estimate.first_year.desc())
    )
    return [ApprovedYear(FiscalYear(first), number, total) for first, number, total in rows]


def approved_in(first_year: int, *, actor: Actor) -> Sequence[Estimate]:
    """Return the estimates of a fiscal year that hold, whole, in the order of their numbers."""
    found = visible_to(actor).where(
        Estimate.state == State.APPROVED, Estimate.first_year == first_year
    )
    return db.session.scalars(found.options(*WHOLE).order_by(Estimate.number)).unique().all()


def payments(estimate: Estimate, *, actor: Actor) -> Sequence[EstimateSpending]:
    """Return what was paid from any edition, the newest first."""
    newest = EstimateSpending.spent_on.desc(), EstimateSpending.id.desc()
    whole = joinedload(EstimateSpending.recorded_by), joinedload(EstimateSpending.order)
    return db.session.scalars(_paid(estimate, actor).options(*whole).order_by(*newest)).all()


def orders_for(estimate: Estimate, *, actor: Actor) -> Sequence[PurchaseOrder]:
    """Return what was ordered in the year of an estimate, the newest first."""
    year = estimate.year
    found = orders.visible_to(actor).where(
        PurchaseOrder.ordered_on.between(year.first_day, year.last_day)
    )
    newest = PurchaseOrder.ordered_on.desc(), PurchaseOrder.id.desc()
    whole = joinedload(PurchaseOrder.supplier), selectinload(PurchaseOrder.lines)
    return db.session.scalars(found.options(*whole).order_by(*newest).limit(MOST_ORDERS)).all()


def payment_or_404(estimate: Estimate, spending_id: int, *, actor: Actor) -> EstimateSpending:
    return found_or_404(_paid(estimate, actor).where(EstimateSpending.id == spending_id))


def _paid(estimate: Estimate, actor: Actor) -> Select[EstimateSpending]:
    editions = visible_to(actor).where(Estimate.number == estimate.number)
    ids = editions.with_only_columns(Estimate.id)
    return select(EstimateSpending).where(EstimateSpending.estimate_id.in_(ids))


def taken_back(paid: EstimateSpending) -> bool:
    """Tell whether another row takes this one back."""
    other = select(EstimateSpending.id).where(EstimateSpending.undoes_id == paid.id)
    return db.session.scalar(other) is not None


def balances_of(estimate: Estimate, paid: Sequence[EstimateSpending]) -> list[Balance]:
    return balances(estimate.cash_lines, estimate.totals.total, estimate.vat_percent, paid)

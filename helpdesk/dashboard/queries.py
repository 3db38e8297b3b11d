"""The four figures of the dashboard: what each counts, and the list that shows the same rows."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import visible_to as assets_visible_to
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries as tickets
from helpdesk.workorders import queries as workorders


@dataclass(frozen=True, slots=True)
class Figures:
    """How things stand now, and what repairs have cost since the quarter began."""

    open_tickets: int
    overdue_tickets: int
    under_repair: int
    cash_cost: Decimal
    quarter: Period


def figures(actor: Actor, *, now: datetime) -> Figures:
    quarter = Period.quarter_of(clock.local_date(now))
    counts = tickets.counts(actor, now=now)
    return Figures(
        open_tickets=counts["open"],
        overdue_tickets=counts["overdue"],
        under_repair=_under_repair(actor),
        cash_cost=_cash_cost(actor, quarter),
        quarter=quarter,
    )


def _under_repair(actor: Actor) -> int:
    found = assets_visible_to(actor).where(Asset.status == Status.UNDER_REPAIR)
    count = found.with_only_columns(func.count(), maintain_column_froms=True)
    return db.session.scalar(count) or 0


def _cash_cost(actor: Actor, quarter: Period) -> Decimal:
    finished = workorders.log(actor, workorders.Filters(period=quarter), month=quarter)
    return workorders.total_of(finished).cash

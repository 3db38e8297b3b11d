"""The four figures of the dashboard: what each counts, and the list that shows the same rows."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.queries import count_under_repair
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.tickets import queries as tickets
from helpdesk.workorders.queries import cash_cost


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
        under_repair=count_under_repair(actor),
        cash_cost=cash_cost(actor, quarter),
        quarter=quarter,
    )

"""Repairs as officers log them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.models import Asset
from helpdesk.stock.models import Part
from helpdesk.stock.services import Wanted
from helpdesk.tickets.models import Ticket
from helpdesk.workorders import services
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import CauseCode, Problem, Remedy
from helpdesk.workorders.services import Bill, Repair, Work
from tests import factories
from tests.equipment import factories as equipment
from tests.factories import MONDAY_MORNING


def work(**given: Any) -> Work:
    return Work(**{"cause": CauseCode.WEAR, "remedy": Remedy.CLEANED, **given})


def wanted(part: Part, quantity: int | str = 1) -> Wanted:
    return Wanted(part, Decimal(quantity))


def bill(amount: int | str = 50_000, **given: Any) -> Bill:
    return Bill(**{"amount": Decimal(amount), "paid_to": "Fundi Mbeya", **given})


def repair(
    asset: Asset | None = None,
    *,
    officer: User | None = None,
    ticket: Ticket | None = None,
    problem: Problem = Problem.PAPER_JAM,
    now: datetime = MONDAY_MORNING,
    **given: Any,
) -> WorkOrder:
    """A repair of some device; what is not about the fault is said of the work."""
    of_repair = ("description", "down_from", "kind")
    asset = asset or equipment.asset(officer.council_id if officer else None)
    officer = officer or factories.user("technician", council_id=asset.council_id)
    said = {name: given.pop(name) for name in of_repair if name in given}
    return services.log_repair(
        asset,
        Repair(problem=problem, work=work(**given), **said),
        technician=officer,
        actor=as_actor(officer),
        now=now,
        ticket=ticket,
    )

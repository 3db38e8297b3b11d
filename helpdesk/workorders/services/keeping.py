"""Parts that are kept for a job until it uses them; the caller commits."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.stock import queries as stores
from helpdesk.stock import services as stock
from helpdesk.stock.models import Part
from helpdesk.stock.services import Owner, Wanted
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.services.guards import check_open


def owner_of(order: WorkOrder) -> Owner:
    """Return for what the parts of a job are kept."""
    return Owner("work_order", order.id, order.reference)


def keep_part(order: WorkOrder, part: Part, quantity: Decimal, *, actor: Actor) -> None:
    """Keep so many of a part for a job that is open."""
    check_open(order)
    stock.reserve(part, quantity, owner_of(order), actor=actor)


def free_part(order: WorkOrder, part: Part, *, actor: Actor) -> None:
    stock.release(owner_of(order), part, actor=actor)


def note_passed_over(
    order: WorkOrder, parts: Sequence[Wanted], actor: Actor, now: datetime
) -> None:
    """Keep in the log whose parts are used all the same."""
    owner = owner_of(order)
    kept = stores.kept_for_others([one.part for one in parts], owner.kind, owner.id)
    references = sorted({name for others in kept.values() for name in others.references})
    if references:
        changes = {"reference": [", ".join(references), order.reference]}
        record(actor, "part.pass_over", order, changes, at=now)

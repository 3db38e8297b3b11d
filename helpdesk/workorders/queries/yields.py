"""Reading how many pages toner printed, by printer."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from helpdesk.core.yields import Filling, Yield, yield_of
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.stock.models import Part
from helpdesk.workorders.models import PartUsed, WorkOrder
from helpdesk.workorders.queries.jobs import visible_to

Pair = tuple[Asset, Part]


def last_counter(asset_id: int) -> int | None:
    read = select(func.max(PartUsed.counter)).join(PartUsed.work_order)
    return db.session.scalar(read.where(WorkOrder.asset_id == asset_id))


def yields(
    actor: Actor,
    *,
    asset_id: int | None = None,
    part_id: int | None = None,
    until: datetime | None = None,
) -> Mapping[Pair, Yield]:
    """Return by printer and toner what was printed, in one statement."""
    orders = visible_to(actor).with_only_columns(WorkOrder.id)
    found = (
        select(PartUsed)
        .join(PartUsed.work_order)
        .where(PartUsed.counter.is_not(None), WorkOrder.id.in_(orders))
        .options(
            joinedload(PartUsed.part),
            joinedload(PartUsed.movement),
            joinedload(PartUsed.work_order).joinedload(WorkOrder.asset).joinedload(Asset.model),
            joinedload(PartUsed.work_order).joinedload(WorkOrder.asset).joinedload(Asset.location),
        )
        .order_by(PartUsed.counter, PartUsed.id)
    )
    if asset_id is not None:
        found = found.where(WorkOrder.asset_id == asset_id)
    if part_id is not None:
        found = found.where(PartUsed.part_id == part_id)
    fillings: defaultdict[Pair, list[Filling]] = defaultdict(list)
    for used in db.session.scalars(found):
        if until is None or used.movement.at < until:
            filling = Filling(used.counter or 0, used.cost)
            fillings[used.work_order.asset, used.part].append(filling)
    return {pair: yield_of(some) for pair, some in fillings.items()}

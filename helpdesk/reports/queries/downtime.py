"""When devices stood still: for each its faults, its planned work, and since when it serves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import joinedload

from helpdesk.core.fiscal_year import Period
from helpdesk.core.local_time import ZONE
from helpdesk.core.measures import Span
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.register import PLACE
from helpdesk.equipment.rules import SERVING, Criticality, Status
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.queries import that_count
from helpdesk.workorders.rules import Kind


@dataclass(slots=True)
class Stood:
    """A device, with when it failed and when it stood for planned work; `since` it serves."""

    asset: Asset
    since: datetime
    until: datetime | None
    faults: list[Span] = field(default_factory=list)
    planned: list[Span] = field(default_factory=list)


def standing(actor: Actor, period: Period) -> list[Stood]:
    """Return every device that stood still in a period, and all that many depend on."""
    spans = defaultdict[int, list[WorkOrder]](list)
    for order in _orders(actor, period):
        spans[order.asset_id].append(order)
    found = equipment.visible_to(actor).where(
        or_(Asset.id.in_(spans), _is_critical()), Asset.status != Status.EXPECTED
    )
    whole = (joinedload(Asset.model), joinedload(Asset.category), PLACE)
    assets = db.session.scalars(found.options(*whole).order_by(Asset.asset_tag)).unique()
    return [stood_of(asset, spans.get(asset.id, ())) for asset in assets]


def _is_critical() -> ColumnElement[bool]:
    return and_(Asset.criticality == Criticality.SERVICE, Asset.status.in_(SERVING))


def _orders(actor: Actor, period: Period) -> Iterable[WorkOrder]:
    found = that_count(actor).where(
        WorkOrder.down_from < period.ends_at,
        or_(WorkOrder.up_at.is_(None), WorkOrder.up_at >= period.starts_at),
    )
    return db.session.scalars(found.order_by(WorkOrder.id))


def stood_of(asset: Asset, orders: Iterable[WorkOrder]) -> Stood:
    """Return when one device stood still by these jobs."""
    began = asset.in_service_on or asset.purchased_on
    since = datetime.combine(began, time.min, ZONE) if began else asset.registered_at
    gone = datetime.combine(asset.retired_on, time.min, ZONE) if asset.retired_on else None
    made = Stood(asset, since, gone)
    for order in orders:
        if order.down_from is not None:
            spans = made.faults if order.kind is Kind.CORRECTIVE else made.planned
            spans.append((order.down_from, order.up_at))
    return made

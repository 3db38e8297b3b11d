"""Finding inspections, and the devices that need maintenance; all starts at `visible_to`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.checklists.rules import OnFail
from helpdesk.core.local_time import start_of
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.inspections import permissions
from helpdesk.inspections.models import Inspection, InspectionFollowUp, InspectionResult
from helpdesk.inspections.rules import MONTHS_BETWEEN, NOT_INSPECTED, Reason, due_before
from helpdesk.org.models import Location
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import OPEN as OPEN_ORDERS

WORN = (Condition.POOR, Condition.UNSERVICEABLE)
VIEWS = ("all", *map(str, Reason))
FINDINGS = selectinload(Inspection.results)
FOLLOW_UPS = FINDINGS.joinedload(InspectionResult.follow_up)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list of devices that need maintenance is narrowed to."""

    view: str = "all"
    category_id: int | None = None
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Why one device needs maintenance, and when it was inspected last."""

    reasons: Sequence[Reason]
    last_at: datetime | None


def visible_to(actor: Actor) -> Select[Inspection]:
    """Return the inspections of the devices that the actor may see."""
    own = select(Inspection).where(Inspection.council_id == actor.council_id)
    devices = equipment.visible_to(actor).with_only_columns(Asset.id)
    return own.where(Inspection.asset_id.in_(devices))


@owner("inspection")
def inspections_with_files(actor: Actor) -> Select[Any]:
    if not can(actor, permissions.VIEW):
        return select(Inspection.id).where(Inspection.id.is_(None))
    return visible_to(actor).with_only_columns(Inspection.id)


@subject_names("inspection")
def references(ids: Sequence[int]) -> Mapping[int, str]:
    """Return what the log calls inspections."""
    columns = Inspection.id, Inspection.reference
    rows = db.session.execute(select(*columns).where(Inspection.id.in_(ids)))
    return {row.id: row.reference for row in rows}


def get_or_404(inspection_id: int, *, actor: Actor) -> Inspection:
    wanted = visible_to(actor).where(Inspection.id == inspection_id)
    device = joinedload(Inspection.asset)
    return found_or_404(
        wanted.options(
            device.joinedload(Asset.model),
            device.joinedload(Asset.category),
            device.joinedload(Asset.department),
            device.joinedload(Asset.location)
            .joinedload(Location.parent)
            .joinedload(Location.parent),
            joinedload(Inspection.by),
            FOLLOW_UPS.joinedload(InspectionFollowUp.ticket),
        )
    )


def of_asset(asset: Asset, *, actor: Actor) -> Sequence[Inspection]:
    """Return the inspections of a device, newest first."""
    found = visible_to(actor).where(Inspection.asset_id == asset.id)
    newest = Inspection.at.desc(), Inspection.id.desc()
    return db.session.scalars(found.options(joinedload(Inspection.by)).order_by(*newest)).all()


def of_ticket(ticket: Ticket, *, actor: Actor) -> Sequence[Inspection]:
    """Return the inspections whose faults led to a request."""
    return db.session.scalars(
        visible_to(actor)
        .join(Inspection.results)
        .join(InspectionResult.follow_up)
        .where(InspectionFollowUp.ticket_id == ticket.id)
        .order_by(Inspection.at)
        .distinct()
    ).all()


def open_requests(asset: Asset) -> Mapping[str, Ticket]:
    """Return by the words of the item the open requests that faults of a device led to."""
    rows = db.session.execute(
        select(InspectionResult.text_sw, Ticket)
        .join(Inspection, Inspection.id == InspectionResult.inspection_id)
        .join(InspectionFollowUp, InspectionFollowUp.result_id == InspectionResult.id)
        .join(Ticket, Ticket.id == InspectionFollowUp.ticket_id)
        .where(
            Inspection.asset_id == asset.id,
            InspectionResult.on_fail == OnFail.CREATE_CORRECTIVE,
            Ticket.status.in_(OPEN),
        )
        .order_by(Ticket.id)
    )
    return {row.text_sw: row.Ticket for row in rows}


def listed(actor: Actor, filters: Filters, *, today: date) -> Select[Asset]:
    """Return the devices that need maintenance, narrowed; the caller sorts and pages them."""
    conditions = [_view(filters.view, today)]
    if filters.category_id is not None:
        conditions.append(Asset.category_id == filters.category_id)
    if filters.department_id is not None:
        conditions.append(Asset.department_id == filters.department_id)
    return _inspected(actor).where(*conditions).options(*equipment.WHOLE)


def counts(actor: Actor, *, today: date) -> dict[str, int]:
    """Count every view in one statement."""
    columns = [func.count().filter(_view(name, today)).label(name) for name in VIEWS]
    seen = _inspected(actor).with_only_columns(*columns, maintain_column_froms=True)
    return dict(db.session.execute(seen).one()._mapping)  # noqa: SLF001  # its public spelling


def needs(assets: Sequence[Asset], *, today: date) -> Mapping[int, Need]:
    """Say of the devices of a page why they stand on it, in one statement."""
    whys = {reason: condition.label(reason) for reason, condition in _whys(today).items()}
    ids = Asset.id.in_([asset.id for asset in assets])
    rows = db.session.execute(
        select(Asset.id, _last_at().label("last_at"), *whys.values()).where(ids)
    )
    found = [row._mapping for row in rows]  # noqa: SLF001  # its public spelling
    return {
        row["id"]: Need([one for one in Reason if row[str(one)]], row["last_at"]) for row in found
    }


def _inspected(actor: Actor) -> Select[Asset]:
    return equipment.visible_to(actor).where(Asset.status.not_in(NOT_INSPECTED))


def _view(name: str, today: date) -> ColumnElement[bool]:
    whys = _whys(today)
    return or_(*whys.values()) if name == "all" else whys[Reason(name)]


def _whys(today: date) -> dict[Reason, ColumnElement[bool]]:
    again = WorkOrder.asset_id == Asset.id, WorkOrder.repeat_of_id.is_not(None)
    return {
        Reason.FAILED: exists().where(
            Inspection.asset_id == Asset.id, Inspection.faults > 0, Inspection.at == _last_at()
        ),
        Reason.POOR: Asset.condition.in_(WORN),
        Reason.OVERDUE: _overdue(today),
        Reason.REPEATED: exists().where(*again, WorkOrder.status.in_(OPEN_ORDERS)),
    }


def _last_at() -> Any:
    """Ask when a device was inspected last."""
    newest = select(func.max(Inspection.at)).where(Inspection.asset_id == Asset.id)
    return newest.correlate(Asset).scalar_subquery()


def _overdue(today: date) -> ColumnElement[bool]:
    """Tell what was inspected, or came into the register, longer ago than it may."""
    last = func.coalesce(_last_at(), Asset.registered_at)
    return or_(
        *(
            and_(Asset.criticality == one, last < start_of(due_before(one, today)))
            for one in MONTHS_BETWEEN
        )
    )

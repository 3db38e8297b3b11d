"""Finding inspections, and the devices that need maintenance; all starts at `visible_to`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
from helpdesk.infra.reading import once_a_page
from helpdesk.inspections import permissions
from helpdesk.inspections.models import (
    Inspection,
    InspectionFollowUp,
    InspectionIntervals,
    InspectionResult,
)
from helpdesk.inspections.rules import MONTHS_BETWEEN, NOT_INSPECTED, Need, Reason, due_before
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


@once_a_page
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


@once_a_page
def intervals_of(council_id: int) -> InspectionIntervals:
    """Return what the head said, or a new record of the usual that is not saved yet."""
    return db.session.get(InspectionIntervals, council_id) or _usual(council_id)


def _usual(council_id: int) -> InspectionIntervals:
    service, department, person = MONTHS_BETWEEN.values()
    return InspectionIntervals(
        council_id=council_id, version=1, service=service, department=department, person=person
    )


def listed(actor: Actor, filters: Filters, *, today: date) -> Select[Asset]:
    """Return the devices that need maintenance, narrowed; the caller sorts and pages them."""
    conditions = [_view(filters.view, _whys(actor, today))]
    if filters.category_id is not None:
        conditions.append(Asset.category_id == filters.category_id)
    if filters.department_id is not None:
        conditions.append(Asset.department_id == filters.department_id)
    return _inspected(actor).where(*conditions).options(*equipment.WHOLE)


def counts(actor: Actor, *, today: date) -> dict[str, int]:
    """Count every view in one statement."""
    whys = _whys(actor, today)
    columns = [func.count().filter(_view(name, whys)).label(name) for name in VIEWS]
    seen = _inspected(actor).with_only_columns(*columns, maintain_column_froms=True)
    return dict(db.session.execute(seen).one()._mapping)  # noqa: SLF001  # its public spelling


def needs(assets: Sequence[Asset], *, actor: Actor, today: date) -> Mapping[int, Need]:
    """Say of the devices of a page why they stand on it, in one statement."""
    whys = {reason: said.label(reason) for reason, said in _whys(actor, today).items()}
    behind = (_last_at().label("last_at"), _last_faults().label("faults"), _repeats())
    ids = Asset.id.in_([asset.id for asset in assets])
    rows = db.session.execute(select(Asset, *behind, *whys.values()).where(ids))
    months = intervals_of(actor.council_id).months
    return {row.Asset.id: _need(row, months) for row in rows}


def _need(row: Any, months: Mapping[int, int]) -> Need:
    asset: Asset = row.Asset
    return Need(
        reasons=[one for one in Reason if getattr(row, one)],
        last_at=row.last_at,
        registered_at=asset.registered_at,
        condition=asset.condition,
        faults=row.faults or 0,
        months=months[asset.criticality],
        order=row.order or "",
    )


def _inspected(actor: Actor) -> Select[Asset]:
    return equipment.visible_to(actor).where(Asset.status.not_in(NOT_INSPECTED))


def _view(name: str, whys: Mapping[Reason, ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(*whys.values()) if name == "all" else whys[Reason(name)]


def _whys(actor: Actor, today: date) -> dict[Reason, ColumnElement[bool]]:
    months = intervals_of(actor.council_id).months
    return {
        Reason.FAILED: exists().where(
            Inspection.asset_id == Asset.id, Inspection.faults > 0, Inspection.at == _last_at()
        ),
        Reason.POOR: Asset.condition.in_(WORN),
        Reason.OVERDUE: _overdue(months, today),
        Reason.REPEATED: exists().where(*_again()),
    }


def _again() -> tuple[ColumnElement[bool], ...]:
    again = WorkOrder.asset_id == Asset.id, WorkOrder.repeat_of_id.is_not(None)
    return (*again, WorkOrder.status.in_(OPEN_ORDERS))


def _repeats() -> Any:
    """Ask for the number of the open repair that repeats an older one."""
    one = select(func.min(WorkOrder.reference)).where(*_again())
    return one.correlate(Asset).scalar_subquery().label("order")


def _last_at() -> Any:
    """Ask when a device was inspected last."""
    newest = select(func.max(Inspection.at)).where(Inspection.asset_id == Asset.id)
    return newest.correlate(Asset).scalar_subquery()


def _last_faults() -> Any:
    """Ask how many faults were found then."""
    found = select(func.max(Inspection.faults)).where(Inspection.asset_id == Asset.id)
    return found.where(Inspection.at == _last_at()).correlate(Asset).scalar_subquery()


def _overdue(months: Mapping[int, int], today: date) -> ColumnElement[bool]:
    """Tell what was inspected, or came into the register, longer ago than it may."""
    last = func.coalesce(_last_at(), Asset.registered_at)
    return or_(
        *(
            and_(Asset.criticality == one, last < start_of(due_before(often, today)))
            for one, often in months.items()
        )
    )


@subject_names("inspection_intervals")
def _no_names(_ids: Sequence[int]) -> Mapping[int, str]:
    """There is one such record in a council, which its act names."""
    return {}

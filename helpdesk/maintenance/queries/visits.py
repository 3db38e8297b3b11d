"""Reading visits: what is due, one with all that was found, and what others show of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from helpdesk.attachments.queries import owner
from helpdesk.checklists.models import ChecklistItem, ChecklistTemplate
from helpdesk.checklists.queries import WHOLE as CHECKLIST_ITEMS
from helpdesk.checklists.rules import ItemKind, OnFail
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import named
from helpdesk.inspections import queries as inspections
from helpdesk.maintenance import labels
from helpdesk.maintenance.models import (
    TEAM,
    MaintenancePlan,
    Occurrence,
    PlanRevision,
    VisitFollowUp,
    VisitReport,
    VisitResult,
)
from helpdesk.maintenance.queries.plans import REVISIONS, in_scope, places_in, visible_to
from helpdesk.maintenance.rules import PlanState, State
from helpdesk.org.models import Location
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN
from helpdesk.workorders.models import PartUsed, WorkOrder
from helpdesk.workorders.rules import NOT_BEGUN

ALL_THERE_IS = (
    joinedload(Occurrence.plan),
    joinedload(Occurrence.revision).joinedload(PlanRevision.responsible),
    joinedload(Occurrence.asset).joinedload(Asset.model),
    joinedload(Occurrence.asset).joinedload(Asset.category),
    joinedload(Occurrence.asset).joinedload(Asset.department),
    joinedload(Occurrence.asset)
    .joinedload(Asset.location)
    .joinedload(Location.parent)
    .joinedload(Location.parent),
)
WHOLE = (
    *ALL_THERE_IS,
    joinedload(Occurrence.asset).joinedload(Asset.custodian),
    joinedload(Occurrence.revision).joinedload(PlanRevision.vendor),
    joinedload(Occurrence.revision).selectinload(PlanRevision.team),
    joinedload(Occurrence.satisfied_by),
    joinedload(Occurrence.work_order).joinedload(WorkOrder.technician),
    joinedload(Occurrence.work_order).selectinload(WorkOrder.parts).joinedload(PartUsed.part),
    joinedload(Occurrence.work_order).selectinload(WorkOrder.labour),
    joinedload(Occurrence.report)
    .selectinload(VisitReport.results)
    .joinedload(VisitResult.follow_up)
    .joinedload(VisitFollowUp.ticket),
)
VIEWS = ("open", "overdue", "week", "month")
SOON = timedelta(days=30)
RUNNING = PlanState.RUNNING


@owner("maintenance_occurrence")
def visits_with_files(actor: Actor) -> Select[Any]:
    return visible_to(actor).with_only_columns(Occurrence.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list of visits is narrowed to; of one day it shows also what is over."""

    view: str = "open"
    on: date | None = None
    location_id: int | None = None
    plan_id: int | None = None
    responsible_id: int | None = None

    @property
    def narrowing(self) -> dict[str, str | None]:
        """Return what an address says of it, whatever the view or the day."""
        said = ("location", self.location_id), ("plan", self.plan_id)
        known = *said, ("responsible", self.responsible_id)
        return {name: str(value) if value else None for name, value in known}


def get_or_404(visit_id: int, *, actor: Actor) -> Occurrence:
    return found_or_404(visible_to(actor).where(Occurrence.id == visit_id).options(*WHOLE))


def listed(actor: Actor, filters: Filters, *, today: date) -> Select[Occurrence]:
    """Return the visits of a view; the caller sorts and pages them."""
    found = _narrowed(actor, filters).options(*ALL_THERE_IS)
    if filters.on is not None:
        return found.where(Occurrence.due_on == filters.on)
    return found.where(*_views(today)[filters.view])


def counts(actor: Actor, filters: Filters, *, today: date) -> dict[str, int]:
    """Count every view in one statement."""
    views = _views(today).items()
    columns = [func.count().filter(*said).label(name) for name, said in views]
    seen = _narrowed(actor, filters).with_only_columns(*columns, maintain_column_froms=True)
    return dict(db.session.execute(seen).one()._mapping)  # noqa: SLF001  # its public spelling


def days(actor: Actor, filters: Filters, first: date, last: date) -> dict[date, Counter[State]]:
    """Count by day and state what is due from `first` to `last`."""
    found: defaultdict[date, Counter[State]] = defaultdict(Counter)
    columns = Occurrence.due_on, Occurrence.state, func.count()
    due = _narrowed(actor, filters).where(Occurrence.due_on.between(first, last))
    rows = due.with_only_columns(*columns, maintain_column_froms=True)
    for day_, state, number in db.session.execute(rows.group_by(*columns[:2])):
        found[day_][state] = number
    return found


def plans_ahead(actor: Actor, filters: Filters) -> list[tuple[MaintenancePlan, int]]:
    """Return the running plans of a filter and how many devices each is for."""
    own = MaintenancePlan.council_id == actor.council_id, MaintenancePlan.state == RUNNING
    found = select(MaintenancePlan).where(*own)
    if filters.plan_id is not None:
        found = found.where(MaintenancePlan.id == filters.plan_id)
    if filters.responsible_id is not None:
        mine = select(PlanRevision.plan_id).where(
            PlanRevision.id.in_(_done_by(filters.responsible_id))
        )
        found = found.where(MaintenancePlan.id.in_(mine))
    running = db.session.scalars(found.options(*REVISIONS)).all()
    counts = _devices_of(running, filters)
    return [(plan, counts[plan.id]) for plan in running if counts.get(plan.id)]


def _devices_of(plans: Sequence[MaintenancePlan], filters: Filters) -> dict[int, int]:
    """Count the devices of each plan in one statement for all."""
    counted = []
    for plan in plans:
        devices = in_scope(plan)
        if filters.location_id is not None:
            devices = devices.where(Asset.location_id.in_(places_in(filters.location_id)))
        columns = literal(plan.id), func.count()
        counted.append(devices.with_only_columns(*columns, maintain_column_froms=True))
    if not counted:
        return {}
    return dict(db.session.execute(union_all(*counted)).all())


def plan_choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the council's plans for a box to choose from."""
    own = MaintenancePlan.council_id == actor.council_id
    plans = db.session.scalars(select(MaintenancePlan).where(own))
    return sorted(((plan.id, named(plan)) for plan in plans), key=lambda pair: pair[1])


def open_of_asset(asset: Asset, *, actor: Actor) -> Sequence[Occurrence]:
    """Return the visits that wait for a device, the first due first."""
    waiting = Occurrence.asset_id == asset.id, Occurrence.state == State.GENERATED
    found = visible_to(actor).where(*waiting).order_by(Occurrence.due_on, Occurrence.id)
    return db.session.scalars(found.options(joinedload(Occurrence.plan))).all()


def of_ticket(ticket: Ticket, *, actor: Actor) -> Sequence[Occurrence]:
    """Return the visits whose faults led to a request."""
    found = (
        visible_to(actor)
        .join(Occurrence.report)
        .join(VisitReport.results)
        .join(VisitResult.follow_up)
        .where(VisitFollowUp.ticket_id == ticket.id)
    )
    return db.session.scalars(
        found.options(joinedload(Occurrence.plan)).order_by(Occurrence.due_on).distinct()
    ).all()


def of_order(order: WorkOrder, *, actor: Actor) -> Occurrence | None:
    found = visible_to(actor).where(Occurrence.work_order_id == order.id)
    return db.session.scalars(found.options(joinedload(Occurrence.plan))).one_or_none()


def next_of(visit: Occurrence, done_on: date) -> Occurrence | None:
    """Return the next visit of the same plan to the device, where work of a day is in its time."""
    same = Occurrence.plan_id == visit.plan_id, Occurrence.asset_id == visit.asset_id
    waits = Occurrence.state == State.GENERATED, WorkOrder.status.in_(NOT_BEGUN)
    in_time = Occurrence.window_from <= done_on, Occurrence.window_until >= done_on
    later = Occurrence.nominal_on > visit.nominal_on, *same, *waits, *in_time
    found = select(Occurrence).join(Occurrence.work_order).where(*later)
    with_order = found.options(joinedload(Occurrence.work_order))
    return db.session.scalars(with_order.order_by(Occurrence.nominal_on).limit(1)).first()


def open_in(actor: Actor, filters: Filters, *, today: date, most: int) -> Sequence[Occurrence]:
    """Return the first of the visits of a view that are still to be made."""
    waits = Occurrence.state == State.GENERATED
    found = listed(actor, filters, today=today).where(waits).limit(most)
    soonest = found.order_by(Occurrence.due_on, Occurrence.id)
    return db.session.scalars(soonest.options(joinedload(Occurrence.work_order))).all()


def open_requests(asset: Asset) -> Mapping[str, Ticket]:
    """Return by the words of the item the open requests that faults of a device led to."""
    rows = db.session.execute(
        select(VisitResult.text_sw, Ticket)
        .join(VisitFollowUp, VisitFollowUp.result_id == VisitResult.id)
        .join(Ticket, Ticket.id == VisitFollowUp.ticket_id)
        .where(
            Ticket.asset_id == asset.id,
            VisitResult.on_fail == OnFail.CREATE_CORRECTIVE,
            Ticket.status.in_(OPEN),
        )
        .order_by(Ticket.id)
    )
    known = {row.text_sw: row.Ticket for row in rows}
    return {**inspections.open_requests(asset), **known}


def round_of(
    actor: Actor, location_id: int, until: date, *, most: int = 96
) -> Sequence[Occurrence]:
    """Return what is due by a day in a place and all that lies in it, room by room."""
    found = _narrowed(actor, Filters(location_id=location_id))
    due = Occurrence.state == State.GENERATED, Occurrence.due_on <= until
    by_room = Location.name, Asset.asset_tag, Occurrence.id
    rooms = found.where(*due).join(Occurrence.asset).join(Asset.location)
    whole = rooms.order_by(*by_room).limit(most)
    vendor = joinedload(Occurrence.revision).joinedload(PlanRevision.vendor)
    order = joinedload(Occurrence.work_order)
    return db.session.scalars(whole.options(*ALL_THERE_IS, order, vendor)).all()


def checklists_of(visits: Sequence[Occurrence]) -> dict[int, ChecklistTemplate]:
    """Return the checklist of each visit, in one statement for all."""
    wanted = {visit.checklist_id for visit in visits}
    rows = select(ChecklistTemplate).where(ChecklistTemplate.id.in_(wanted))
    by_id = {row.id: row for row in db.session.scalars(rows.options(CHECKLIST_ITEMS))}
    usual = _usual()
    return {one.id: by_id.get(one.checklist_id or 0, usual) for one in visits}


def checklist_of(visit: Occurrence) -> ChecklistTemplate:
    """Return what the visit goes through: the version in use when it was handed out."""
    if visit.checklist_id is None:
        return _usual()
    return db.session.get_one(ChecklistTemplate, visit.checklist_id, options=[CHECKLIST_ITEMS])


def _usual() -> ChecklistTemplate:
    """Without a checklist one thing is asked still: whether the device is in order."""
    (title_sw, text_sw), (title_en, text_en) = map(labels.usual, ("sw", "en"))
    item = ChecklistItem(
        seq=1,
        text_sw=text_sw,
        text_en=text_en,
        kind=ItemKind.PASS_FAIL,
        unit="",
        choices="",
        faults="",
        is_mandatory=True,
        on_fail=OnFail.CREATE_CORRECTIVE,
        weight=1,
    )
    return ChecklistTemplate(number=1, title_sw=title_sw, title_en=title_en, items=[item])


def _narrowed(actor: Actor, filters: Filters) -> Select[Occurrence]:
    found = visible_to(actor).where(Occurrence.state != State.REPLANNED)
    if filters.location_id is not None:
        inside = Asset.location_id.in_(places_in(filters.location_id))
        found = found.where(Occurrence.asset_id.in_(select(Asset.id).where(inside)))
    if filters.plan_id is not None:
        found = found.where(Occurrence.plan_id == filters.plan_id)
    if filters.responsible_id is not None:
        found = found.where(Occurrence.revision_id.in_(_done_by(filters.responsible_id)))
    return found


def _done_by(person_id: int) -> Select[int]:
    """Return the revisions whose visits somebody makes, or goes along to."""
    along = select(TEAM.c.revision_id).where(TEAM.c.user_id == person_id)
    theirs = (PlanRevision.responsible_id == person_id) | PlanRevision.id.in_(along)
    return select(PlanRevision.id).where(theirs)


def _views(today: date) -> dict[str, tuple[ColumnElement[bool], ...]]:
    """Tell what is still to be done by when it is due; a week ends on Sunday."""
    waits, sunday = Occurrence.state == State.GENERATED, today + timedelta(6 - today.weekday())
    return {
        "open": (waits,),
        "overdue": (waits, Occurrence.due_on < today),
        "week": (waits, Occurrence.due_on.between(today, sunday)),
        "month": (waits, Occurrence.due_on.between(today, today + SOON)),
    }

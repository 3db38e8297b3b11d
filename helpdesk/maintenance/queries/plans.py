"""Reading plans and their visits; every statement for a person starts at `visible_to`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, false, func, select
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.audit.queries import subject_names
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.queries import newest_of
from helpdesk.checklists.queries import visible_to as templates
from helpdesk.checklists.rules import Purpose
from helpdesk.checklists.rules import State as Use
from helpdesk.core.local_time import local_date
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset, AssetCategory, AssetStatusChange
from helpdesk.equipment.rules import Status
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import day, named
from helpdesk.infra.transactions import held
from helpdesk.maintenance import permissions
from helpdesk.maintenance.models import (
    MaintenancePlan,
    Occurrence,
    PlanPart,
    PlanRevision,
)
from helpdesk.maintenance.rules import AWAY, LEFT, LOOKED_AFTER, OVERDUE, PlanState, State
from helpdesk.org.models import Location
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import NOT_BEGUN, Kind

SCOPE = (
    joinedload(MaintenancePlan.asset),
    joinedload(MaintenancePlan.model),
    joinedload(MaintenancePlan.category),
    joinedload(MaintenancePlan.location),
)
WITH_REVISIONS = selectinload(MaintenancePlan.revisions).options(
    joinedload(PlanRevision.responsible), joinedload(PlanRevision.checklist)
)
WITH_PARTS = selectinload(MaintenancePlan.parts).joinedload(PlanPart.part)
REVISIONS = (selectinload(MaintenancePlan.revisions).joinedload(PlanRevision.responsible),)
WORK = (joinedload(Occurrence.work_order), joinedload(Occurrence.revision))


def visible_to(actor: Actor) -> Select[Occurrence]:
    """Return the visits to the devices that the actor may see."""
    if not can(actor, permissions.VIEW):
        return select(Occurrence).where(false())
    devices = equipment.visible_to(actor).with_only_columns(Asset.id)
    own = select(Occurrence).where(Occurrence.council_id == actor.council_id)
    return own.where(Occurrence.asset_id.in_(devices))


def of_asset(asset: Asset, *, actor: Actor, most: int = 50) -> Sequence[Occurrence]:
    """Return the visits to a device that count, newest first."""
    counting = Occurrence.asset_id == asset.id, Occurrence.state != State.REPLANNED
    newest = Occurrence.due_on.desc(), Occurrence.id.desc()
    found = visible_to(actor).where(*counting).order_by(*newest).limit(most)
    return db.session.scalars(found.options(joinedload(Occurrence.plan))).all()


@subject_names("maintenance_plan")
def plan_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(MaintenancePlan).where(MaintenancePlan.id.in_(ids)))
    return {row.id: named(row) for row in rows}


@subject_names("maintenance_occurrence")
def visit_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = select(Occurrence).where(Occurrence.id.in_(ids)).options(joinedload(Occurrence.plan))
    return {row.id: f"{named(row.plan)}, {day(row.due_on)}" for row in db.session.scalars(rows)}


def running(council_id: int) -> Sequence[int]:
    """Return the ids of the plans that hand out work."""
    own = MaintenancePlan.council_id == council_id
    return db.session.scalars(
        select(MaintenancePlan.id)
        .where(own, MaintenancePlan.state == PlanState.RUNNING)
        .order_by(MaintenancePlan.id)
    ).all()


def plan_alone(plan_id: int) -> MaintenancePlan:
    """Return a plan and hold it, so that who else means to hand out its work waits."""
    wanted = select(MaintenancePlan).where(MaintenancePlan.id == plan_id)
    return db.session.scalars(
        held(wanted, MaintenancePlan).options(WITH_REVISIONS, WITH_PARTS)
    ).one()


def held_until(revisions: Sequence[PlanRevision]) -> Iterator[tuple[PlanRevision, date]]:
    """Return each revision and the day before which it held; a later one may hold sooner."""
    ends = accumulate((one.effective_from for one in reversed(revisions[1:])), min)
    yield from zip(revisions, [*reversed(list(ends)), date.max], strict=True)


def in_force(plan: MaintenancePlan, today: date) -> tuple[PlanRevision, PlanRevision | None]:
    """Return the revision that holds today, or else the first to hold, and the one after it."""
    held = [one for one, end in held_until(plan.revisions) if end > max(today, one.effective_from)]
    begun = [one for one in held if one.effective_from <= today]
    ahead = [one for one in held if one.effective_from > today]
    if begun:
        return begun[-1], ahead[0] if ahead else None
    return ahead[0], ahead[1] if len(ahead) > 1 else None


def checklists_in_use(revisions: Sequence[PlanRevision]) -> dict[int, int]:
    """Return by revision the version of its checklist that visits go through from today on."""
    named_ = {one.checklist for one in revisions if one.checklist is not None}
    newest = {template.id: newest_of(template).id for template in named_}
    return {one.id: newest[one.checklist_id] for one in revisions if one.checklist_id}


def in_scope(plan: MaintenancePlan) -> Select[Asset]:
    """Return the devices that a plan looks after today."""
    chosen = {
        Asset.id: plan.asset_id,
        Asset.model_id: plan.model_id,
        Asset.category_id: plan.category_id,
        Asset.criticality: plan.criticality,
    }
    conditions = [column == value for column, value in chosen.items() if value is not None]
    if plan.location_id is not None:
        conditions.append(Asset.location_id.in_(places_in(plan.location_id)))
    looked_after = Asset.council_id == plan.council_id, Asset.status.in_(LOOKED_AFTER)
    return select(Asset).where(*looked_after, *conditions)


def places_in(location_id: int) -> Select[int]:
    """Return a place with all that lies in it, however deep."""
    top = select(Location.id).where(Location.id == location_id).cte(recursive=True)
    below = select(Location.id).join(top, Location.parent_id == top.c.id)
    inside = top.union_all(below)
    return select(inside.c.id)


def batch(plan: MaintenancePlan, *, after: int, most: int) -> Sequence[Asset]:
    following = in_scope(plan).where(Asset.id > after).order_by(Asset.id).limit(most)
    return db.session.scalars(following.options(joinedload(Asset.model))).all()


def keys(plan: MaintenancePlan, assets: Sequence[Asset], since: date) -> dict[int, set[str]]:
    """Return by device what was promised from a nominal day on."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = select(Occurrence.asset_id, Occurrence.key).where(
        _of(plan, assets), Occurrence.nominal_on >= since
    )
    for asset_id, key in db.session.execute(rows):
        found[asset_id].add(key)
    return found


def last_done(plan: MaintenancePlan, assets: Sequence[Asset]) -> dict[int, date]:
    rows = select(Occurrence.asset_id, func.max(Occurrence.done_on)).where(_of(plan, assets))
    found = db.session.execute(rows.group_by(Occurrence.asset_id))
    return {asset_id: day for asset_id, day in found if day is not None}


def back_since(assets: Sequence[Asset]) -> dict[int, date]:
    """Return when each device came back into service after it had been away."""
    came = AssetStatusChange.to_status == Status.IN_SERVICE
    away = AssetStatusChange.from_status.in_(AWAY)
    mine = AssetStatusChange.asset_id.in_([one.id for one in assets])
    rows = select(AssetStatusChange.asset_id, func.max(AssetStatusChange.at)).where(
        came, away, mine
    )
    found = db.session.execute(rows.group_by(AssetStatusChange.asset_id))
    return {asset_id: local_date(at) for asset_id, at in found}


def last_of_each(plan: MaintenancePlan, assets: Sequence[Asset]) -> dict[int, Occurrence]:
    """Return the newest visit to each device."""
    counting = _of(plan, assets), Occurrence.state != State.REPLANNED
    rows = select(Occurrence).where(*counting).order_by(Occurrence.nominal_on, Occurrence.id)
    return {row.asset_id: row for row in db.session.scalars(rows)}


def not_begun(
    plan: MaintenancePlan, *, assets: Iterable[Asset] | None = None
) -> Sequence[Occurrence]:
    """Return the visits that were handed out and that nobody has begun."""
    found = _untouched().where(Occurrence.plan_id == plan.id)
    if assets is not None:
        found = found.where(Occurrence.asset_id.in_([asset.id for asset in assets]))
    return db.session.scalars(found).all()


def not_begun_in(council_id: int) -> Sequence[Occurrence]:
    """Return those whose day is still the one that the plan gave."""
    given = Occurrence.council_id == council_id, Occurrence.postponed_from.is_(None)
    return db.session.scalars(_untouched().where(*given)).all()


def of_left_devices(council_id: int) -> Sequence[Occurrence]:
    """Return the visits that wait for devices which are not looked after any more."""
    gone = _untouched().join(Occurrence.asset).where(Asset.status.in_(LEFT))
    whole = gone.options(joinedload(Occurrence.asset))
    return db.session.scalars(whole.where(Occurrence.council_id == council_id)).all()


def _untouched() -> Select[Occurrence]:
    return (
        select(Occurrence)
        .join(Occurrence.work_order)
        .where(Occurrence.state == State.GENERATED, WorkOrder.status.in_(NOT_BEGUN))
        .order_by(Occurrence.id)
        .options(*WORK)
    )


def _of(plan: MaintenancePlan, assets: Sequence[Asset]) -> ColumnElement[bool]:
    return (Occurrence.plan_id == plan.id) & Occurrence.asset_id.in_([one.id for one in assets])


def judged(today: date) -> ColumnElement[str]:
    """Tell what became of a visit: made before its time is outside it, as made after it (K9)."""
    is_early = Occurrence.state == State.DONE_ON_TIME, Occurrence.done_on < Occurrence.window_from
    is_over = Occurrence.state == State.GENERATED, Occurrence.window_until < today
    own = Occurrence.satisfied_by_id.is_(None)
    return case(
        (and_(*is_early, own), str(State.DONE_LATE)),
        (and_(*is_over), OVERDUE),
        else_=cast(Occurrence.state, String),
    )


def states_due(actor: Actor, first: date, last: date, *, today: date) -> Sequence[str]:
    """Return what became of all that was due from `first` to `last`, before it was postponed."""
    promised = func.coalesce(Occurrence.postponed_from, Occurrence.due_on)
    due = visible_to(actor).where(promised.between(first, last))
    return db.session.scalars(due.with_only_columns(judged(today))).all()


def plans(actor: Actor, state: PlanState | None = None) -> Select[MaintenancePlan]:
    """Return the council's plans with what they are for; the caller sorts and pages them."""
    own = select(MaintenancePlan).where(MaintenancePlan.council_id == actor.council_id)
    found = own if can(actor, permissions.VIEW) else own.where(false())
    chosen = found if state is None else found.where(MaintenancePlan.state == state)
    return chosen.options(*SCOPE, *REVISIONS)


def plan_or_404(plan_id: int, *, actor: Actor) -> MaintenancePlan:
    whole = plans(actor).options(
        selectinload(MaintenancePlan.parts).joinedload(PlanPart.part),
        selectinload(MaintenancePlan.revisions).options(
            joinedload(PlanRevision.checklist),
            joinedload(PlanRevision.vendor),
            selectinload(PlanRevision.team),
        ),
    )
    return found_or_404(whole.where(MaintenancePlan.id == plan_id))


def open_of(plan_ids: Sequence[int]) -> dict[int, tuple[int, date]]:
    """Return by plan how many visits wait, and when the first of them is due."""
    waiting = Occurrence.plan_id.in_(plan_ids), Occurrence.state == State.GENERATED
    rows = select(Occurrence.plan_id, func.count(), func.min(Occurrence.due_on)).where(*waiting)
    found = db.session.execute(rows.group_by(Occurrence.plan_id))
    return {plan_id: (number, first) for plan_id, number, first in found}


def latest_of(plan: MaintenancePlan, *, actor: Actor, most: int = 20) -> Sequence[Occurrence]:
    """Return the newest visits of a plan with their devices."""
    newest = Occurrence.due_on.desc(), Occurrence.id.desc()
    mine = visible_to(actor).where(
        Occurrence.plan_id == plan.id, Occurrence.state != State.REPLANNED
    )
    device = joinedload(Occurrence.asset).joinedload(Asset.location)
    return db.session.scalars(mine.options(device).order_by(*newest).limit(most)).all()


def number_in_scope(plan: MaintenancePlan) -> int:
    counted = in_scope(plan).with_only_columns(func.count(), maintain_column_froms=True)
    return db.session.scalar(counted) or 0


def checklists(actor: Actor) -> list[ChecklistTemplate]:
    """Return the checklists in use that a visit can go through."""
    purposes = (Purpose.PM, Purpose.INSPECTION)
    wanted = templates(actor).where(
        ChecklistTemplate.state == Use.ACTIVE, ChecklistTemplate.purpose.in_(purposes)
    )
    return list(db.session.scalars(wanted.order_by(ChecklistTemplate.title_sw)))


def covered_kinds(actor: Actor) -> set[tuple[str, Kind]]:
    """Return the codes of the types of equipment that a running plan looks after, and how."""
    looked_after = select(AssetCategory.code, MaintenancePlan.kind).join(
        MaintenancePlan, MaintenancePlan.category_id == AssetCategory.id
    )
    own = MaintenancePlan.council_id == actor.council_id
    running_ = MaintenancePlan.state == PlanState.RUNNING
    return {(code, kind) for code, kind in db.session.execute(looked_after.where(own, running_))}

"""Reading yearly plans, and what they are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, delete, false, func, insert, literal, select, update
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.audit.queries import subject_names
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.queries import WHOLE as CHECKLIST_ITEMS
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.infra.access import Actor, Role, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.kinds.queries import Power, holding, powers
from helpdesk.maintenance.models import MaintenancePlan, PlanPart
from helpdesk.maintenance.queries import in_scope
from helpdesk.maintenance.rules import PlanState, StartPolicy, joins_on
from helpdesk.org.models import Location
from helpdesk.yearplans import permissions
from helpdesk.yearplans.models import YearPlan, YearPlanDevice, YearPlanLine
from helpdesk.yearplans.rules import Device, Terms
from helpdesk.yearplans.rules import State as YearState

PEOPLE = (
    joinedload(YearPlan.made_by),
    joinedload(YearPlan.submitted_by),
    joinedload(YearPlan.approved_by),
    joinedload(YearPlan.acting_for),
)
LINES = selectinload(YearPlan.lines)
WHOLE = (*PEOPLE, LINES, selectinload(YearPlan.trips))


@dataclass(frozen=True, slots=True)
class Site:
    """A top of the tree of places; one that is not outside has no way to go."""

    id: int
    name: str
    km: int | None
    ward: str = ""


def visible_to(actor: Actor) -> Select[YearPlan]:
    own = select(YearPlan).where(YearPlan.council_id == actor.council_id)
    return own if can(actor, permissions.VIEW) else own.where(false())


def listed(actor: Actor) -> Select[YearPlan]:
    return visible_to(actor).options(*PEOPLE)


def get_or_404(year_plan_id: int, *, actor: Actor) -> YearPlan:
    return found_or_404(visible_to(actor).where(YearPlan.id == year_plan_id).options(*WHOLE))


def approves(who: Actor) -> bool:
    """Tell whether somebody leads the whole council."""
    return Role.MANAGER in who.roles and not who.department_ids


def approving(actor: Actor, *, today: date) -> list[Power]:
    """Return with whose office somebody approves plans today, one's own first."""
    return [one for one in holding(powers(actor), today) if approves(one.actor)]


def to_decide_or_404(year_plan_id: int, *, actor: Actor, today: date) -> YearPlan:
    """Return what somebody may see, or might approve in another's place."""
    own = select(YearPlan).where(YearPlan.council_id == actor.council_id)
    found = own if approving(actor, today=today) else visible_to(actor)
    return found_or_404(found.where(YearPlan.id == year_plan_id).options(*WHOLE))


def waiting(actor: Actor) -> Sequence[YearPlan]:
    """Return the plans of the council that nobody has decided on."""
    own = YearPlan.council_id == actor.council_id, YearPlan.state == YearState.SUBMITTED
    return db.session.scalars(select(YearPlan).where(*own).order_by(YearPlan.id)).all()


def versions(council_id: int, first_year: int) -> Sequence[YearPlan]:
    """Return the plans of a year, the newest first."""
    same = YearPlan.council_id == council_id, YearPlan.first_year == first_year
    newest = select(YearPlan).where(*same).order_by(YearPlan.number.desc())
    return db.session.scalars(newest).all()


def last_terms(actor: Actor, first_year: int | None = None) -> Terms | None:
    """Return the terms of the newest plan of a year, or of the newest that there is."""
    of_year = case((YearPlan.first_year == first_year, 0), else_=1)
    latest = YearPlan.first_year.desc(), YearPlan.number.desc()
    newest = visible_to(actor).order_by(of_year, *latest)
    found = db.session.scalars(newest.limit(1)).first()
    return found.terms if found else None


def approved(actor: Actor, year: FiscalYear) -> YearPlan | None:
    wanted = visible_to(actor).where(
        YearPlan.first_year == year.first, YearPlan.state == YearState.APPROVED
    )
    plans = LINES.joinedload(YearPlanLine.plan)
    return db.session.scalars(wanted.options(*WHOLE, plans)).one_or_none()


def keep_devices(plan: YearPlan) -> None:
    """Write down which devices each line is for, as they are called and stand today."""
    names = ("line_id", "asset_id", "tag", "name", "place", "since")
    for line in plan.lines:
        now = in_scope(line.plan).join(Asset.model).join(Asset.location)
        said = now.with_only_columns(
            literal(line.id),
            Asset.id,
            Asset.asset_tag,
            AssetModel.manufacturer + " " + AssetModel.name,
            Location.name,
            Asset.in_service_on,
        )
        db.session.execute(insert(YearPlanDevice).from_select(names, said))
        if line.plan.revisions[-1].start_policy is not StartPolicy.NEXT:
            _put_off_joining(line)


def _put_off_joining(line: YearPlanLine) -> None:
    """Let new devices have part after one interval; the last days first, as none is met twice."""
    own = YearPlanDevice.line_id == line.id, YearPlanDevice.since.is_not(None)
    days = db.session.scalars(select(YearPlanDevice.since).where(*own).distinct()).all()
    for day in sorted((one for one in days if one), reverse=True):
        of_day = update(YearPlanDevice).where(*own, YearPlanDevice.since == day)
        db.session.execute(
            of_day.values(since=_joins_on(line.plan, day)),
            execution_options={"synchronize_session": False},
        )


def forget_devices(plan: YearPlan) -> None:
    own = YearPlanDevice.line_id.in_([line.id for line in plan.lines])
    db.session.execute(delete(YearPlanDevice).where(own))


def devices(plan: YearPlan) -> list[Device]:
    """Return what is promised to each device, line by line."""
    columns = [getattr(YearPlanDevice, name) for name in Device._fields]
    own = YearPlanDevice.line_id.in_([line.id for line in plan.lines])
    by_tag = YearPlanDevice.line_id, YearPlanDevice.tag
    found = db.session.execute(select(*columns).where(own).order_by(*by_tag))
    return [Device(*row) for row in found]


@subject_names("year_plan")
def names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(YearPlan).where(YearPlan.id.in_(ids)))
    return {row.id: f"{row.year.label}, {row.number}" for row in rows}


def checklists_of(plan: YearPlan) -> dict[str, ChecklistTemplate]:
    """Return by id, as lines keep it, what the visits of a plan look at."""
    ids = {int(said) for line in plan.lines if (said := line.manner.get("checklist"))}
    rows = select(ChecklistTemplate).where(ChecklistTemplate.id.in_(ids)).options(CHECKLIST_ITEMS)
    return {str(one.id): one for one in db.session.scalars(rows)} if ids else {}


def running_plans(council_id: int) -> Sequence[MaintenancePlan]:
    own = MaintenancePlan.council_id == council_id, MaintenancePlan.state == PlanState.RUNNING
    whole = (
        selectinload(MaintenancePlan.revisions),
        selectinload(MaintenancePlan.parts).joinedload(PlanPart.part),
    )
    by_name = MaintenancePlan.title_sw, MaintenancePlan.id
    return db.session.scalars(
        select(MaintenancePlan).where(*own).options(*whole).order_by(*by_name)
    ).all()


def starts_of(plan: MaintenancePlan) -> tuple[list[date], int]:
    """Return from when on devices have part in a plan, and how many do from no known day on."""
    counted = in_scope(plan).with_only_columns(
        Asset.in_service_on, func.count(), maintain_column_froms=True
    )
    rows = db.session.execute(counted.group_by(Asset.in_service_on)).all()
    joined = [(_joins_on(plan, day), number) for day, number in rows]
    known = sorted(day for day, number in joined if day is not None for _ in range(number))
    return known, sum(number for day, number in joined if day is None)


def _joins_on(plan: MaintenancePlan, in_service_on: date | None) -> date | None:
    newest = plan.revisions[-1]
    return joins_on(newest.rule, newest.start_policy, in_service_on)


def sites(council_id: int) -> dict[int, Site]:
    """Return by place the site that it lies in."""
    rows = db.session.scalars(select(Location).where(Location.council_id == council_id)).all()
    known = {row.id: row for row in rows}
    return {row.id: _site(row, known) for row in rows}


def _site(place: Location, known: Mapping[int, Location]) -> Site:
    while place.parent_id is not None:
        place = known[place.parent_id]
    return Site(place.id, place.name, place.distance_km, place.ward)


def places_of(plan: MaintenancePlan) -> dict[int, date]:
    """Return where devices of a plan stand, and from when on the first of them has part in it."""
    first = func.min(func.coalesce(Asset.in_service_on, date.min))
    rows = in_scope(plan).with_only_columns(Asset.location_id, first)
    found = db.session.execute(rows.group_by(Asset.location_id))
    return {place: _joins_on(plan, day) or day for place, day in found}

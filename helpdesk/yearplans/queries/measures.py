"""Reading visits and jobs for the measures of planned work."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, case, func, select

from helpdesk.core.fiscal_year import Period
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.maintenance.models import Occurrence, PlanRevision, VisitFollowUp
from helpdesk.maintenance.rules import State
from helpdesk.workorders.models import LabourEntry, WorkOrder
from helpdesk.workorders.rules import CAME_TO_NOTHING, FINISHED, Kind, Status
from helpdesk.yearplans.rules import Open, Scheduled, Worked

OF_PLANS = (Kind.PREVENTIVE, Kind.INSPECTION, Kind.DRILL)
ASKED_FOR = (Kind.INSTALLATION, Kind.IMPROVEMENT, Kind.DISPOSAL)
UNREADY = (Status.DRAFT, Status.ON_HOLD)
LOOKED_BACK = timedelta(days=365)


def scheduled(actor: Actor, period: Period, *, today: date) -> list[Scheduled]:
    """Return the visits that were due in a period, up to today, and were not waived."""
    last = min(period.last_day, today)
    columns = Occurrence.due_on, Occurrence.done_on, PlanRevision.minutes
    rows = (
        select(*columns, func.count())
        .join(Occurrence.revision)
        .where(
            Occurrence.council_id == actor.council_id,
            Occurrence.due_on.between(period.first_day, last),
            Occurrence.state.not_in([State.WAIVED, State.REPLANNED]),
        )
        .group_by(*columns)
    )
    return [Scheduled(*row) for row in db.session.execute(rows)]


def worked(actor: Actor, period: Period) -> Worked:
    """Return what the jobs took that ended in a period; a fault that a visit found is planned."""
    found = select(VisitFollowUp.ticket_id)
    planned = WorkOrder.kind.in_(ASKED_FOR) | WorkOrder.ticket_id.in_(found)
    sort = case(
        (WorkOrder.kind.in_(OF_PLANS), "preventive"), (planned, "planned"), else_="reactive"
    )
    ended = WorkOrder.done_at >= period.starts_at, WorkOrder.done_at < period.ends_at
    jobs = func.count(WorkOrder.id.distinct())
    rows = (
        select(sort, jobs, func.sum(LabourEntry.minutes))
        .join(LabourEntry.work_order)
        .where(WorkOrder.council_id == actor.council_id, WorkOrder.status.in_(FINISHED), *ended)
        .group_by(sort)
    )
    sums = {name: (number, int(minutes)) for name, number, minutes in db.session.execute(rows)}
    minutes = {name: taken for name, (_number, taken) in sums.items()}
    return Worked(jobs=sum(number for number, _taken in sums.values()), **minutes)


def open_work(actor: Actor, *, now: datetime) -> Open:
    """Return the jobs that nobody finished, with the hours of their plans.

    A job without a plan is reckoned at what jobs of its kind took on average in the last year.
    """
    usual = _usual_minutes(actor, now)
    is_ready = WorkOrder.status.not_in(UNREADY)
    rows = (
        select(WorkOrder.kind, PlanRevision.minutes, is_ready, func.count())
        .outerjoin(Occurrence, Occurrence.work_order_id == WorkOrder.id)
        .outerjoin(Occurrence.revision)
        .where(*_unfinished(actor))
        .group_by(WorkOrder.kind, PlanRevision.minutes, is_ready)
    )
    found = Open()
    for kind, minutes, ready, jobs in db.session.execute(rows):
        each = Decimal(minutes) if minutes else usual.get(kind)
        found += _opened(jobs, each, is_ready=bool(ready))
    return found


def _opened(jobs: int, each: Decimal | None, *, is_ready: bool) -> Open:
    hours = jobs * (each or Decimal(0)) / 60
    unknown = jobs if each is None else 0
    if is_ready:
        return Open(jobs, hours, jobs, hours, unknown)
    return Open(jobs, hours, unknown=unknown)


def _unfinished(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    over = FINISHED | CAME_TO_NOTHING
    return WorkOrder.council_id == actor.council_id, WorkOrder.status.not_in(over)


def _usual_minutes(actor: Actor, now: datetime) -> Mapping[Kind, Decimal]:
    """Return the mean of the minutes that jobs of each kind took in the last year."""
    lately = WorkOrder.status.in_(FINISHED), WorkOrder.done_at >= now - LOOKED_BACK
    rows = (
        select(WorkOrder.kind, func.sum(LabourEntry.minutes), func.count(WorkOrder.id.distinct()))
        .join(LabourEntry.work_order)
        .where(WorkOrder.council_id == actor.council_id, *lately)
        .group_by(WorkOrder.kind)
    )
    return {kind: Decimal(minutes) / jobs for kind, minutes, jobs in db.session.execute(rows)}

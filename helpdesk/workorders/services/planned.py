"""Work that a plan asks for: handed out, done, or closed without anybody having begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_references
from helpdesk.org.models import Council
from helpdesk.stock.models import Store
from helpdesk.stock.services import Wanted
from helpdesk.workorders import rules
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import CauseCode, Kind, Problem, Remedy, Result, Status
from helpdesk.workorders.services.acts import Act, Bill, Work
from helpdesk.workorders.services.keeping import owner_of
from helpdesk.workorders.services.repairs import (
    as_it_is,
    hold,
    put_in,
    search_text,
    set_status,
)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """An order that was just written, as far as the plan and the log ask for it."""

    id: int
    asset_id: int
    reference: str
    __tablename__ = WorkOrder.__tablename__


def plan_jobs(
    devices: Sequence[tuple[Asset, User]],
    *,
    kind: Kind,
    description: str,
    actor: Actor,
    now: datetime,
) -> list[HandedOut]:
    """Hand out work that a plan asks for, to the officer of each device, in one go.

    The devices go on working until somebody comes. There may be very many, so rows are written
    without their records.
    """
    council = db.session.get_one(Council, actor.council_id)
    numbers = next_references(council, "WO", len(devices), on=clock.local_date(now))
    rows = [
        _row(asset, technician, number, description) | {"kind": kind, **_moments(now)}
        for (asset, technician), number in zip(devices, numbers, strict=True)
    ]
    ordered = insert(WorkOrder).returning(WorkOrder.id, sort_by_parameter_order=True)
    orders = [
        HandedOut(id_, asset.id, number)
        for id_, (asset, _who), number in zip(
            db.session.scalars(ordered, rows), devices, numbers, strict=True
        )
    ]
    for order in orders:
        record(actor, "work_order.planned", order, {"reference": [None, order.reference]}, at=now)
    return orders


def _row(asset: Asset, technician: User, number: str, description: str) -> dict[str, object]:
    return {
        "council_id": asset.council_id,
        "reference": number,
        "status": Status.PLANNED,
        "asset_id": asset.id,
        "technician_id": technician.id,
        "problem": Problem.SERVICE_DUE,
        "cause": CauseCode.PLAN,
        "remedy": Remedy.SERVICED,
        "description": description,
        "search_text": search_text(asset, number, description),
        **as_it_is(asset),
    }


def _moments(now: datetime) -> dict[str, datetime]:
    return dict.fromkeys(("reported_at", "opened_at", "last_activity_at"), now)


@dataclass(frozen=True, slots=True)
class Taken:
    """Parts that planned work used up, out of one store, what was paid, and when it was over."""

    store: Store | None = None
    parts: Sequence[Wanted] = ()
    done_at: datetime | None = None
    bills: Sequence[Bill] = ()
    anyway: bool = False
    counter: int | None = None


NOTHING = Taken()


def begin_planned(order: WorkOrder, *, technician: User, actor: Actor, now: datetime) -> None:
    """Say that somebody is at it; the next visit of its plan does not take its place any more."""
    rules.check_transition(order.status, Status.IN_PROGRESS)
    order.technician = technician
    set_status(order, Status.IN_PROGRESS, actor=actor, now=now)
    db.session.flush()


def finish_planned(
    order: WorkOrder,
    *,
    minutes: int,
    technician: User,
    actor: Actor,
    now: datetime,
    taken: Taken = NOTHING,
) -> None:
    """Write down that planned work was done; its device was not taken away for it.

    More parts than the store holds raise NotEnoughStockError before anything is written.
    """
    if order.status is not Status.IN_PROGRESS:
        rules.check_transition(order.status, Status.IN_PROGRESS)
    work = Work(
        cause=CauseCode.PLAN,
        remedy=Remedy.SERVICED,
        result=Result.SERVICED,
        minutes=minutes,
        store=taken.store,
        parts=taken.parts,
        done_at=taken.done_at,
        bills=taken.bills,
        anyway=taken.anyway,
        counter=taken.counter,
    )
    hold(work, owner_of(order))
    order.status, order.technician = Status.IN_PROGRESS, technician
    put_in(order, work, Act(technician=technician, actor=actor, now=now))


def drop_planned(
    order: WorkOrder, status: Status, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Close planned work that is not done, as missed or cancelled."""
    rules.check_transition(order.status, status)
    set_status(order, status, reason=reason, actor=actor, now=now)
    db.session.flush()

"""Work that a plan asks for: handed out, done, or closed without anybody having begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
from helpdesk.workorders.services.repairs import (
    Act,
    Bill,
    Repair,
    Work,
    hold,
    put_in,
    search_text_of,
    set_status,
    unnumbered,
)


def plan_jobs(
    devices: Sequence[tuple[Asset, User]],
    *,
    kind: Kind,
    description: str,
    actor: Actor,
    now: datetime,
) -> list[WorkOrder]:
    """Hand out work that a plan asks for, to the officer of each device, in one go.

    The devices go on working until somebody comes.
    """
    service, council = _service(kind, description), db.session.get_one(Council, actor.council_id)
    orders = [
        unnumbered(asset, service, ticket=None, technician=technician, now=now)
        for asset, technician in devices
    ]
    numbers = next_references(council, "WO", len(orders), on=clock.local_date(now))
    for order, number in zip(orders, numbers, strict=True):
        order.reference, order.status = number, Status.PLANNED
        order.search_text = search_text_of(order)
        record(actor, "work_order.planned", order, {"reference": [None, number]}, at=now)
    db.session.add_all(orders)
    db.session.flush()
    return orders


@dataclass(frozen=True, slots=True)
class Taken:
    """Parts that planned work used up, out of one store, what was paid, and when it was over."""

    store: Store | None = None
    parts: Sequence[Wanted] = ()
    done_at: datetime | None = None
    bills: Sequence[Bill] = ()


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
    )
    hold(work)
    order.status, order.technician = Status.IN_PROGRESS, technician
    put_in(order, work, Act(technician=technician, actor=actor, now=now))


def drop_planned(
    order: WorkOrder, status: Status, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Close planned work that is not done, as missed or cancelled."""
    rules.check_transition(order.status, status)
    set_status(order, status, reason=reason, actor=actor, now=now)
    db.session.flush()


def _service(kind: Kind, description: str) -> Repair:
    work = Work(cause=CauseCode.PLAN, remedy=Remedy.SERVICED)
    return Repair(problem=Problem.SERVICE_DUE, work=work, description=description, kind=kind)

"""Reading the repair log; every statement starts at `visible_to`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.core.fiscal_year import Period
from helpdesk.core.recurrence import months_between
from helpdesk.core.text import normalise_code, search_words
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import warranty_is_over
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.stock.queries import destination_source
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.workorders import permissions
from helpdesk.workorders.models import LabourEntry, PartUsed, WorkOrder
from helpdesk.workorders.rules import (
    FINISHED,
    NOT_BEGUN,
    OPEN,
    REPEAT_WINDOW,
    UNCOUNTED,
    USUAL_LIMITS,
    WORKS,
    Advice,
    Costs,
    Kind,
    Problem,
    Status,
    repair_or_replace,
)

LIST = (
    joinedload(WorkOrder.asset).joinedload(Asset.model),
    joinedload(WorkOrder.technician),
    joinedload(WorkOrder.at_department),
)
WHOLE = (
    *LIST,
    joinedload(WorkOrder.asset).joinedload(Asset.category),
    joinedload(WorkOrder.at_category),
    joinedload(WorkOrder.at_location),
    joinedload(WorkOrder.at_custodian),
    joinedload(WorkOrder.repeat_of),
    selectinload(WorkOrder.parts).joinedload(PartUsed.part),
    selectinload(WorkOrder.labour).joinedload(LabourEntry.user),
    selectinload(WorkOrder.cost_lines),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the log is narrowed to; `period` is that in which the work was finished."""

    view: str = "all"
    text: str = ""
    kind: Kind | None = None
    status: Status | None = None
    technician_id: int | None = None
    department_id: int | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """Whether it pays to repair a device: the advice, and what one repair may cost at most."""

    advice: Advice
    limit: Decimal
    replacement_cost: Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """What helps to decide about a device: its warranty, past repairs, and whether one pays."""

    asset: Asset
    is_under_warranty: bool
    costs: Costs
    worth: Worth | None


@dataclass(frozen=True, slots=True)
class RepairNews:
    """What somebody who asked for a repair may know of it."""

    reference: str
    status: Status
    opened_at: datetime
    done_at: datetime | None


def visible_to(actor: Actor) -> Select[WorkOrder]:
    """All of the council, or of a manager the jobs that were done for his departments."""
    orders = select(WorkOrder).where(WorkOrder.council_id == actor.council_id)
    if can(actor, permissions.VIEW_ALL):
        return orders
    if not can(actor, permissions.VIEW):
        return orders.where(false())
    if not actor.department_ids:
        return orders
    return orders.where(WorkOrder.at_department_id.in_(actor.department_ids))


def that_count(actor: Actor) -> Select[WorkOrder]:
    """Return the jobs that belong into sums: what came to nothing does not, nor what is planned."""
    return visible_to(actor).where(WorkOrder.status.not_in(UNCOUNTED))


@owner("work_order")
def orders_with_files(actor: Actor) -> Select[Any]:
    return visible_to(actor).with_only_columns(WorkOrder.id)


@subject_names("work_order")
def order_names(ids: Sequence[int]) -> dict[int, str]:
    rows = select(WorkOrder.id, WorkOrder.reference).where(WorkOrder.id.in_(ids))
    return dict(db.session.execute(rows).all())


def get_or_404(work_order_id: int, *, actor: Actor) -> WorkOrder:
    return found_or_404(visible_to(actor).where(WorkOrder.id == work_order_id).options(*WHOLE))


def log(actor: Actor, filters: Filters, *, month: Period) -> Select[WorkOrder]:
    """Return the jobs of one view, narrowed; the caller sorts and pages them."""
    views = _views(actor, month)
    conditions = [*views.get(filters.view, views["all"]), *_chosen(filters)]
    return visible_to(actor).options(*LIST).where(*conditions)


def counts(actor: Actor, *, month: Period) -> dict[str, int]:
    """Count every view of the log in one statement."""
    columns = [
        func.count().filter(*conditions).label(name)
        for name, conditions in _views(actor, month).items()
    ]
    row = db.session.execute(
        visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    ).one()
    return dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public spelling


def total_of(orders: Select[WorkOrder]) -> Costs:
    """Add up what the jobs of a list cost, those left out that came to nothing."""
    return _costs(_sums(orders.where(WorkOrder.status.not_in(UNCOUNTED))))


def costs_of_asset(asset_id: int) -> Costs:
    """Return what all jobs on a device cost; whoever may see the device may see this."""
    return _costs(_costs_of(WorkOrder.asset_id), about=asset_id)


def costs_of_ticket(ticket_id: int) -> Costs:
    return _costs(_costs_of(WorkOrder.ticket_id), about=ticket_id)


def minutes_of_ticket(ticket_id: int) -> int:
    """Return the minutes of work that repairs for a ticket took."""
    return db.session.scalar(_minutes(), {"about": ticket_id}) or 0


@cache
def _minutes() -> Select[int]:
    orders = _counting().where(WorkOrder.ticket_id == bindparam("about"))
    ids = orders.with_only_columns(WorkOrder.id)
    return select(func.sum(LabourEntry.minutes)).where(LabourEntry.work_order_id.in_(ids))


def count_of_asset(asset_id: int, *, actor: Actor) -> int:
    return db.session.scalar(_count_of_asset(actor), {"about": asset_id}) or 0


@lru_cache
def _count_of_asset(actor: Actor) -> Select[int]:
    orders = that_count(actor).where(WorkOrder.asset_id == bindparam("about"))
    return orders.with_only_columns(func.count(), maintain_column_froms=True)


def ticket_of(order: WorkOrder, *, actor: Actor) -> Ticket | None:
    """Return the request that a job was done for, to who may see that too."""
    seen = tickets.visible_to(actor).where(Ticket.id == order.ticket_id)
    return db.session.scalars(seen).one_or_none()


def orders_of_asset(asset_id: int, *, actor: Actor, most: int = 50) -> Sequence[WorkOrder]:
    newest = _newest_of(WorkOrder.asset_id, actor)
    return db.session.scalars(newest, {"about": asset_id, "most": most}).all()


def orders_of_ticket(ticket_id: int, *, actor: Actor, most: int = 50) -> Sequence[WorkOrder]:
    newest = _newest_of(WorkOrder.ticket_id, actor)
    return db.session.scalars(newest, {"about": ticket_id, "most": most}).all()


def news_of_ticket(ticket_id: int, *, actor: Actor) -> list[RepairNews]:
    """Tell whoever may see a ticket which repairs it led to, but nothing of their cost."""
    readable = tickets.visible_to(actor).with_only_columns(Ticket.id)
    rows = (
        select(WorkOrder.reference, WorkOrder.status, WorkOrder.opened_at, WorkOrder.done_at)
        .where(
            WorkOrder.ticket_id == ticket_id,
            WorkOrder.ticket_id.in_(readable),
            WorkOrder.status.not_in(UNCOUNTED),
        )
        .order_by(WorkOrder.opened_at, WorkOrder.id)
    )
    return [RepairNews(*row) for row in db.session.execute(rows)]


def repaired_before(asset_id: int, problem: Problem, *, at: datetime) -> WorkOrder | None:
    """Return the last repair of this very problem, if it was thought good and is not long ago."""
    return db.session.scalars(
        _counting()
        .where(
            WorkOrder.asset_id == asset_id,
            WorkOrder.kind == Kind.CORRECTIVE,
            WorkOrder.problem == problem,
            WorkOrder.result.in_(WORKS),
            WorkOrder.done_at.between(at - REPEAT_WINDOW, at),
        )
        .order_by(WorkOrder.done_at.desc(), WorkOrder.id.desc())
        .limit(1)
    ).first()


def is_worked_on(asset_id: int, *, besides: WorkOrder) -> bool:
    """Tell whether another job on this device is still open."""
    others = _counting().where(
        WorkOrder.asset_id == asset_id, WorkOrder.status.in_(OPEN), WorkOrder.id != besides.id
    )
    return db.session.scalar(others.with_only_columns(WorkOrder.id).limit(1)) is not None


def known(asset: Asset, *, today: date, estimate: Decimal = Decimal(0)) -> Known:
    """Return what is known of a device; `estimate` is what of its costs is the job in question."""
    costs, ends_on = costs_of_asset(asset.id), asset.warranty_ends_on
    return Known(
        asset=asset,
        is_under_warranty=ends_on is not None and not warranty_is_over(ends_on, today),
        costs=costs,
        worth=_worth(asset, estimate=estimate, past_cash=costs.cash - estimate, today=today),
    )


def _worth(asset: Asset, *, estimate: Decimal, past_cash: Decimal, today: date) -> Worth | None:
    """Reckon whether a repair pays, where the price of a new device and the age are known."""
    price, since = asset.model.replacement_cost, asset.in_service_on or asset.purchased_on
    life = asset.category.life_months
    if not price or since is None or not life:
        return None
    age = max(0, months_between(since, today))
    return Worth(
        advice=repair_or_replace(price, age, life, estimate, past_cash),
        limit=USUAL_LIMITS.for_one(price, age, life),
        replacement_cost=price,
    )


def devices_called(typed: str, *, actor: Actor) -> Sequence[Asset]:
    """Return the devices with this tag, else with this label, else with this serial number."""
    code = normalise_code("".join(sign for sign in typed if sign.isprintable()))
    columns = (Asset.asset_tag, Asset.label_code, Asset.serial_number)
    found = db.session.scalars(
        equipment.visible_to(actor)
        .where(or_(*(column == code for column in columns)))
        .options(joinedload(Asset.model), joinedload(Asset.category))
        .order_by(Asset.asset_tag)
    ).all()
    return [asset for asset in found if code in (asset.asset_tag, asset.label_code)] or found


def _counting() -> Select[WorkOrder]:
    return select(WorkOrder).where(WorkOrder.status.not_in(UNCOUNTED))


@lru_cache  # of a device or a ticket; pages ask for the same of another one
def _newest_of(column: InstrumentedAttribute[Any], actor: Actor) -> Select[WorkOrder]:
    orders = that_count(actor).where(column == bindparam("about"))
    newest = orders.order_by(WorkOrder.opened_at.desc(), WorkOrder.id.desc())
    few = newest.limit(bindparam("most", type_=Integer))
    return few.options(joinedload(WorkOrder.technician))


@cache
def _costs_of(column: InstrumentedAttribute[Any]) -> Select[*tuple[Decimal, ...]]:
    return _sums(_counting().where(column == bindparam("about")))


def _costs(sums: Select[*tuple[Decimal, ...]], **said: int) -> Costs:
    row = db.session.execute(sums, said).one()
    return Costs(*(amount or Decimal(0) for amount in row))


def _sums(orders: Select[WorkOrder]) -> Select[*tuple[Decimal, ...]]:
    columns = (
        WorkOrder.labour_cost,
        WorkOrder.parts_cost,
        WorkOrder.vendor_cost,
        WorkOrder.other_cost,
    )
    sums = (func.sum(column) for column in columns)
    return orders.options().with_only_columns(*sums, maintain_column_froms=True)


def _views(actor: Actor, month: Period) -> dict[str, tuple[ColumnElement[bool], ...]]:
    is_open = WorkOrder.status.in_(OPEN)
    return {
        "all": (WorkOrder.status.not_in(NOT_BEGUN),),
        "open": (is_open,),
        "mine": (is_open, WorkOrder.technician_id == actor.id),
        "on_hold": (WorkOrder.status == Status.ON_HOLD,),
        "month": (WorkOrder.done_at >= month.starts_at, WorkOrder.done_at < month.ends_at),
        "repeats": (WorkOrder.repeat_of_id.is_not(None), WorkOrder.status.in_(FINISHED)),
    }


def _chosen(filters: Filters) -> list[ColumnElement[bool]]:
    exact: dict[Any, object] = {
        WorkOrder.kind: filters.kind,
        WorkOrder.status: filters.status,
        WorkOrder.technician_id: filters.technician_id,
        WorkOrder.at_department_id: filters.department_id,
    }
    found = [column == value for column, value in exact.items() if value is not None]
    if filters.period is not None:
        found.append(WorkOrder.done_at >= filters.period.starts_at)
        found.append(WorkOrder.done_at < filters.period.ends_at)
    words = search_words(filters.text)
    return found + [WorkOrder.search_text.contains(word, autoescape=True) for word in words]


@destination_source
def parts_went() -> Select[int, int | None]:
    """Return to which department parts went: that of the device on the day of the work."""
    return select(
        PartUsed.movement_id.label("movement_id"),
        WorkOrder.at_department_id.label("department_id"),
    ).join(WorkOrder, WorkOrder.id == PartUsed.work_order_id)

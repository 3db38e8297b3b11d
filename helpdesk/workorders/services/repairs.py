"""Logging repairs: parts, hours and bills of a job, and what becomes of its device.

The caller commits. Locks are taken in the order that all features keep: stock levels, the
counter of references, the audit log.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.core.text import fold
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import IN_HAND, TRANSITIONS, can_be_worked_on
from helpdesk.equipment.rules import Status as AssetStatus
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council
from helpdesk.stock import services as stock
from helpdesk.stock.rules import PartKind
from helpdesk.stock.services import Owner
from helpdesk.tickets.models import Ticket
from helpdesk.workorders import queries, rules
from helpdesk.workorders.events import WorkOrderFinished
from helpdesk.workorders.models import CostLine, LabourEntry, PartUsed, WorkOrder
from helpdesk.workorders.rules import (
    CostKind,
    HoldReason,
    Kind,
    Status,
)
from helpdesk.workorders.services.acts import Act, Repair, Work
from helpdesk.workorders.services.guards import check_counter, check_open, check_own
from helpdesk.workorders.services.keeping import note_passed_over, owner_of

AS_CALLED = ("code", "name_sw", "name_en", "unit")
BACK_TO = IN_HAND - {AssetStatus.UNDER_REPAIR}


def log_repair(
    asset: Asset,
    repair: Repair,
    *,
    technician: User,
    actor: Actor,
    now: datetime,
    ticket: Ticket | None = None,
) -> WorkOrder:
    """Open a job with the next reference, and write down the work that was done on it.

    More parts than the store holds raise NotEnoughStockError before anything is written.
    """
    if not can_be_worked_on(asset.status):
        raise rules.DeviceGoneError
    hold(repair.work)
    order = opened(asset, repair, ticket=ticket, technician=technician, now=now)
    record(actor, "work_order.open", order, {"reference": [None, order.reference]}, at=now)
    put_in(order, repair.work, Act(technician=technician, actor=actor, now=now))
    return order


def record_work(
    order: WorkOrder, work: Work, *, technician: User, actor: Actor, now: datetime
) -> None:
    """Go on with a job: more parts, hours or bills, and perhaps its end."""
    check_own(order)
    check_open(order)
    if work.status is not order.status:
        rules.check_transition(order.status, work.status)
    hold(work, owner_of(order))
    put_in(order, work, Act(technician=technician, actor=actor, now=now))


def give_part_back(used: PartUsed, *, actor: Actor, now: datetime) -> None:
    """Take a part off a job and put it back into its store."""
    order = used.work_order
    check_open(order)
    before = order.cash_cost
    _put_back(order, [used], actor=actor, now=now)
    add_up(order)
    order.last_activity_at = now
    changes = {"part": [used.part.code, None], "cash_cost": [before, order.cash_cost]}
    record(actor, "work_order.return_part", order, changes, at=now)
    db.session.flush()


def cancel(order: WorkOrder, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give a job up that came to nothing: its parts go back and it costs nothing."""
    check_own(order)
    rules.check_transition(order.status, Status.CANCELLED)
    _call_off(order, reason=reason, actor=actor, now=now)


def undo(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """Take back a job that one has just logged oneself."""
    own = order.technician_id == actor.id and order.status in rules.CORRECTABLE
    if not own or not rules.can_undo(order.opened_at, now=now):
        raise rules.NothingToUndoError
    _call_off(order, reason="", actor=actor, now=now)


def reopen(order: WorkOrder, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take up again a job that was thought finished; its device was not in order after all."""
    check_own(order)
    rules.check_transition(order.status, Status.IN_PROGRESS)
    if order.done_at is None or not rules.can_reopen(order.done_at, now=now):
        raise rules.IllegalTransitionError(order.status, Status.IN_PROGRESS)
    order.done_at = order.up_at = order.result = None
    order.reopened += 1
    set_status(order, Status.IN_PROGRESS, reason=reason, actor=actor, now=now)
    _take_in(order, actor=actor, now=now)
    db.session.flush()


def verify(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """Say that the device was tested after its repair, and is in order."""
    rules.check_transition(order.status, Status.VERIFIED)
    set_status(order, Status.VERIFIED, actor=actor, now=now)
    db.session.flush()


def close(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """End a job for good: whoever uses the device has accepted it."""
    rules.check_transition(order.status, Status.CLOSED)
    set_status(order, Status.CLOSED, actor=actor, now=now)
    db.session.flush()


def hold(work: Work, owner: Owner = stock.NOBODY) -> None:
    """Lock what a job takes out of its store, or raise NotEnoughStockError."""
    if work.store is not None:
        stock.hold(work.store, work.parts, None if work.anyway else owner)


def opened(
    asset: Asset, repair: Repair, *, ticket: Ticket | None, technician: User, now: datetime
) -> WorkOrder:
    order = unnumbered(asset, repair, ticket=ticket, technician=technician, now=now)
    if repair.kind is Kind.CORRECTIVE:
        order.repeat_of = queries.repaired_before(asset.id, repair.problem, at=order.reported_at)
    council = db.session.get_one(Council, asset.council_id)
    order.reference = next_reference(council, "WO", on=clock.local_date(now))
    db.session.add(order)
    db.session.flush()
    return order


def unnumbered(
    asset: Asset, repair: Repair, *, ticket: Ticket | None, technician: User, now: datetime
) -> WorkOrder:
    """Make a job that is not in the log yet, as its device is now."""
    reported_at = ticket.opened_at if ticket else repair.down_from or now
    return WorkOrder(
        council_id=asset.council_id,
        kind=repair.kind,
        status=Status.IN_PROGRESS,
        ticket=ticket,
        asset=asset,
        technician=technician,
        reported_at=reported_at,
        opened_at=now,
        last_activity_at=now,
        down_from=repair.down_from,
        problem=repair.problem,
        cause=repair.work.cause,
        remedy=repair.work.remedy,
        description=repair.description,
        next_step="",
        **as_it_is(asset),
    )


def as_it_is(asset: Asset) -> dict[str, object]:
    """Freeze where a device is and who holds it: reports ask for the place of that day."""
    return {
        "at_asset_tag": asset.asset_tag,
        "at_asset_status": asset.status,
        "at_category_id": asset.category_id,
        "at_department_id": asset.department_id,
        "at_location_id": asset.location_id,
        "at_custodian_id": asset.custodian_id,
    }


def put_in(order: WorkOrder, work: Work, act: Act) -> None:
    before = order.cash_cost
    _use_parts(order, work, act)
    _add_labour(order, work, act)
    for bill in work.bills:
        order.cost_lines.append(
            CostLine(
                kind=bill.kind,
                paid_to=bill.paid_to,
                document_number=bill.document_number,
                amount=bill.amount,
            )
        )
    add_up(order)
    order.cause, order.remedy, order.next_step = work.cause, work.remedy, work.next_step
    order.search_text, order.last_activity_at = search_text_of(order), act.now
    if order.cash_cost != before:
        changes = {"cash_cost": [before, order.cash_cost]}
        record(act.actor, "work_order.cost", order, changes, at=act.now)
    _stand(order, work, act)
    db.session.flush()


def _use_parts(order: WorkOrder, work: Work, act: Act) -> None:
    if work.store is None:
        return
    check_counter(order.asset_id, work.counter)
    if work.anyway:
        note_passed_over(order, work.parts, act.actor, act.now)
    for one in work.parts:
        stock.use(owner_of(order), one.part, one.quantity)
        movement = stock.issue(
            work.store,
            one.part,
            quantity=one.quantity,
            reference=order.reference,
            actor=act.actor,
            now=act.now,
        )
        used = PartUsed(
            part=one.part,
            movement=movement,
            quantity=one.quantity,
            unit_cost=movement.unit_cost,
            cost=-movement.value,
            counter=work.counter if one.part.kind is PartKind.CONSUMABLE else None,
            **{name: getattr(one.part, name) for name in AS_CALLED},
        )
        order.parts.append(used)


def _add_labour(order: WorkOrder, work: Work, act: Act) -> None:
    if not work.minutes:
        return
    rate = queries.hourly_rate(act.technician, at=work.done_at or act.now)
    cost = rules.labour_cost(work.minutes, rate)
    entry = LabourEntry(user=act.technician, minutes=work.minutes, hourly_rate=rate, cost=cost)
    order.labour.append(entry)


def add_up(order: WorkOrder) -> None:
    """Sum up the lines anew, so that an order never costs anything but what its lines say."""
    order.parts_cost = _sum(used.cost for used in order.parts)
    order.labour_cost = _sum(entry.cost for entry in order.labour)
    vendor = [line.amount for line in order.cost_lines if line.kind is CostKind.VENDOR]
    order.vendor_cost = _sum(vendor)
    order.other_cost = _sum(line.amount for line in order.cost_lines) - order.vendor_cost


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, start=Decimal(0))


def _stand(order: WorkOrder, work: Work, act: Act) -> None:
    """Leave a job finished, going on or on hold, and its device accordingly."""
    if work.status is Status.DONE:
        _finish(order, work, act)
        return
    set_status(order, work.status, hold_reason=work.hold_reason, actor=act.actor, now=act.now)
    _take_in(order, actor=act.actor, now=act.now)


def _finish(order: WorkOrder, work: Work, act: Act) -> None:
    order.result, order.done_at = work.result, work.done_at or act.now
    order.up_at = order.done_at if order.down_from else None
    set_status(order, Status.DONE, actor=act.actor, now=act.now)
    if rules.works_again(order.result) and not queries.is_worked_on(order.asset_id, besides=order):
        back_to = (
            order.at_asset_status if order.at_asset_status in BACK_TO else AssetStatus.IN_SERVICE
        )
        if order.asset.status is AssetStatus.UNDER_REPAIR:
            _place(order, back_to, actor=act.actor, now=act.now)
    announce(WorkOrderFinished(work_order_id=order.id))


def _call_off(order: WorkOrder, *, reason: str, actor: Actor, now: datetime) -> None:
    was_done = order.status in rules.FINISHED
    order.done_at = None
    set_status(order, Status.CANCELLED, reason=reason, actor=actor, now=now)
    _put_back(order, order.parts, actor=actor, now=now)
    order.labour.clear()
    order.cost_lines.clear()
    add_up(order)
    untouched = was_done or order.asset.status is AssetStatus.UNDER_REPAIR
    if untouched and not queries.is_worked_on(order.asset_id, besides=order):
        _place(order, order.at_asset_status, actor=actor, now=now)
    db.session.flush()


def set_status(
    order: WorkOrder,
    status: Status,
    *,
    actor: Actor,
    now: datetime,
    hold_reason: HoldReason | None = None,
    reason: str = "",
) -> None:
    changes = changes_of(order, status=status, hold_reason=hold_reason)
    order.status, order.hold_reason, order.last_activity_at = status, hold_reason, now
    if reason:
        changes["reason"] = [None, reason]
    if changes:
        record(actor, f"work_order.{status}", order, changes, at=now)
    if status not in rules.OPEN:
        stock.release_all(owner_of(order))


def _put_back(order: WorkOrder, parts: Sequence[PartUsed], *, actor: Actor, now: datetime) -> None:
    """Return parts into their stores, in the order in which everybody locks the levels."""
    for used in sorted(parts, key=lambda used: used.movement.level_id):
        stock.give_back(used.movement, reason="", actor=actor, now=now)
        order.parts.remove(used)


def _take_in(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    _place(order, AssetStatus.UNDER_REPAIR, actor=actor, now=now)


def _place(order: WorkOrder, status: AssetStatus, *, actor: Actor, now: datetime) -> None:
    """Give the device this status where its life allows that; a lost one stays lost."""
    if status in TRANSITIONS[order.asset.status]:
        equipment.set_status(
            order.asset, status=status, reason=order.reference, actor=actor, now=now
        )


def search_text_of(order: WorkOrder) -> str:
    return search_text(order.asset, order.reference, order.description, order.next_step)


def search_text(asset: Asset, reference: str, *words: str) -> str:
    names = asset.asset_tag, asset.label_code, asset.serial_number or "", asset.model.full_name
    return fold(" ".join((reference, *names, *words)))

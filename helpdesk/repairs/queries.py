"""Reading what follows repairs; all of it starts at the jobs or devices that somebody may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.custody import queries as custody
from helpdesk.custody.rules import Kind as Paper
from helpdesk.custody.rules import possible
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status as AssetStatus
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.reading import once_a_page
from helpdesk.repairs.models import OutsideJob, RepairTest, SignOff
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Status as TicketStatus
from helpdesk.workorders import permissions as workorders_permissions
from helpdesk.workorders import queries as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import OPEN, REOPEN_WINDOW, TAKEN_UP_AGAIN, Kind

MOST_ASKED = 3
SPARES = 5  # devices that are offered as a replacement
WHOLE = (
    joinedload(OutsideJob.vendor),
    joinedload(OutsideJob.asked_by),
    joinedload(OutsideJob.decided_by),
    joinedload(OutsideJob.work_order).joinedload(WorkOrder.asset).joinedload(Asset.model),
)


def visible_to(actor: Actor) -> Select[OutsideJob]:
    orders = workorders.visible_to(actor).with_only_columns(WorkOrder.id)
    return select(OutsideJob).where(OutsideJob.work_order_id.in_(orders))


@owner("outside_job")
def jobs_with_files(actor: Actor) -> Select[Any]:
    return visible_to(actor).with_only_columns(OutsideJob.id)


@subject_names("outside_job")
def job_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = select(OutsideJob.id, WorkOrder.reference).join(OutsideJob.work_order)
    return {row[0]: row[1] for row in db.session.execute(rows.where(OutsideJob.id.in_(ids)))}


@subject_names("repair_test")
def test_names(ids: Sequence[int]) -> Mapping[int, str]:
    return _names(RepairTest, ids)


@subject_names("sign_off")
def sign_off_names(ids: Sequence[int]) -> Mapping[int, str]:
    return _names(SignOff, ids)


def _names(model: type[RepairTest] | type[SignOff], ids: Sequence[int]) -> Mapping[int, str]:
    """Call what belongs to a job by the number of the job."""
    rows = select(model.id, WorkOrder.reference).join(
        WorkOrder, WorkOrder.id == model.work_order_id
    )
    return {row[0]: row[1] for row in db.session.execute(rows.where(model.id.in_(ids)))}


def get_or_404(job_id: int, *, actor: Actor) -> OutsideJob:
    return found_or_404(visible_to(actor).where(OutsideJob.id == job_id).options(*WHOLE))


def of_order(order: WorkOrder) -> Sequence[OutsideJob]:
    """Return the outside jobs of a repair, the newest first."""
    found = select(OutsideJob).where(OutsideJob.work_order_id == order.id).options(*WHOLE)
    return db.session.scalars(found.order_by(OutsideJob.id.desc())).all()


@once_a_page
def to_decide(actor: Actor) -> Sequence[OutsideJob]:
    """Return the quotations that wait for a decision that the actor may make."""
    waiting = (
        OutsideJob.quoted.is_not(None),
        OutsideJob.is_approved.is_(None),
        OutsideJob.back_on.is_(None),
        OutsideJob.asked_by_id != actor.id,
    )
    found = visible_to(actor).where(*waiting).options(*WHOLE)
    return db.session.scalars(found.order_by(OutsideJob.id)).all()


def test_of(order: WorkOrder) -> RepairTest | None:
    """Return the newest test of a repair, with what it found."""
    found = select(RepairTest).where(RepairTest.work_order_id == order.id)
    whole = found.options(joinedload(RepairTest.by), selectinload(RepairTest.results))
    return db.session.scalars(whole.order_by(RepairTest.attempt.desc())).first()


def sign_offs_of(order: WorkOrder) -> Sequence[SignOff]:
    found = select(SignOff).where(SignOff.work_order_id == order.id)
    ordered = found.options(joinedload(SignOff.by)).order_by(SignOff.attempt)
    return db.session.scalars(ordered).all()


@dataclass(frozen=True, slots=True)
class Ending:
    """How a repair ended: its last test, and the last word of the user."""

    test: RepairTest | None
    sign_off: SignOff | None


def endings(order_ids: Iterable[int]) -> Mapping[int, Ending]:
    """Return how these repairs ended, in two statements."""
    ids = list(order_ids)
    tests = select(RepairTest).where(RepairTest.work_order_id.in_(ids))
    said = select(SignOff).where(SignOff.work_order_id.in_(ids)).options(joinedload(SignOff.by))
    tested = {
        one.work_order_id: one for one in db.session.scalars(tests.order_by(RepairTest.attempt))
    }
    signed = {one.work_order_id: one for one in db.session.scalars(said.order_by(SignOff.attempt))}
    return {one: Ending(tested.get(one), signed.get(one)) for one in ids}


def signed_by(actor: Actor) -> Select[WorkOrder]:
    """Return the finished repairs that are for the actor to accept: his device, or his request."""
    own = or_(Asset.custodian_id == actor.id, Ticket.requester_id == actor.id)
    return (
        select(WorkOrder)
        .join(WorkOrder.asset)
        .outerjoin(WorkOrder.ticket)
        .where(WorkOrder.council_id == actor.council_id, own)
        .where(WorkOrder.kind == Kind.CORRECTIVE, WorkOrder.status.in_(TAKEN_UP_AGAIN))
        .options(joinedload(WorkOrder.asset).joinedload(Asset.model))
    )


@once_a_page
def to_sign(actor: Actor, *, now: datetime) -> Sequence[WorkOrder]:
    """Return those of the last days of which nobody has heard whether the device works."""
    fresh = WorkOrder.done_at >= now - REOPEN_WINDOW
    unheard = or_(Ticket.id.is_(None), Ticket.status != TicketStatus.CLOSED)
    newest = WorkOrder.done_at.desc(), WorkOrder.id.desc()
    found = signed_by(actor).where(fresh, unheard).order_by(*newest)
    return db.session.scalars(found.limit(MOST_ASKED)).all()


def signable_or_404(work_order_id: int, *, actor: Actor) -> WorkOrder:
    """Return a repair that the actor may accept, or may write the acceptance of."""
    if can(actor, workorders_permissions.LOG):
        return workorders.get_or_404(work_order_id, actor=actor)
    wanted = WorkOrder.id == work_order_id
    return found_or_404(signed_by(actor).where(wanted).options(joinedload(WorkOrder.technician)))


def is_for(order: WorkOrder, actor: Actor) -> bool:
    """Tell whether a repair is for the actor himself to accept."""
    requester = order.ticket.requester_id if order.ticket else None
    return actor.id in (order.asset.custodian_id, requester)


def warranty_of(asset: Asset, *, today: date) -> OutsideJob | None:
    """Return the outside repair of a device that is still under the workshop's warranty."""
    found = (
        select(OutsideJob)
        .join(OutsideJob.work_order)
        .where(
            WorkOrder.asset_id == asset.id,
            WorkOrder.status.not_in(OPEN),  # what the same repair costs is no claim
            OutsideJob.warranty_ends_on >= today,
        )
        .options(joinedload(OutsideJob.vendor), joinedload(OutsideJob.work_order))
    )
    return db.session.scalars(found.order_by(OutsideJob.warranty_ends_on.desc()).limit(1)).first()


def spares(order: WorkOrder, *, actor: Actor) -> Sequence[Asset]:
    """Return devices of the same kind that lie in store and can be lent meanwhile."""
    found = (
        equipment.visible_to(actor)
        .where(Asset.category_id == order.at_category_id, Asset.status == AssetStatus.IN_STORE)
        .options(joinedload(Asset.model))
        .order_by(Asset.asset_tag)
        .limit(SPARES)
    )
    devices = db.session.scalars(found).all()
    states = zip(devices, custody.states_of(devices), strict=True)
    return [one for one, state in states if Paper.LOAN in possible(state)]

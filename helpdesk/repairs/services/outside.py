"""A repair in an outside workshop, from the gate to its bill; the caller commits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helpdesk.audit.services import record
from helpdesk.infra.db import db
from helpdesk.repairs import queries, rules
from helpdesk.repairs.models import OutsideJob
from helpdesk.repairs.rules import State
from helpdesk.vendors.models import Vendor
from helpdesk.workorders import services as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import OPEN, HoldReason, IllegalTransitionError, Remedy, Status
from helpdesk.workorders.services import Act, Bill, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """How a device came back: `billed` is nothing where the workshop asked for nothing."""

    on: date
    billed: Decimal | None = None
    invoice_number: str = ""
    why_more: str = ""
    warranty_days: int = 0


def send_out(
    order: WorkOrder,
    vendor: Vendor,
    *,
    wanted: str,
    sent_on: date,
    act: Act,
) -> OutsideJob:
    """Let a workshop have a job, which is on hold until it comes back."""
    workorders.check_open(order)
    if any(one.back_on is None for one in queries.of_order(order)):
        raise rules.AlreadyOutsideError
    job = OutsideJob(
        council_id=order.council_id,
        work_order=order,
        vendor=vendor,
        wanted=wanted,
        sent_on=sent_on,
        asked_by=act.technician,
    )
    db.session.add(job)
    work = Work(
        cause=order.cause,
        remedy=order.remedy,
        status=Status.ON_HOLD,
        hold_reason=HoldReason.VENDOR,
        result=None,
        next_step=order.next_step,
    )
    workorders.record_work(order, work, technician=act.technician, actor=act.actor, now=act.now)
    record(act.actor, "outside_job.send", job, {"vendor": [None, vendor.name]}, at=act.now)
    return job


def quote(job: OutsideJob, amount: Decimal, *, number: str, act: Act) -> None:
    """Write down what the workshop asks for; what was decided before is decided anew."""
    _check(job, State.SENT, State.QUOTED, State.REFUSED)
    changes = {"quoted": [job.quoted, amount], "quotation_number": [job.quotation_number, number]}
    job.quoted, job.quotation_number, job.asked_by = amount, number, act.technician
    job.is_approved = job.decided_by = job.decided_at = None
    job.decision_note = ""
    record(act.actor, "outside_job.quote", job, changes, at=act.now)
    db.session.flush()


def decide(job: OutsideJob, *, is_approved: bool, note: str, act: Act) -> None:
    """Approve a quotation or refuse it; never by whoever asked."""
    _check(job, State.QUOTED)
    if act.technician.id == job.asked_by_id:
        raise rules.AskedItError
    job.is_approved, job.decision_note = is_approved, note
    job.decided_by, job.decided_at = act.technician, act.now
    name = "outside_job.approve" if is_approved else "outside_job.refuse"
    record(act.actor, name, job, {"quoted": [None, job.quoted], "note": [None, note]}, at=act.now)
    db.session.flush()


def take_back(job: OutsideJob, back: Back, *, act: Act) -> None:
    """Take a device back; a bill needs an approved quotation, and becomes a cost of the repair."""
    _check(job, *(state for state in State if state is not State.BACK))
    if back.billed is not None and not job.is_approved:
        raise rules.NotApprovedError
    job.back_on, job.why_more, job.billed = back.on, back.why_more, back.billed
    job.invoice_number = back.invoice_number
    job.warranty_ends_on = rules.warranty_ends_on(back.on, back.warranty_days)
    _go_on(job, act=act)
    changes = {"billed": [None, back.billed], "warranty_ends_on": [None, job.warranty_ends_on]}
    record(act.actor, "outside_job.back", job, changes, at=act.now)
    db.session.flush()


def _go_on(job: OutsideJob, *, act: Act) -> None:
    """Take the job up again, with what the workshop is paid."""
    order = job.work_order
    if order.status not in OPEN and not job.billed:
        return
    bills = [_bill(job, job.billed)] if job.billed else []
    work = Work(
        cause=order.cause,
        remedy=Remedy.SENT_TO_WORKSHOP,
        status=Status.IN_PROGRESS,
        result=None,
        next_step=order.next_step,
        bills=bills,
    )
    workorders.record_work(order, work, technician=act.technician, actor=act.actor, now=act.now)
    job.cost_line = order.cost_lines[-1] if bills else None


def _bill(job: OutsideJob, amount: Decimal) -> Bill:
    return Bill(amount=amount, paid_to=job.vendor.name, document_number=job.invoice_number)


def _check(job: OutsideJob, *states: State) -> None:
    if job.state not in states:
        raise IllegalTransitionError(job.state, states[0])

"""What followed repairs in the sample council: a workshop, tests, users content; caller commits."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.checklists.queries import active_for
from helpdesk.checklists.rules import Purpose
from helpdesk.custody.queries import workshops
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.repairs import services as repairs
from helpdesk.repairs.rules import Verdict
from helpdesk.setup.services.inspections import answers
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import OPEN, Kind, Status
from helpdesk.workorders.services import Act

MOST = 4
STEPS = 5
SAID = (
    repairs.Said(verdict=Verdict.SATISFIED, rating=5, signer="Mhasibu"),
    repairs.Said(
        verdict=Verdict.WITH_REMARKS, remark="Imechelewa kidogo.", rating=4, signer="Ofisa"
    ),
)


def follow_repairs(program: Actor, *, now: datetime) -> None:
    officers, heads = people_with(program, Role.TECHNICIAN), people_with(program, Role.HEAD)
    if not officers or not heads:
        return
    _send_out(program, officers[0], heads[0], now=now)
    for place, order in enumerate(_orders(program, frozenset({Status.DONE}))):
        _end(order, place, _act(order.technician, now))


def _act(person: User, moment: datetime) -> Act:
    return Act(technician=person, actor=as_actor(person), now=moment)


def _orders(program: Actor, statuses: frozenset[Status]) -> Sequence[WorkOrder]:
    """Return the newest repairs that stand so."""
    own = WorkOrder.council_id == program.council_id, WorkOrder.kind == Kind.CORRECTIVE
    found = select(WorkOrder).where(*own, WorkOrder.status.in_(statuses))
    whole = found.options(joinedload(WorkOrder.asset).joinedload(Asset.category))
    return db.session.scalars(whole.order_by(WorkOrder.opened_at.desc()).limit(MOST)).all()


def _send_out(program: Actor, officer: User, head: User, *, now: datetime) -> None:
    """Let one device be back from a workshop, and another wait for the quotation's approval."""
    vendors = workshops(program)
    for place, order in enumerate(_orders(program, OPEN)[:2] if vendors else ()):
        step = (now - order.last_activity_at) / STEPS
        moments = [order.last_activity_at + count * step for count in range(1, STEPS)]
        acts = [_act(officer, moment) for moment in moments]
        job = repairs.send_out(
            order,
            vendors[0],
            wanted="Chunguzeni bodi ya umeme, tupeni bei kabla ya kutengeneza.",
            sent_on=clock.local_date(moments[0]),
            act=acts[0],
        )
        repairs.quote(job, Decimal(180_000), number=f"NK-{77 + place}", act=acts[1])
        if place:
            continue
        approval = _act(head, moments[2])
        repairs.decide(job, is_approved=True, note="", act=approval)
        back = repairs.Back(
            on=clock.local_date(moments[3]),
            billed=Decimal(175_000),
            invoice_number="ANK-0412",
            warranty_days=90,
        )
        repairs.take_back(job, back, act=acts[3])


def _end(order: WorkOrder, place: int, act: Act) -> None:
    """Test the device where there is a test for it, and let its user be heard."""
    kind = order.asset.category.code
    template = active_for(kind, actor=act.actor, purpose=Purpose.AFTER_REPAIR)
    if template is not None and place < len(SAID):
        repairs.test(order, template, list(answers(template.items, 0)), note="", act=act)
        repairs.sign_off(order, SAID[place], act=act)

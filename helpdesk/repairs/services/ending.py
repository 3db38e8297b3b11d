"""Testing a device after its repair, and what its user says of it; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpdesk.audit.services import record
from helpdesk.checklists.models import ChecklistTemplate, as_found
from helpdesk.checklists.rules import Answer, Outcome
from helpdesk.infra.db import db
from helpdesk.repairs import rules
from helpdesk.repairs.models import RepairTest, RepairTestResult, SignOff
from helpdesk.repairs.rules import Verdict
from helpdesk.workorders import services as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import IllegalTransitionError, Status
from helpdesk.workorders.services import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What whoever uses the device says; `signer` is who signed where an officer writes it down."""

    verdict: Verdict
    remark: str = ""
    rating: int | None = None
    signer: str = ""


def test(
    order: WorkOrder,
    template: ChecklistTemplate,
    answers: Sequence[Answer],
    *,
    note: str,
    act: Act,
) -> RepairTest:
    """Keep what a test found: a good one verifies the job, a fault takes it up again."""
    if order.status is not Status.DONE:
        raise IllegalTransitionError(order.status, Status.VERIFIED)
    pairs = list(zip(template.items, answers, strict=True))
    made = RepairTest(
        work_order_id=order.id,
        attempt=order.reopened,
        template_id=template.id,
        title_sw=template.title_sw,
        title_en=template.title_en,
        number=template.number,
        at=act.now,
        by=act.technician,
        has_passed=rules.has_passed(answer.outcome for answer in answers),
        note=note,
        results=[RepairTestResult(**as_found(*pair)) for pair in pairs],
    )
    db.session.add(made)
    db.session.flush()
    record(act.actor, "repair_test.make", made, {"has_passed": [None, made.has_passed]}, at=act.now)
    if made.has_passed:
        workorders.verify(order, actor=act.actor, now=act.now)
    else:
        failed = (item.text_sw for item, one in pairs if one.outcome is Outcome.FAIL)
        workorders.reopen(order, reason="; ".join(failed), actor=act.actor, now=act.now)
    return made


def sign_off(order: WorkOrder, said: Said, *, act: Act) -> SignOff:
    """Close a job of which the user is content, and take up again one of which he is not."""
    if order.status not in (Status.DONE, Status.VERIFIED):
        raise IllegalTransitionError(order.status, Status.CLOSED)
    is_content = said.verdict is not Verdict.REJECTED
    if is_content and order.status is Status.DONE and rules.must_be_tested(order.asset.criticality):
        raise rules.TestFirstError
    made = SignOff(
        work_order_id=order.id,
        attempt=order.reopened,
        verdict=said.verdict,
        remark=said.remark,
        rating=said.rating,
        signer=said.signer,
        at=act.now,
        by=act.technician,
    )
    db.session.add(made)
    db.session.flush()
    record(act.actor, "sign_off.make", made, {"verdict": [None, said.verdict]}, at=act.now)
    if is_content:
        workorders.close(order, actor=act.actor, now=act.now)
    else:
        workorders.reopen(order, reason=said.remark, actor=act.actor, now=act.now)
    return made

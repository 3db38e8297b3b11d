"""What was found at a visit, and what follows from each fault."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.checklists.models import ChecklistTemplate, as_found
from helpdesk.checklists.rules import Answer, OnFail, Outcome
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.inspections.services import is_broken, request_for, take_out_of_use
from helpdesk.maintenance import queries
from helpdesk.maintenance.models import Occurrence, VisitFollowUp, VisitReport, VisitResult
from helpdesk.workorders import services as workorders


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer for each item of the checklist, what it took, and who saw it.

    Late work that `keeps_next` stands for the next visit too.
    """

    checklist: ChecklistTemplate
    answers: Sequence[Answer]
    witness: str = ""
    note: str = ""
    taken: workorders.Taken = workorders.NOTHING
    keeps_next: bool = False


def report(visit: Occurrence, found: Found, *, by: User, actor: Actor, now: datetime) -> None:
    """Keep what was found with what was asked, and do what each fault asks for."""
    visit.report = _written(visit, found)
    db.session.flush()
    reference = visit.work_order.reference if visit.work_order else ""
    wanting = [one for one in visit.report.results if _wants_request(one)]
    known = queries.open_requests(visit.asset) if wanting else {}
    for result in wanting:
        ticket = known.get(result.text_sw) or request_for(
            visit.asset, result, reference=reference, by=by, actor=actor, now=now
        )
        result.follow_up = VisitFollowUp(ticket=ticket)
    if is_broken(visit.report.results):
        take_out_of_use(visit.asset, reason=reference, actor=actor, now=now)


def _wants_request(result: VisitResult) -> bool:
    return result.outcome is Outcome.FAIL and result.on_fail is OnFail.CREATE_CORRECTIVE


def _written(visit: Occurrence, found: Found) -> VisitReport:
    checklist, answers = found.checklist, found.answers
    pairs = zip(checklist.items, answers, strict=True)
    return VisitReport(
        occurrence_id=visit.id,
        title_sw=checklist.title_sw,
        title_en=checklist.title_en,
        number=checklist.number,
        faults=sum(answer.outcome is Outcome.FAIL for answer in answers),
        witness=found.witness,
        note=found.note,
        results=[VisitResult(**as_found(*pair)) for pair in pairs],
    )

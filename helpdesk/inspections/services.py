"""Writing down an inspection and what follows from it, in one transaction; the caller commits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.checklists.models import ChecklistItem, ChecklistTemplate, Finding, as_found
from helpdesk.checklists.rules import OnFail, Outcome
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import TRANSITIONS, Condition, Status
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.inspections import queries, rules
from helpdesk.inspections.models import (
    Inspection,
    InspectionFollowUp,
    InspectionIntervals,
    InspectionResult,
)
from helpdesk.inspections.rules import Answer
from helpdesk.org.models import Council
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Hardship, Kind
from helpdesk.tickets.services import Asked, open_ticket


@dataclass(frozen=True, slots=True)
class Found:
    """What the inspector found: an answer for each item, and the condition where he chose one."""

    template: ChecklistTemplate
    answers: Sequence[Answer]
    condition: Condition | None = None
    note: str = ""


def inspect(asset: Asset, found: Found, *, by: User, actor: Actor, now: datetime) -> Inspection:
    """Keep what was found with what was asked, and do what each fault asks for."""
    rules.check_can_be_inspected(asset.status)
    inspection = _written(asset, found, by=by, actor=actor, now=now)
    changes: dict[str, object] = {"condition": [asset.condition, inspection.condition]}
    record(actor, "inspection.make", inspection, changes, at=now)
    equipment.set_condition(asset, condition=inspection.condition, actor=actor, now=now)
    _follow_up(inspection, by=by, actor=actor, now=now)
    if is_broken(inspection.results):
        take_out_of_use(asset, reason=inspection.reference, actor=actor, now=now)
    db.session.flush()
    return inspection


def _written(asset: Asset, found: Found, *, by: User, actor: Actor, now: datetime) -> Inspection:
    template, answers = found.template, found.answers
    reached = rules.score(
        (answer.outcome, item.weight) for item, answer in zip(template.items, answers, strict=True)
    )
    inspection = Inspection(
        council_id=actor.council_id,
        asset=asset,
        template_id=template.id,
        title_sw=template.title_sw,
        title_en=template.title_en,
        number=template.number,
        at=now,
        by=by,
        condition_before=asset.condition,
        condition=found.condition or rules.proposed(reached, asset.condition),
        score=reached,
        faults=sum(answer.outcome is Outcome.FAIL for answer in answers),
        note=found.note,
        results=[_result(*pair) for pair in zip(template.items, answers, strict=True)],
    )
    council = db.session.get_one(Council, actor.council_id)
    inspection.reference = next_reference(council, "INS", on=clock.local_date(now))
    db.session.add(inspection)
    db.session.flush()
    return inspection


def _result(item: ChecklistItem, answer: Answer) -> InspectionResult:
    return InspectionResult(**as_found(item, answer))


def _follow_up(inspection: Inspection, *, by: User, actor: Actor, now: datetime) -> None:
    """Open one request for each fault that asks for it, unless one of the same is still open."""
    known = dict(queries.open_requests(inspection.asset))
    for result in inspection.results:
        if result.outcome is not Outcome.FAIL or result.on_fail is not OnFail.CREATE_CORRECTIVE:
            continue
        ticket = known.get(result.text_sw)
        if ticket is None:
            ticket = request_for(
                inspection.asset,
                result,
                reference=inspection.reference,
                by=by,
                actor=actor,
                now=now,
            )
        result.follow_up = InspectionFollowUp(ticket=ticket)


def request_for(
    asset: Asset, found: Finding, *, reference: str, by: User, actor: Actor, now: datetime
) -> Ticket:
    """Open the request that a fault asks for; `reference` is of the paper that tells of it."""
    reading = "" if found.value is None else f"{found.value:f} {found.unit}".strip()
    said = (reference, reading or found.said, found.note)
    asked = Asked(
        subject=f"{asset.asset_tag}: {found.text_sw}"[:120],
        description="\n".join(line for line in said if line),
        hardship=Hardship.SLOWED,
        asset=asset,
        kind=Kind.INCIDENT,
    )
    return open_ticket(asked, requester=by, actor=actor, now=now)


def is_broken(results: Iterable[Finding]) -> bool:
    """Tell whether a fault makes a device unserviceable."""
    return any(
        result.outcome is Outcome.FAIL and result.on_fail is OnFail.MARK_UNSERVICEABLE
        for result in results
    )


def take_out_of_use(asset: Asset, *, reason: str, actor: Actor, now: datetime) -> None:
    """Mark the device as far as its life allows that."""
    if Status.UNSERVICEABLE in TRANSITIONS[asset.status]:
        status = Status.UNSERVICEABLE
        equipment.set_status(asset, status=status, reason=reason, actor=actor, now=now)


def set_intervals(
    kept: InspectionIntervals, months: Mapping[str, int], *, actor: Actor, now: datetime
) -> None:
    """Say after how many months devices are inspected again."""
    changes = changes_of(kept, **months)
    for name, value in months.items():
        setattr(kept, name, value)
    db.session.add(kept)
    record(actor, "inspection.set_intervals", kept, changes, at=now)
    db.session.flush()

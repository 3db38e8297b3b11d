"""From the board of survey to the day on which a device leaves; the caller commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.core.local_time import start_of
from helpdesk.core.recurrence import add_months
from helpdesk.core.text import normalise_name
from helpdesk.disposals import queries, rules
from helpdesk.disposals.models import DataWipe, Disposal, Survey, SurveyLine, SurveyMember
from helpdesk.disposals.rules import (
    Decision,
    DoneBeforeError,
    Member,
    Method,
    NotWipedError,
    Reason,
    State,
    WipeMethod,
)
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import price_of
from helpdesk.equipment.rules import Condition, Status, age_months, book_value
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.losses import services as losses
from helpdesk.losses.rules import Kind
from helpdesk.org.models import Council
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.queries import that_count, total_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Who surveys, by which letter, when and where."""

    appointment_letter: str
    surveyed_on: date
    place: str
    members: Sequence[Member]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a board says of one device."""

    is_seen: bool
    condition: Condition
    reason: Reason
    method: Method
    estimated_value: Decimal | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What was decided about one device."""

    decision: Decision
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiped:
    method: WipeMethod
    done_on: date
    done_by: str
    witness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How a device left, to whom, and what came in for it."""

    method: Method
    done_on: date
    receiver: str
    witness: str
    receipt_number: str = ""
    proceeds: Decimal = Decimal(0)


def open_survey(board: Board, *, maker: User, actor: Actor) -> Survey:
    rules.check_board(board.members)
    made = Survey(
        council_id=actor.council_id,
        reference=_number("BOS", board.surveyed_on, actor),
        appointment_letter=board.appointment_letter,
        surveyed_on=board.surveyed_on,
        place=board.place,
        made_by=maker,
        members=[
            SurveyMember(name=normalise_name(one.name), job_title=one.job_title, role=one.role)
            for one in board.members
        ],
    )
    db.session.add(made)
    db.session.flush()
    record(actor, "survey.open", made, {"reference": [None, made.reference]})
    return made


def add_line(
    survey: Survey, asset: Asset, finding: Finding, *, actor: Actor, now: datetime
) -> SurveyLine:
    """Write down what the board says, with the worth of that day, which never changes again."""
    _check_turn(survey, State.OPEN)
    rules.check_seen(finding.reason, seen=finding.is_seen)
    price, on = price_of(asset), survey.surveyed_on
    _bring_before_board(survey, asset, actor=actor, now=now)
    line = SurveyLine(
        survey=survey,
        asset=asset,
        is_seen=finding.is_seen,
        condition=finding.condition,
        reason=finding.reason,
        method=finding.method,
        estimated_value=finding.estimated_value,
        remark=finding.remark,
        age_months=age_months(price.began_on, on),
        purchase_cost=price.cost,
        book_value=book_value(price, on),
        repair_cost=_repairs(asset, on, actor),
    )
    db.session.add(line)
    if finding.is_seen:
        equipment.set_condition(asset, condition=finding.condition, actor=actor, now=now)
    db.session.flush()
    record(actor, "survey_line.add", line, {"asset_tag": [None, asset.asset_tag]}, at=now)
    return line


def _bring_before_board(survey: Survey, asset: Asset, *, actor: Actor, now: datetime) -> None:
    """Set the status; one that stands there by hand from of old is only taken over."""
    if asset.status is Status.SURVEY and not queries.is_on_a_board(asset):
        return
    rules.check_for_survey(asset.status, price_of(asset), survey.surveyed_on)
    on_the_way = [Status.IDLE] if asset.status in rules.OUTLIVED else []
    for status in (*on_the_way, Status.SURVEY):
        equipment.set_status(asset, status=status, reason=survey.reference, actor=actor, now=now)


def _repairs(asset: Asset, on: date, actor: Actor) -> Decimal:
    since = start_of(add_months(on, -12 * rules.YEARS_OF_REPAIRS))
    done = that_count(actor).where(WorkOrder.asset_id == asset.id, WorkOrder.done_at >= since)
    return total_of(done).full


def submit(survey: Survey, *, actor: Actor) -> None:
    _check_turn(survey, State.OPEN)
    if not survey.lines:
        raise DoneBeforeError
    _pass_on(survey, State.SUBMITTED, actor)


def decide(
    survey: Survey, said: Mapping[int, Said], *, decider: User, actor: Actor, now: datetime
) -> None:
    """Decide about every device of a list at once; `said` is by the line's id."""
    _check_turn(survey, State.SUBMITTED)
    check_decider(survey, decider)
    for line in survey.lines:
        _decide(line, said[line.id], actor=actor, now=now)
    survey.decided_by, survey.decided_on = decider, clock.local_date(now)
    _pass_on(survey, State.DECIDED, actor)


def check_decider(survey: Survey, decider: User) -> None:
    members = [one.name for one in survey.members]
    made_it = decider.id == survey.made_by_id
    rules.check_independent(decider.name, members=members, made_it=made_it)


def _decide(line: SurveyLine, said: Said, *, actor: Actor, now: datetime) -> None:
    """Write the decision; a device that is not before the board any more stays where it is."""
    line.decision, line.decision_reason = said.decision, said.reason
    record(actor, "survey_line.decide", line, {"decision": [None, said.decision]}, at=now)
    if line.asset.status is not Status.SURVEY:
        return
    if said.decision is Decision.APPROVED and line.reason is Reason.LOST:
        losses.report(line.asset, _told_by_board(line), actor=actor, now=now)
        return
    status = rules.status_after(said.decision)
    why = said.reason or line.survey.reference
    equipment.set_status(line.asset, status=status, reason=why, actor=actor, now=now)


def _told_by_board(line: SurveyLine) -> losses.Told:
    circumstances = line.remark or _(
        "Not seen by the board of survey %(reference)s.", reference=line.survey.reference
    )
    return losses.Told(
        kind=Kind.LOST, happened_on=line.survey.surveyed_on, circumstances=circumstances
    )


def wipe(line: SurveyLine, wiped: Wiped, *, enterer: User, actor: Actor, now: datetime) -> DataWipe:
    """Write the certificate without which a device that bears data does not leave."""
    if not must_be_wiped(line):
        raise DoneBeforeError
    made = DataWipe(
        council_id=actor.council_id,
        reference=_number("DWC", wiped.done_on, actor),
        line=line,
        method=wiped.method,
        done_on=wiped.done_on,
        done_by=wiped.done_by,
        witness=wiped.witness,
        entered_by=enterer,
        at=now,
    )
    db.session.add(made)
    db.session.flush()
    record(actor, "survey_line.wipe", line, {"certificate": [None, made.reference]}, at=now)
    return made


def must_be_wiped(line: SurveyLine) -> bool:
    return waits_to_leave(line) and line.asset.category.is_data_bearing and line.wipe is None


def waits_to_leave(line: SurveyLine) -> bool:
    """Tell whether a device was approved and is still there; what was lost meanwhile is not."""
    return (
        line.decision is Decision.APPROVED
        and line.disposal is None
        and line.asset.status is Status.DISPOSAL_APPROVED
    )


def check_may_leave(line: SurveyLine) -> None:
    if not waits_to_leave(line):
        raise DoneBeforeError
    if must_be_wiped(line):
        raise NotWipedError


def dispose(
    line: SurveyLine, left: Left, *, enterer: User, actor: Actor, now: datetime
) -> Disposal:
    """Let a device leave: nobody holds it any more, and it is locked from now on."""
    check_may_leave(line)
    made = Disposal(
        council_id=actor.council_id,
        reference=_number("DSP", left.done_on, actor),
        line=line,
        method=left.method,
        done_on=left.done_on,
        receiver=left.receiver,
        witness=left.witness,
        receipt_number=left.receipt_number,
        proceeds=left.proceeds,
        entered_by=enterer,
        at=now,
    )
    db.session.add(made)
    _retire(line.asset, made, actor=actor, now=now)
    record(actor, "survey_line.dispose", line, {"certificate": [None, made.reference]}, at=now)
    return made


def _retire(asset: Asset, made: Disposal, *, actor: Actor, now: datetime) -> None:
    nobody = equipment.Whereabouts(location=asset.location, department=asset.department)
    equipment.move(asset, to=nobody, reason=made.reference, actor=actor, now=now)
    asset.retired_on = made.done_on
    equipment.set_status(asset, status=Status.DISPOSED, reason=made.reference, actor=actor, now=now)


def _pass_on(survey: Survey, state: State, actor: Actor) -> None:
    record(actor, f"survey.{state}", survey, {"state": [survey.state, state]})
    survey.state = state
    db.session.flush()


def _check_turn(survey: Survey, state: State) -> None:
    if survey.state is not state:
        raise DoneBeforeError


def _number(kind: str, on: date, actor: Actor) -> str:
    return next_reference(db.session.get_one(Council, actor.council_id), kind, on=on)

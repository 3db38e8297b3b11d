"""Submitting an estimate and deciding on it, office by office; the caller commits."""

import hashlib
import json
from datetime import date, datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.estimates import queries, rules
from helpdesk.estimates.events import EstimateDecided, EstimateWaits
from helpdesk.estimates.models import Estimate, EstimateStep
from helpdesk.estimates.rules import Office, State, StepState
from helpdesk.estimates.services.offers import note_caps
from helpdesk.estimates.services.taxes import take_rate
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.kinds.queries import Power


def submit(estimate: Estimate, *, by: User, actor: Actor, now: datetime) -> None:
    """Freeze an edition and lay it before the first office that somebody else holds.

    It bears the tax of this day and the names of this day for good. Raises NothingEstimatedError,
    UnpricedError, NobodyApprovesError and NoRateError.
    """
    rules.check_step(estimate.state, State.SUBMITTED)
    if not any(line.amount for line in estimate.cash_lines):
        raise rules.NothingEstimatedError
    for line in estimate.cash_lines:
        if not line.unit_price:
            raise rules.UnpricedError(line.item)
    estimate.hands = sorted({*estimate.hands, by.id})
    steps = _steps(estimate, by, actor)
    take_rate(estimate, actor=actor, now=now)
    note_caps(estimate, actor=actor, now=now)
    estimate.submitted_by, estimate.submitted_at = by, now
    estimate.total = estimate.totals.total
    estimate.digest = digest_of(estimate)
    code = estimate.budget_code
    estimate.code_said = {"sw": code.name_sw, "en": code.name_en} if code else {}
    estimate.steps[:] = steps
    _pass_on(estimate, State.SUBMITTED, actor, now)
    db.session.flush()
    announce(EstimateWaits(estimate_id=estimate.id))


def _steps(estimate: Estimate, by: User, actor: Actor) -> list[EstimateStep]:
    """Leave out an office that nobody holds but who prepared it; two are never left out."""
    holders = queries.holders(actor)
    for office in rules.NEEDED:
        if not holders[office] - {*estimate.hands}:
            raise rules.NobodyApprovesError(office)
    steps = [
        EstimateStep(
            place=place,
            office=office,
            prepared_by_id=estimate.made_by_id,
            submitted_by_id=by.id,
            state=StepState.LATER if holders[office] - {*estimate.hands} else StepState.LEFT_OUT,
        )
        for place, office in enumerate(Office, start=1)
    ]
    next(step for step in steps if step.state is StepState.LATER).state = StepState.PENDING
    return steps


def power_for(estimate: Estimate, *, actor: Actor, today: date) -> Power:
    """Return with whose office the actor decides the step that is due, or say why not."""
    step = estimate.pending
    if step is None:
        rules.check_step(estimate.state, State.APPROVED)
        raise rules.NotYourStepError
    if actor.id in estimate.hands:
        raise rules.PreparedItError
    if any(one.decided_by_id == actor.id for one in estimate.steps):
        raise rules.DecidedBeforeError
    power = queries.power_over(step, actor=actor, today=today)
    if power is None:
        raise rules.NotYourStepError
    if power.actor.id in estimate.hands:
        raise rules.PreparedItError
    return power


def agree(estimate: Estimate, note: str, *, by: User, actor: Actor, now: datetime) -> None:
    """Agree to the step that is due; after the last one the estimate is approved."""
    step = _decided(estimate, StepState.AGREED, note, by=by, actor=actor, now=now)
    later = next((one for one in estimate.steps if one.state is StepState.LATER), None)
    if later is not None:
        later.state = StepState.PENDING
    else:
        _pass_on(estimate, State.APPROVED, actor, now)
        _replace_previous(estimate, actor, now)
    record(actor, "estimate.agree", estimate, {"office": [None, step.office]}, at=now)
    db.session.flush()
    happened = EstimateDecided if later is None else EstimateWaits
    announce(happened(estimate_id=estimate.id))


def give_back(estimate: Estimate, note: str, *, by: User, actor: Actor, now: datetime) -> None:
    """Return it with what is wrong; what is mended is a new edition."""
    _decided(estimate, StepState.RETURNED, note, by=by, actor=actor, now=now)
    _pass_on(estimate, State.RETURNED, actor, now)
    db.session.flush()
    announce(EstimateDecided(estimate_id=estimate.id))


def _decided(
    estimate: Estimate, state: StepState, note: str, *, by: User, actor: Actor, now: datetime
) -> EstimateStep:
    power = power_for(estimate, actor=actor, today=clock.local_date(now))
    step = estimate.pending
    if step is None:
        raise rules.NotYourStepError
    step.state, step.note, step.decided_at = state, note, now
    step.decided_by, step.acting_for = by, power.by.principal if power.by else None
    return step


def _replace_previous(estimate: Estimate, actor: Actor, now: datetime) -> None:
    before = queries.previous_of(estimate)
    if before is not None and before.state is State.APPROVED:
        _pass_on(before, State.SUPERSEDED, actor, now)


def _pass_on(estimate: Estimate, state: State, actor: Actor, now: datetime) -> None:
    rules.check_step(estimate.state, state)
    record(actor, f"estimate.{state}", estimate, {"state": [estimate.state, state]}, at=now)
    estimate.state = state


def digest_of(estimate: Estimate) -> str:
    """Vouch for all that is decided on: another word or number gives another digest."""
    lines = [
        [
            *(line.section, line.item, line.specification, line.unit),
            *(f"{line.quantity:.3f}", f"{line.unit_price:.2f}", line.taxable, line.is_cash),
        ]
        for line in estimate.lines
    ]
    percents = [f"{estimate.contingency_percent:.2f}", f"{estimate.vat_percent:.2f}"]
    head = [estimate.number, estimate.edition, estimate.title, estimate.first_year, *percents]
    said = json.dumps([head, estimate.vat_on_contingency, f"{estimate.total:.2f}", lines])
    return hashlib.sha256(said.encode()).hexdigest()

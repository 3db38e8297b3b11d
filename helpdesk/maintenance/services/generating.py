"""Handing out the work that plans ask for: once each, whoever runs it and however late.

The plan is held while its work is handed out, and a visit is there with its order or not at all.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest

from sqlalchemy import bindparam, update

from helpdesk.audit.services import record
from helpdesk.core.local_time import local_date
from helpdesk.core.recurrence import Occurrence as Dates
from helpdesk.core.recurrence import Rule
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor, the_program
from helpdesk.infra.db import db, insert_into
from helpdesk.maintenance import queries, rules
from helpdesk.maintenance.models import MaintenancePlan, Occurrence, PlanPart, PlanRevision
from helpdesk.maintenance.rules import (
    AWAY,
    Action,
    MissedPolicy,
    Mode,
    Planned,
    PlanState,
    Reason,
    State,
)
from helpdesk.maintenance.services.visits import drop
from helpdesk.org.queries import calendar_of
from helpdesk.stock import services as stock
from helpdesk.workorders import services as workorders

LEAST = Decimal("0.001")  # the smallest amount that a store counts
BATCH = 400  # devices in one transaction
HANDED_OUT = (
    update(Occurrence.metadata.tables[Occurrence.__tablename__])
    .where(Occurrence.id == bindparam("visit"))
    .values(state=State.GENERATED, work_order_id=bindparam("order"))
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One visit that is about to be written."""

    dates: Dates
    revision: PlanRevision
    key: str
    state: State = State.PROJECTED
    reason: Reason | None = None
    checklist_id: int | None = None

    @property
    def row(self) -> dict[str, object]:
        return {
            "revision_id": self.revision.id,
            "key": self.key,
            "nominal_on": self.dates.nominal_on,
            "due_on": self.dates.due_on,
            "window_from": self.dates.window_from,
            "window_until": self.dates.window_until,
            "state": self.state,
            "reason": self.reason,
            "checklist_id": self.checklist_id,
        }


@dataclass(frozen=True, slots=True)
class Run:
    """One plan on one day: its newest revision, and what is ready by which revision.

    `checklists` has by revision the version that is in use today, `when` its rule.
    """

    plan: MaintenancePlan
    revision: PlanRevision
    ready: Sequence[Dates]
    by_day: dict[date, PlanRevision]
    checklists: Mapping[int, int]
    when: Mapping[int, Rule]
    actor: Actor
    now: datetime
    made: Counter[State] = field(default_factory=Counter)

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def new(self) -> list[Dates]:
        """What the last run cannot have seen; devices that joined since then share in it."""
        seen = self.plan.looked_until
        return [
            one for one in self.ready if seen is None or max(one.generate_on, one.nominal_on) > seen
        ]


def generate(plan_id: int, *, after: int, now: datetime) -> int | None:
    """Hand out the work of some devices; return the last one's id, or None at the end."""
    run = _run(queries.plan_alone(plan_id), now)
    if run.plan.state is not PlanState.RUNNING:
        return None
    assets = queries.batch(run.plan, after=after, most=BATCH) if _has_work(run) else ()
    if run.revision.mode is Mode.FLOATING:
        _generate_floating(run, assets)
    elif assets:
        _generate_fixed(run, assets)
    if run.made:
        changes = {"visits": [None, run.made.total()], "missed": [None, run.made[State.MISSED]]}
        record(run.actor, "maintenance_plan.generate", run.plan, changes, at=now)
    if len(assets) == BATCH:
        return assets[-1].id
    run.plan.looked_until, run.plan.error = max(run.plan.looked_until or run.today, run.today), ""
    db.session.flush()
    return None


def note_error(plan_id: int, error: Exception) -> None:
    """Keep why a plan could not hand out its work, until it can again."""
    queries.plan_alone(plan_id).error = f"{type(error).__name__}: {error}"
    db.session.flush()


def _run(plan: MaintenancePlan, now: datetime) -> Run:
    calendar = calendar_of(plan.council_id)
    by_day: dict[date, PlanRevision] = {}
    ready: list[Dates] = []
    for revision, end in queries.held_until(plan.revisions):
        found = _ready(revision, calendar, local_date(now), end)
        ready += found
        by_day |= {one.nominal_on: revision for one in found}
    checklists, program = queries.checklists_in_use(plan.revisions), the_program(plan.council_id)
    when = {one.id: one.rule for one in plan.revisions}
    return Run(plan, plan.revisions[-1], ready, by_day, checklists, when, program, now)


def _ready(
    revision: PlanRevision, calendar: WorkingCalendar, today: date, end: date
) -> list[Dates]:
    if revision.mode is Mode.FLOATING:
        return []
    found = rules.ready_on(revision.rule, calendar, today, revision.effective_from)
    return [one for one in found if one.nominal_on < end]


def _has_work(run: Run) -> bool:
    return run.revision.mode is Mode.FLOATING or bool(run.new)


def _generate_fixed(run: Run, assets: Sequence[Asset]) -> None:
    new = {one.nominal_on for one in run.new}
    known = queries.keys(run.plan, assets, min(new))
    done = queries.last_done(run.plan, assets) if run.revision.min_gap_percent else {}
    promised: list[list[tuple[Asset, Promise]]] = []
    for asset in assets:
        existing = {day for day in new if f"F:{day}" in known[asset.id]}
        planned = _planned(run, asset, existing)
        fresh = (one for one in planned if one.occurrence.nominal_on in new)
        promised.append([(asset, _promise(run, asset, one, done.get(asset.id))) for one in fresh])
    for together in zip_longest(*promised):
        _write(run, [one for one in together if one])


def _planned(run: Run, asset: Asset, existing: set[date]) -> list[Planned]:
    since = _joins_on(run, asset)
    ready = [one for one in run.ready if one.nominal_on >= since]
    return rules.sort_out(ready, run.today, existing, run.revision.missed_policy)


def _promise(run: Run, asset: Asset, planned: Planned, done_on: date | None) -> Promise:
    dates = planned.occurrence
    revision, key = run.by_day[dates.nominal_on], f"F:{dates.nominal_on}"
    state, reason = _verdict(run, revision, asset, planned, done_on)
    return Promise(dates, revision, key, state, reason, run.checklists.get(revision.id))


def _joins_on(run: Run, asset: Asset) -> date:
    newest = run.revision
    said = rules.joins_on(run.when[newest.id], newest.start_policy, asset.in_service_on)
    return said or date.min


def _verdict(
    run: Run, revision: PlanRevision, asset: Asset, planned: Planned, done_on: date | None
) -> tuple[State, Reason | None]:
    if planned.action is Action.WAIVED:
        return State.WAIVED, planned.reason
    if asset.status in AWAY:
        return State.WAIVED, Reason.NOT_IN_SERVICE
    if planned.action is Action.MISSED:
        return State.MISSED, planned.reason
    due_on, gap = planned.occurrence.due_on, revision.min_gap_percent
    if rules.is_too_soon(run.when[revision.id], due_on, done_on=done_on, min_gap_percent=gap):
        return State.WAIVED, Reason.TOO_SOON
    return State.PROJECTED, None


def _generate_floating(run: Run, assets: Sequence[Asset]) -> None:
    last = queries.last_of_each(run.plan, assets)
    back = queries.back_since(assets) if assets else {}
    promised = []
    for asset in assets:
        before = last.get(asset.id)
        is_open = before is not None and before.state is State.GENERATED
        if asset.status not in AWAY and not is_open:
            promise = _continued(run, asset, before, back.get(asset.id))
            promised += [(asset, promise)] if promise else []
    _write(run, promised)


def _continued(
    run: Run, asset: Asset, before: Occurrence | None, back_on: date | None
) -> Promise | None:
    """Return the next of a chain, which goes on whatever became of the last; None is not yet."""
    revision, calendar = run.revision, calendar_of(run.plan.council_id)
    begins_on = max(revision.effective_from, revision.anchor_on)
    first = max(begins_on, _joins_on(run, asset), back_on or date.min)
    last_on = (before.done_on or before.due_on) if before else None
    dates = rules.plan_floating(revision.rule, calendar, run.today, last_on=last_on, first=first)
    if dates is None:
        return None
    number = int(before.key.split(":")[1]) + 1 if before and before.key[0] == "L" else 1
    checklist_id = run.checklists.get(revision.id)
    return Promise(dates, revision, f"L:{number}", checklist_id=checklist_id)


def _write(run: Run, promised: Sequence[tuple[Asset, Promise]]) -> None:
    """Write the promises that are not there, one for each device, and then their orders."""
    if not promised:
        return
    whose = {"council_id": run.plan.council_id, "plan_id": run.plan.id, "generated_at": run.now}
    rows = [{**whose, "asset_id": asset.id, **promise.row} for asset, promise in promised]
    once = insert_into(Occurrence).on_conflict_do_nothing(
        index_elements=["plan_id", "asset_id", "key"]
    )
    kept = once.returning(Occurrence.id, Occurrence.asset_id)
    written = db.session.connection().execute(kept, rows)
    ids = {row.asset_id: row.id for row in written}
    made = [(asset, promise) for asset, promise in promised if asset.id in ids]
    run.made.update(promise.state for _asset, promise in made)
    live = [pair for pair in made if pair[1].state is State.PROJECTED]
    if live:
        _hand_out(run, live, ids)


def _hand_out(run: Run, promised: Sequence[tuple[Asset, Promise]], ids: Mapping[int, int]) -> None:
    each = MissedPolicy.EACH
    taken = [asset for asset, one in promised if one.revision.missed_policy is not each]
    for old in queries.not_begun(run.plan, assets=taken) if taken else ():
        drop(old, State.MISSED, Reason.SUPERSEDED, actor=run.actor, now=run.now)
    orders = workorders.plan_jobs(
        [(asset, promise.revision.responsible) for asset, promise in promised],
        kind=run.plan.kind,
        description=run.plan.title_sw,
        actor=run.actor,
        now=run.now,
    )
    pairs = [{"visit": ids[order.asset_id], "order": order.id} for order in orders]
    db.session.connection().execute(HANDED_OUT, pairs)
    if run.plan.parts:
        _foresee_parts(run.plan, orders)


def _foresee_parts(plan: MaintenancePlan, orders: Sequence[workorders.HandedOut]) -> None:
    """Count in the stores with what these visits usually use up."""
    stock.foresee(
        plan.council_id,
        [
            (stock.Owner("work_order", order.id, order.reference), used.part, _usual(used))
            for order in orders
            for used in plan.parts
        ],
    )


def _usual(used: PlanPart) -> Decimal:
    return max(LEAST, (used.quantity * used.probability / 100).quantize(LEAST))

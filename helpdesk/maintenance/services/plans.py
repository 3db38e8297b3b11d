"""Making plans and changing them; what they promised before stays."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm.attributes import flag_modified

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.core.local_time import local_date
from helpdesk.core.recurrence import Rule, occurrences
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.maintenance import queries, rules
from helpdesk.maintenance.models import MaintenancePlan, Occurrence, PlanPart, PlanRevision
from helpdesk.maintenance.rules import MissedPolicy, Mode, PlanState, Reason, StartPolicy, State
from helpdesk.maintenance.services.visits import drop
from helpdesk.org.queries import calendar_of
from helpdesk.stock.models import Part
from helpdesk.vendors.models import Vendor
from helpdesk.workorders.rules import Kind


class PastRevisionError(Exception):
    """What has been promised already is not promised otherwise afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which devices a plan is for: those to which all that is said applies."""

    asset_id: int | None = None
    model_id: int | None = None
    category_id: int | None = None
    location_id: int | None = None
    criticality: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When visits come, how long one takes and who makes it.

    `team` goes along; a `vendor` asks for his `fee` at each device; whoever `travels` is paid for.
    """

    rule: Rule
    minutes: int
    responsible: User
    mode: Mode = Mode.FIXED
    missed_policy: MissedPolicy = MissedPolicy.COLLAPSE
    min_gap_percent: int = 0
    start_policy: StartPolicy = StartPolicy.NEXT
    checklist_id: int | None = None
    team: Sequence[User] = ()
    vendor: Vendor | None = None
    fee: Decimal = Decimal(0)
    travels: bool = True


@dataclass(frozen=True, slots=True)
class Used:
    """What a visit usually uses up; `probability` is in how many of a hundred visits."""

    part: Part
    quantity: Decimal
    probability: int = 100

    def __str__(self) -> str:
        return f"{self.part.code}: {self.quantity.normalize():f}, {self.probability} %"


def add_plan(
    titles: tuple[str, str],
    scope: Scope,
    schedule: Schedule,
    *,
    starts_on: date,
    actor: Actor,
    kind: Kind = Kind.PREVENTIVE,
) -> MaintenancePlan:
    """Make a plan that promises what is due from a day on; titles are in Swahili and English."""
    rules.check(schedule.rule)
    plan = scoped(scope, actor=actor)
    plan.title_sw, plan.title_en = titles
    plan.kind = kind
    plan.revisions.append(_revision(schedule, schedule.rule, number=1, effective_from=starts_on))
    db.session.add(plan)
    db.session.flush()
    record(actor, "maintenance_plan.add", plan, {"title_sw": [None, plan.title_sw]})
    return plan


def scoped(scope: Scope, *, actor: Actor) -> MaintenancePlan:
    """Return a plan for these devices that is not yet kept."""
    return MaintenancePlan(council_id=actor.council_id, **asdict(scope))


def revise(
    plan: MaintenancePlan,
    schedule: Schedule,
    *,
    effective_from: date,
    reason: str,
    actor: Actor,
    now: datetime,
) -> PlanRevision:
    """Change a plan from a day on, in its old rhythm; what nobody began is planned anew."""
    if effective_from < local_date(now):
        raise PastRevisionError
    rules.check(schedule.rule)
    old = plan.revisions[-1]
    rule = rules.replanned(schedule.rule, old.rule, kept_on=_kept_on(old, plan, effective_from))
    new = _revision(schedule, rule, number=old.number + 1, effective_from=effective_from)
    new.reason = reason
    plan.revisions.append(new)
    db.session.flush()
    for visit in queries.not_begun(plan):
        if visit.nominal_on >= effective_from:
            _plan_anew(visit, old, actor=actor, now=now)
    changes = {"effective_from": [None, effective_from], "reason": [None, reason]}
    record(actor, "maintenance_plan.revise", plan, changes, at=now)
    return new


def set_state(
    plan: MaintenancePlan, state: PlanState, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Pause, stop or resume a plan; while it stands still it promises nothing."""
    changes, today = changes_of(plan, state=state, state_reason=reason), local_date(now)
    if state is PlanState.RUNNING and plan.state is not PlanState.RUNNING:
        plan.looked_until = today - timedelta(days=1)
    plan.state, plan.state_reason = state, reason
    record(actor, f"maintenance_plan.{state}", plan, changes, at=now)
    if state is PlanState.STOPPED:
        for visit in queries.not_begun(plan):
            left = rules.after_retirement(visit.window_until, retired_on=today)
            drop(visit, left, Reason.OTHER, actor=actor, now=now, note=reason)
    db.session.flush()


def set_parts(
    plan: MaintenancePlan, used: Sequence[Used], *, reason: str, actor: Actor, now: datetime
) -> None:
    """Say from today on what visits use up: a revision in which the days stay as they are."""
    before = [Used(one.part, one.quantity, one.probability) for one in plan.parts]
    if _said(before) == _said(used):
        return
    old = plan.revisions[-1]
    same = _revision(
        schedule_of(old),
        old.rule,
        number=old.number + 1,
        effective_from=max(local_date(now), old.effective_from),
    )
    same.reason = reason
    plan.revisions.append(same)
    _write_parts(plan, used)
    flag_modified(plan, "title_sw")  # other parts make older pages stale too
    db.session.flush()
    changes = {"parts": [_said(before), _said(used)], "reason": [None, reason]}
    record(actor, "maintenance_plan.parts", plan, changes, at=now)


def schedule_of(revision: PlanRevision) -> Schedule:
    """Return what a revision says, to say it again."""
    return Schedule(
        rule=revision.rule,
        minutes=revision.minutes,
        responsible=revision.responsible,
        mode=revision.mode,
        missed_policy=revision.missed_policy,
        min_gap_percent=revision.min_gap_percent,
        start_policy=revision.start_policy,
        checklist_id=revision.checklist_id,
        team=list(revision.team),
        vendor=revision.vendor,
        fee=revision.fee,
        travels=revision.travels,
    )


def _said(used: Iterable[Used]) -> str:
    return "; ".join(sorted(str(one) for one in used))


def _write_parts(plan: MaintenancePlan, used: Sequence[Used]) -> None:
    known = {one.part_id: one for one in plan.parts}
    plan.parts = [known.get(one.part.id) or PlanPart(part=one.part) for one in used]
    for row, one in zip(plan.parts, used, strict=True):
        row.quantity, row.probability = one.quantity, one.probability


def _revision(schedule: Schedule, rule: Rule, *, number: int, effective_from: date) -> PlanRevision:
    names = (name for name in Rule.__slots__ if name != "season")
    first, last = rule.season or ((), ())
    return PlanRevision(
        number=number,
        effective_from=effective_from,
        season_from="-".join(f"{part:02}" for part in first),
        season_until="-".join(f"{part:02}" for part in last),
        mode=schedule.mode,
        missed_policy=schedule.missed_policy,
        min_gap_percent=schedule.min_gap_percent,
        minutes=schedule.minutes,
        start_policy=schedule.start_policy,
        checklist_id=schedule.checklist_id,
        responsible=schedule.responsible,
        team=[one for one in schedule.team if one is not schedule.responsible],
        vendor=schedule.vendor,
        fee=schedule.fee,
        travels=schedule.travels,
        **{name: getattr(rule, name) for name in names},
    )


def _kept_on(old: PlanRevision, plan: MaintenancePlan, effective_from: date) -> date | None:
    """Return the last day of the old rhythm before the new one begins."""
    calendar, before = calendar_of(plan.council_id), effective_from - timedelta(days=1)
    kept = occurrences(old.rule, calendar, old.anchor_on, before)
    return kept[-1].nominal_on if kept else None


def _plan_anew(visit: Occurrence, old: PlanRevision, *, actor: Actor, now: datetime) -> None:
    """Give the visit's day free for the new revision."""
    visit.key = f"{visit.key}:{old.number}"
    drop(visit, State.REPLANNED, Reason.OTHER, actor=actor, now=now)

"""What is due in a council: each source lists it with the day, and with whom it concerns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.accounts.queries import as_actor, deputies_of, people_with
from helpdesk.contracts.queries import ending_contracts, ending_licences, warranty_tags
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.custody.queries import out_until
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.queries import deciders
from helpdesk.estimates.rules import State as EstimateState
from helpdesk.infra import clock, scheduling
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.infra.i18n import day, named
from helpdesk.kinds.models import Approval
from helpdesk.kinds.queries import people_for
from helpdesk.kinds.rules import ApprovalStatus
from helpdesk.maintenance.models import MaintenancePlan, Occurrence
from helpdesk.maintenance.rules import PlanState, State
from helpdesk.org.models import Holiday
from helpdesk.reminders.models import ReminderRule
from helpdesk.reminders.rules import Because, Kind
from helpdesk.reminders.rules.rhythm import FURTHEST, Topic
from helpdesk.requisitions.models import Requisition
from helpdesk.requisitions.rules import State as Asked
from helpdesk.stock.models import Part
from helpdesk.stock.queries import is_low
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN
from helpdesk.workorders.models import WorkOrder
from helpdesk.yearplans.models import YearPlan
from helpdesk.yearplans.queries import approves
from helpdesk.yearplans.rules import State as YearState

AHEAD = timedelta(days=FURTHEST)
TOLD_ONCE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that is due; `people` hear of it because of `because`.

    `thing` is named in the language of whoever hears, where it has a name in each. `head_url` is
    where the head looks who does not do it himself.
    """

    topic: Topic
    kind: Kind
    subject_type: str
    subject_id: int
    due_on: date
    people: Sequence[int]
    because: Because
    url: str
    head_url: str = ""
    thing: object = ""
    words: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[Kind, str, int, str]:
        """Tell it from whatever else is due."""
        return self.kind, self.subject_type, self.subject_id, str(self.due_on)

    def said(self) -> dict[str, str]:
        """Fill the gaps of its sentence, in the language of this moment."""
        name = self.thing if isinstance(self.thing, str) else named(self.thing)
        return {"reference": name, "day": day(self.due_on), **self.words}


AUDIENCE: Mapping[Topic, tuple[Role, ...]] = {
    Topic.STOCK: (Role.STOREKEEPER, Role.HEAD, Role.TECHNICIAN),
    Topic.BACKUP: (Role.ADMINISTRATOR, Role.HEAD),
    Topic.HOLIDAYS: (Role.HEAD, Role.ADMINISTRATOR),
    Topic.ENDINGS: (Role.TECHNICIAN, Role.HEAD, Role.AUDITOR),
    Topic.YEAR: (Role.HEAD, Role.TECHNICIAN),
}
"""Of what is nobody's own work: which roles may hear, and see what they are told of."""


def due_in(program: Actor, today: date) -> Iterator[Due]:
    """Return all that is due in a council, or will be soon."""
    yield from _visits(program, today)
    yield from _approvals(program, today)
    yield from _estimates(program, today)
    yield from _stock(program, today)
    yield from _backup(program)
    yield from _holidays(program, today)
    yield from _endings(program, today)
    yield from _loans(program, today)
    yield from _requisitions(program)
    yield from _years(program, today)


def audiences(program: Actor, rules: Mapping[Topic, ReminderRule]) -> dict[Topic, list[int]]:
    """Return who hears instead of the usual ones, by topic."""
    found = {}
    for topic, may in AUDIENCE.items():
        wanted = [role for role in may if role in rules[topic].roles]
        if wanted:
            found[topic] = _with(program, *wanted)
    return found


def _visits(program: Actor, today: date) -> Iterator[Due]:
    """Visits of one plan on one day are told of together, to all who have an order of them."""
    doer = WorkOrder.technician_id
    rows = db.session.execute(
        select(Occurrence.plan_id, Occurrence.due_on, doer, func.count())
        .join(Occurrence.work_order)
        .where(Occurrence.council_id == program.council_id, Occurrence.state == State.GENERATED)
        .where(Occurrence.due_on <= today + AHEAD)
        .group_by(Occurrence.plan_id, Occurrence.due_on, doer)
        .order_by(Occurrence.due_on, Occurrence.plan_id, doer)
    ).all()
    known = select(MaintenancePlan).where(MaintenancePlan.id.in_({row[0] for row in rows}))
    plans = {plan.id: plan for plan in db.session.scalars(known)}
    for (plan_id, due_on), group in groupby(rows, key=lambda row: (row[0], row[1])):
        by_doer = {row[2]: row[3] for row in group}
        yield Due(
            topic=Topic.VISITS,
            kind=Kind.VISITS_DUE,
            subject_type="maintenance_plan",
            subject_id=plan_id,
            due_on=due_on,
            people=list(by_doer),
            because=Because.RESPONSIBLE,
            url=f"/maintenance/?plan={plan_id}",
            thing=plans[plan_id],
            words={"number": str(sum(by_doer.values()))},
        )


def _approvals(program: Actor, today: date) -> Iterator[Due]:
    waiting = select(Approval).join(Approval.ticket).options(joinedload(Approval.ticket))
    own = Approval.council_id == program.council_id, Approval.status == ApprovalStatus.PENDING
    for one in db.session.scalars(waiting.where(*own, Ticket.status.in_(OPEN))):
        yield Due(
            topic=Topic.APPROVALS,
            kind=Kind.STILL_WAITS,
            subject_type="ticket",
            subject_id=one.ticket_id,
            due_on=clock.local_date(one.asked_at),
            people=[person.id for person in people_for(one, today=today)],
            because=Because.APPROVER,
            url=f"/kinds/approvals/{one.id}",
            head_url=f"/tickets/{one.ticket_id}",
            thing=one.ticket.reference,
            words={"subject": one.ticket.subject},
        )


def _estimates(program: Actor, today: date) -> Iterator[Due]:
    """Estimates wait for one office after the other, each from the day on which its turn came."""
    waiting = select(Estimate).where(
        Estimate.council_id == program.council_id, Estimate.state == EstimateState.SUBMITTED
    )
    for one in db.session.scalars(waiting.options(selectinload(Estimate.steps))):
        decided = [step.decided_at for step in one.steps if step.decided_at]
        since = max([*decided, one.submitted_at or one.made_at])
        yield Due(
            topic=Topic.APPROVALS,
            kind=Kind.ESTIMATE_WAITS,
            subject_type="estimate",
            subject_id=one.id,
            due_on=clock.local_date(since),
            people=[person.id for person in deciders(one, today=today)],
            because=Because.APPROVER,
            url=f"/estimates/{one.id}/decide",
            head_url=f"/estimates/{one.id}",
            thing=one.number,
            words={"subject": one.title},
        )


def _stock(program: Actor, today: date) -> Iterator[Due]:
    """What has to be ordered is told of once a week, as long as there is something."""
    low = select(Part.id).where(Part.council_id == program.council_id, is_low())
    number = db.session.scalar(select(func.count()).select_from(low.subquery())) or 0
    if number:
        yield Due(
            topic=Topic.STOCK,
            kind=Kind.TO_ORDER,
            subject_type="stock",
            subject_id=program.council_id,
            due_on=today - timedelta(days=today.weekday()),
            people=_with(program, Role.STOREKEEPER, Role.HEAD),
            because=Because.KEEPER,
            url="/stock/",
            words={"number": str(number)},
        )


def _backup(program: Actor) -> Iterator[Due]:
    """What failed stays due, so that its next time is the day since which one is missing."""
    made = scheduling.states().get("backup.make")
    if made is None:
        return
    well = made.went_well_at
    yield Due(
        topic=Topic.BACKUP,
        kind=Kind.BACKUP_OLD,
        subject_type="backup",
        subject_id=program.council_id,
        due_on=clock.local_date(made.next_due_at),
        people=_with(program, Role.ADMINISTRATOR),
        because=Because.PROGRAM,
        url="/jobs",
        words={"day": day(clock.local_date(well)) if well else ""},
    )


def _holidays(program: Actor, today: date) -> Iterator[Due]:
    coming = Holiday.day.between(today, today + AHEAD), Holiday.removed_at.is_(None)
    own = select(Holiday).where(Holiday.council_id == program.council_id, Holiday.is_estimated)
    for one in db.session.scalars(own.where(*coming).order_by(Holiday.day)):
        yield Due(
            topic=Topic.HOLIDAYS,
            kind=Kind.TO_CONFIRM,
            subject_type="holiday",
            subject_id=one.id,
            due_on=one.day,
            people=_with(program, Role.HEAD, Role.ADMINISTRATOR),
            because=Because.PROGRAM,
            url="/calendar/",
            thing=one,
        )


def _endings(program: Actor, today: date) -> Iterator[Due]:
    """A warranty is told of by its last day, since one purchase brings many devices."""
    council_id, people = program.council_id, _with(program, Role.TECHNICIAN, Role.HEAD)
    for contract in ending_contracts(council_id, today=today):
        about, url = ("contract", contract.id), f"/contracts/{contract.id}"
        yield _ending(about, contract.ends_on, contract.number, url, people, today)
    for licence in ending_licences(council_id, today=today):
        about, url = ("licence", licence.id), f"/contracts/licences/{licence.id}"
        yield _ending(about, licence.ends_on or today, licence.name, url, people, today)
    for last, tags in warranty_tags(council_id, today=today).items():
        about, url = ("warranty", last.toordinal()), "/reports/warranty-expiry"
        yield _ending(about, last, _few(tags), url, people, today)


def _few(tags: Sequence[str]) -> str:
    """Name the first devices and count the rest, for a sentence in any language."""
    named_, more = tags[:3], len(tags) - 3
    return ", ".join(named_) + (f" (+{more})" if more > 0 else "")


def _ending(
    about: tuple[str, int], last: date, name: str, url: str, people: Sequence[int], today: date
) -> Due:
    return Due(
        topic=Topic.ENDINGS,
        kind=Kind.ENDS,
        subject_type=about[0],
        subject_id=about[1],
        due_on=last,
        people=people,
        because=Because.KEEPER,
        url=url,
        thing=name,
        words={"step": "0" if last < today else "1"},
    )


def _loans(program: Actor, today: date) -> Iterator[Due]:
    """Who gave it out hears, and who has it; what was told before there were steps is not again."""
    for one in out_until(program.council_id, today + AHEAD):
        due_on = one.due_on or today
        if one.reminded_at is not None and today < due_on + TOLD_ONCE:
            continue
        holder = one.receiver or one.giver
        hear = {Because.HANDED_BY: one.handed_by}
        if holder is not None and holder.id != one.handed_by_id:
            hear[Because.HOLDER] = holder
        for because, person in hear.items():
            yield Due(
                topic=Topic.LOANS,
                kind=Kind.OVERDUE,
                subject_type="handover",
                subject_id=one.id,
                due_on=due_on,
                people=[person.id],
                because=because,
                url=f"/custody/{one.id}",
                thing=one.number,
                words={
                    "subject": ", ".join(line.asset.asset_tag for line in one.lines),
                    "step": "1" if due_on >= today else "0",
                },
            )


def _requisitions(program: Actor) -> Iterator[Due]:
    """What was asked of the store waits for a recommendation, and then for an approval."""
    offices = {
        Asked.ASKED: _with(program, Role.TECHNICIAN, Role.HEAD),
        Asked.RECOMMENDED: _with(program, Role.HEAD, Role.MANAGER),
    }
    waiting = select(Requisition).where(
        Requisition.council_id == program.council_id, Requisition.state.in_(offices)
    )
    for one in db.session.scalars(waiting.order_by(Requisition.id)):
        concerned = one.asked_by_id, one.recommended_by_id
        yield Due(
            topic=Topic.APPROVALS,
            kind=Kind.REQUISITION_WAITS,
            subject_type="requisition",
            subject_id=one.id,
            due_on=clock.local_date(one.recommended_at or one.asked_at),
            people=[who for who in offices[one.state] if who not in concerned],
            because=Because.APPROVER,
            url=f"/requisitions/{one.id}/decide",
            head_url=f"/requisitions/{one.id}",
            thing=one.number,
            words={"subject": one.purpose[:80]},
        )


def _years(program: Actor, today: date) -> Iterator[Due]:
    """A plan that waits, and a year that is near or has begun and has none that was approved."""
    known = db.session.scalars(
        select(YearPlan).where(YearPlan.council_id == program.council_id).order_by(YearPlan.id)
    ).all()
    leaders = [one for one in people_with(program, Role.MANAGER) if approves(as_actor(one))]
    own = {one.id for one in leaders}
    deciding = own | {one.id for one in deputies_of(own, actor=program, day=today)}
    for one in known:
        if one.state is YearState.SUBMITTED:
            yield Due(
                topic=Topic.APPROVALS,
                kind=Kind.YEAR_WAITS,
                subject_type="year_plan",
                subject_id=one.id,
                due_on=clock.local_date(one.submitted_at or one.made_at),
                people=sorted(deciding - {*one.hands}),
                because=Because.APPROVER,
                url=f"/maintenance/years/{one.id}/decide",
                head_url=f"/maintenance/years/{one.id}",
                thing=one.year.label,
            )
    approved = {one.first_year for one in known if one.state is YearState.APPROVED}
    running = select(MaintenancePlan.id).where(
        MaintenancePlan.council_id == program.council_id,
        MaintenancePlan.state == PlanState.RUNNING,
    )
    if db.session.scalar(running.limit(1)) is None:
        return
    this = FiscalYear.containing(today)
    for year in (this, FiscalYear(this.first + 1)):
        if year.first not in approved and year.first_day <= today + AHEAD:
            yield _missing(program, year)


def _missing(program: Actor, year: FiscalYear) -> Due:
    return Due(
        topic=Topic.YEAR,
        kind=Kind.YEAR_MISSING,
        subject_type="year_missing",
        subject_id=year.first,
        due_on=year.first_day,
        people=_with(program, Role.HEAD),
        because=Because.HEAD,
        url="/maintenance/years/",
        thing=year.label,
    )


def _with(program: Actor, *roles: Role) -> list[int]:
    return [person.id for person in people_with(program, *roles)]

"""Reading estimates; every statement starts at `visible_to`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, deputies_of, people_with
from helpdesk.audit.queries import subject_names
from helpdesk.estimates import permissions
from helpdesk.estimates.models import (
    BudgetCode,
    Estimate,
    EstimateLine,
    EstimateStep,
    FundSource,
)
from helpdesk.estimates.rules import DEPARTMENTS, Office, State, StepState, View
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role, can, the_program
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.kinds.queries import Power, holding, powers
from helpdesk.org.models import Department
from helpdesk.stock.models import StockLevel, StockMovement
from helpdesk.stock.queries import movements_visible_to
from helpdesk.stock.rules import MovementKind

MOST_WAITING = 100
LIST = (joinedload(Estimate.made_by), selectinload(Estimate.steps))
PEOPLE = (
    selectinload(Estimate.steps).joinedload(EstimateStep.decided_by),
    selectinload(Estimate.steps).joinedload(EstimateStep.acting_for),
)
WHOLE = (
    joinedload(Estimate.made_by),
    joinedload(Estimate.submitted_by),
    joinedload(Estimate.department),
    joinedload(Estimate.budget_code),
    joinedload(Estimate.fund),
    selectinload(Estimate.lines).joinedload(EstimateLine.part),
    *PEOPLE,
)


NEWEST = Estimate.state.not_in([State.SUPERSEDED, State.CANCELLED])
VIEWS: dict[View, ColumnElement[bool]] = {
    View.ALL: true(),
    View.DRAFTS: Estimate.state.in_([State.DRAFT, State.RETURNED]),
    View.WAITING: Estimate.state == State.SUBMITTED,
    View.APPROVED: Estimate.state == State.APPROVED,
}


@dataclass(frozen=True, slots=True)
class LastPrice:
    """What a part cost when it was last bought."""

    price: Decimal
    bought_on: date


def visible_to(actor: Actor) -> Select[Estimate]:
    """The unit and the leaders see all of the council; a head of department what is for it."""
    own = select(Estimate).where(Estimate.council_id == actor.council_id)
    if not can(actor, permissions.VIEW):
        return own.where(false())
    if actor.department_ids:
        theirs = Estimate.department_id.in_(actor.department_ids)
        return own.where(or_(theirs, _is_of_money(actor)))
    return own


def _is_of_money(actor: Actor) -> ColumnElement[bool]:
    """Tell whether somebody leads the department of finance or that of procurement."""
    codes = tuple(DEPARTMENTS.values())
    return exists().where(Department.id.in_(actor.department_ids), Department.code.in_(codes))


def listed(actor: Actor, view: View) -> Select[Estimate]:
    return visible_to(actor).where(NEWEST, VIEWS[view]).options(*LIST)


def counts(actor: Actor) -> dict[View, int]:
    columns = [func.count().filter(NEWEST, said).label(view) for view, said in VIEWS.items()]
    found = visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    return dict(zip(VIEWS, db.session.execute(found).one(), strict=True))


def get_or_404(estimate_id: int, *, actor: Actor) -> Estimate:
    found = visible_to(actor).where(Estimate.id == estimate_id)
    return found_or_404(held(found, Estimate).options(*WHOLE))


def line_or_404(line_id: int, *, estimate: Estimate) -> EstimateLine:
    own = EstimateLine.id == line_id, EstimateLine.estimate_id == estimate.id
    return found_or_404(select(EstimateLine).where(*own))


def editions(estimate: Estimate, *, actor: Actor) -> Sequence[Estimate]:
    """Return all editions of an estimate, the newest first."""
    same = visible_to(actor).where(Estimate.number == estimate.number)
    return db.session.scalars(same.order_by(Estimate.edition.desc())).all()


def previous_of(estimate: Estimate) -> Estimate | None:
    """Return the edition before, with its lines."""
    before = select(Estimate).where(Estimate.id == estimate.previous_id)
    return db.session.scalars(before.options(selectinload(Estimate.lines))).one_or_none()


def newer_of(estimate: Estimate) -> Estimate | None:
    newer = select(Estimate).where(Estimate.previous_id == estimate.id)
    return db.session.scalars(newer).one_or_none()


def codes(actor: Actor) -> Sequence[BudgetCode]:
    own = select(BudgetCode).where(BudgetCode.council_id == actor.council_id)
    return db.session.scalars(own.order_by(BudgetCode.code)).all()


def code_or_404(code_id: int, *, actor: Actor) -> BudgetCode:
    own = select(BudgetCode).where(BudgetCode.council_id == actor.council_id)
    return found_or_404(own.where(BudgetCode.id == code_id))


def funds(actor: Actor) -> Sequence[FundSource]:
    return db.session.scalars(_funds(actor).order_by(FundSource.id)).all()


def fund_or_404(fund_id: int, *, actor: Actor) -> FundSource:
    return found_or_404(_funds(actor).where(FundSource.id == fund_id))


def _funds(actor: Actor) -> Select[FundSource]:
    return select(FundSource).where(FundSource.council_id == actor.council_id)


def last_prices(actor: Actor) -> dict[int, LastPrice]:
    """Return what each part cost, before tax, when it last came into a store of the council."""
    bought = (
        movements_visible_to(actor)
        .where(StockMovement.kind == MovementKind.RECEIPT, StockMovement.unit_cost > 0)
        .options()
    )
    newest = bought.with_only_columns(func.max(StockMovement.id)).group_by(StockLevel.part_id)
    rows = db.session.execute(
        select(
            StockLevel.part_id,
            func.coalesce(StockMovement.net_cost, StockMovement.unit_cost),
            StockMovement.at,
        )
        .join(StockMovement.level)
        .where(StockMovement.id.in_(newest))
    )
    return {part_id: LastPrice(cost, clock.local_date(at)) for part_id, cost, at in rows}


# who decides


def covers(power: Power) -> ColumnElement[bool]:
    """Say of a step whether this office decides it."""
    who, offices = power.actor, list[ColumnElement[bool]]()
    if Role.HEAD in who.roles:
        offices.append(EstimateStep.office == Office.HEAD_OF_ICT)
    if Role.MANAGER in who.roles and not who.department_ids:
        offices.append(EstimateStep.office == Office.DIRECTOR)
    if Role.MANAGER in who.roles and who.department_ids:
        offices += [
            and_(EstimateStep.office == office, _leads(who, code))
            for office, code in DEPARTMENTS.items()
        ]
    return or_(false(), *offices)


def _leads(who: Actor, code: str) -> ColumnElement[bool]:
    return exists().where(Department.id.in_(who.department_ids), Department.code == code)


def waiting_for(actor: Actor, *, today: date) -> Select[Estimate]:
    """Return what somebody can decide today; nobody decides what passed through his own hands."""
    mine = [
        and_(covers(power), *_not_concerned(power.actor.id), *_not_concerned(actor.id))
        for power in holding(powers(actor), today)
    ]
    return (
        select(Estimate)
        .join(Estimate.steps)
        .where(
            Estimate.council_id == actor.council_id,
            EstimateStep.state == StepState.PENDING,
            or_(false(), *mine),
            ~_decided_by(actor),
        )
    )


def _not_concerned(person_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return (
        EstimateStep.prepared_by_id.is_distinct_from(person_id),
        EstimateStep.submitted_by_id.is_distinct_from(person_id),
    )


def _decided_by(actor: Actor) -> ColumnElement[bool]:
    return Estimate.steps.any(EstimateStep.decided_by_id == actor.id)


def first_waiting_for(actor: Actor, *, today: date) -> Sequence[int]:
    """Return the keys of what somebody can decide today, a hundred at most."""
    found = waiting_for(actor, today=today).with_only_columns(Estimate.id)
    return db.session.scalars(found.order_by(Estimate.id).limit(MOST_WAITING)).all()


def to_decide_or_404(estimate_id: int, *, actor: Actor, today: date) -> Estimate:
    """Return what somebody may see, or might decide with an office of his own or of another."""
    seen = visible_to(actor).with_only_columns(Estimate.id)
    every = [covers(power) for power in holding(powers(actor), today)]
    offices = select(EstimateStep.estimate_id).where(or_(false(), *every))
    found = select(Estimate).where(
        Estimate.council_id == actor.council_id,
        Estimate.id == estimate_id,
        or_(Estimate.id.in_(seen), Estimate.id.in_(offices)),
    )
    return found_or_404(held(found, Estimate).options(*WHOLE))


def power_over(step: EstimateStep, *, actor: Actor, today: date) -> Power | None:
    """Return the first of one's offices that decides a step, one's own before others'."""
    found = holding(powers(actor), today)
    columns = [covers(power).label(f"power_{place}") for place, power in enumerate(found)]
    row = db.session.execute(select(*columns).where(EstimateStep.id == step.id)).one()
    return next((power for power, is_it in zip(found, row, strict=True) if is_it), None)


def deciders(estimate: Estimate, *, today: date) -> Sequence[User]:
    """Return who may decide the step that is due: who holds its office, and who stands in."""
    step, actor = estimate.pending, the_program(estimate.council_id)
    if step is None:
        return ()
    own = holders(actor)[step.office] - {*estimate.hands}
    leaders = [one for one in people_with(actor, Role.HEAD, Role.MANAGER) if one.id in own]
    deputies = deputies_of(own, actor=actor, day=today)
    decided = {one.decided_by_id for one in estimate.steps}
    people = {one.id: one for one in (*leaders, *deputies)}
    return [one for key, one in people.items() if key not in decided | {*estimate.hands}]


def holders(actor: Actor) -> dict[Office, set[int]]:
    """Return who holds each office in the actor's council today."""
    leaders = people_with(actor, Role.HEAD, Role.MANAGER)
    wanted = tuple(DEPARTMENTS.values())
    own = Department.council_id == actor.council_id, Department.code.in_(wanted)
    rows = db.session.execute(select(Department.code, Department.id).where(*own))
    of_code = {row.code: row.id for row in rows}
    return {office: _holders(office, leaders, of_code, actor) for office in Office}


def _holders(
    office: Office, leaders: Sequence[User], of_code: Mapping[str, int], actor: Actor
) -> set[int]:
    department = of_code.get(DEPARTMENTS.get(office, ""))
    return {
        one.id
        for one in leaders
        if _holds(as_actor(one, council_id=actor.council_id), office, department)
    }


def _holds(who: Actor, office: Office, department_id: int | None) -> bool:
    if office is Office.HEAD_OF_ICT:
        return Role.HEAD in who.roles
    if Role.MANAGER not in who.roles:
        return False
    if office is Office.DIRECTOR:
        return not who.department_ids
    return department_id in who.department_ids


@subject_names("estimate")
def estimate_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(Estimate).where(Estimate.id.in_(ids)))
    return {one.id: f"{one.number} ({one.edition})" for one in rows}


@subject_names("budget_code")
def code_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(BudgetCode).where(BudgetCode.id.in_(ids)))
    return {one.id: one.code for one in rows}


@subject_names("fund_source")
def fund_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(FundSource).where(FundSource.id.in_(ids)))
    return {one.id: one.code for one in rows}

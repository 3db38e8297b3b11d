"""Reading requisitions; every statement starts at `visible_to`."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.audit.queries import subject_names
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.requisitions import permissions
from helpdesk.requisitions.models import Requisition, RequisitionIssue, RequisitionLine
from helpdesk.requisitions.rules import TO_ISSUE, WAITING
from helpdesk.stock.models import StockLevel, StockMovement
from helpdesk.stock.queries import destination_source


class View(StrEnum):
    ALL = "all"
    WAITING = "waiting"
    TO_ISSUE = "to_issue"


VIEWS: dict[View, ColumnElement[bool]] = {
    View.ALL: true(),
    View.WAITING: Requisition.state.in_(WAITING),
    View.TO_ISSUE: Requisition.state.in_(TO_ISSUE),
}


def visible_to(actor: Actor) -> Select[Requisition]:
    """One's own; the unit and its leaders see all, a manager of departments what those ask."""
    found = select(Requisition).where(Requisition.council_id == actor.council_id)
    own = Requisition.asked_by_id == actor.id
    if not can(actor, permissions.VIEW_ALL):
        return found.where(own)
    if actor.department_ids:
        return found.where(or_(own, Requisition.department_id.in_(actor.department_ids)))
    return found


def listed(actor: Actor, view: View) -> Select[Requisition]:
    people = (joinedload(Requisition.asked_by), joinedload(Requisition.department))
    return visible_to(actor).where(VIEWS[view]).options(*people)


def counts(actor: Actor) -> dict[View, int]:
    columns = [func.count().filter(said).label(view) for view, said in VIEWS.items()]
    found = visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    return dict(zip(VIEWS, db.session.execute(found).one(), strict=True))


def get_or_404(requisition_id: int, *, actor: Actor) -> Requisition:
    lines = selectinload(Requisition.lines)
    movement = lines.selectinload(RequisitionLine.issues).joinedload(RequisitionIssue.movement)
    return found_or_404(
        visible_to(actor)
        .where(Requisition.id == requisition_id)
        .options(
            joinedload(Requisition.asked_by),
            joinedload(Requisition.recommended_by),
            joinedload(Requisition.approved_by),
            joinedload(Requisition.department),
            lines.joinedload(RequisitionLine.part),
            movement.joinedload(StockMovement.level).joinedload(StockLevel.store),
            movement.joinedload(StockMovement.by),
        )
    )


def issue_or_404(issue_id: int, *, actor: Actor) -> RequisitionIssue:
    seen = visible_to(actor).with_only_columns(Requisition.id)
    return found_or_404(
        select(RequisitionIssue)
        .join(RequisitionIssue.line)
        .where(RequisitionIssue.id == issue_id, RequisitionLine.requisition_id.in_(seen))
    )


@subject_names("requisition")
def numbers(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(Requisition).where(Requisition.id.in_(ids)))
    return {one.id: one.number for one in rows}


@destination_source
def parts_went() -> Select[int, int | None]:
    """Return to which department parts went that were asked for."""
    return (
        select(
            RequisitionIssue.movement_id.label("movement_id"),
            Requisition.department_id.label("department_id"),
        )
        .join(RequisitionLine, RequisitionLine.id == RequisitionIssue.line_id)
        .join(Requisition, Requisition.id == RequisitionLine.requisition_id)
    )

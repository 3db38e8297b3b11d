"""What was sent on to somebody outside, and what came of it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.tickets.models import Escalation, Ticket
from helpdesk.tickets.queries.tickets import visible_to
from helpdesk.tickets.rules import OPEN

ESCALATION_VIEWS = ("open", "overdue", "answered")
OF_TICKET = (
    select(Escalation)
    .where(Escalation.ticket_id == bindparam("ticket_id"))
    .options(joinedload(Escalation.sent_by))
    .order_by(Escalation.sent_at, Escalation.id)
)
USUAL_RECEIVERS = ("eGA", "OWM-TAMISEMI", "TTCL")


def escalations_visible_to(actor: Actor) -> Select[Escalation]:
    """Those of the tickets that the actor may see; who may see any is the caller's to ask."""
    tickets = visible_to(actor).with_only_columns(Ticket.id)
    return select(Escalation).where(Escalation.ticket_id.in_(tickets))


def escalations_of(ticket: Ticket) -> Sequence[Escalation]:
    return db.session.scalars(OF_TICKET, {"ticket_id": ticket.id}).all()


def escalation_or_404(escalation_id: int, *, ticket: Ticket) -> Escalation:
    wanted = select(Escalation).where(
        Escalation.id == escalation_id, Escalation.ticket_id == ticket.id
    )
    return found_or_404(wanted)


def escalated(actor: Actor, view: str, *, today: date) -> Select[Escalation]:
    """Return one of ESCALATION_VIEWS with its tickets; the caller sorts and pages them."""
    return (
        escalations_visible_to(actor)
        .join(Escalation.ticket)
        .where(*_views(today)[view])
        .options(
            contains_eager(Escalation.ticket).joinedload(Ticket.assignee),
            joinedload(Escalation.sent_by),
        )
    )


def count_escalated(actor: Actor, *, today: date) -> dict[str, int]:
    views = _views(today)
    columns = [func.count().filter(*conditions).label(name) for name, conditions in views.items()]
    found = escalations_visible_to(actor)
    row = db.session.execute(found.with_only_columns(*columns, maintain_column_froms=True)).one()
    return dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public spelling


def receivers(actor: Actor, *, most: int = 30) -> list[str]:
    """Return to whom the council has sent something before, and to whom every council does."""
    before = escalations_visible_to(actor).with_only_columns(Escalation.sent_to).distinct()
    return sorted({*USUAL_RECEIVERS, *db.session.scalars(before.limit(most))})


def _views(today: date) -> dict[str, tuple[ColumnElement[bool], ...]]:
    goes_on = Escalation.ticket.has(Ticket.status.in_(OPEN))
    is_open = Escalation.answered_at.is_(None), goes_on
    return {
        "open": is_open,
        "overdue": (*is_open, Escalation.chase_on <= today),
        "answered": (Escalation.answered_at.is_not(None),),
    }

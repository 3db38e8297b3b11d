"""How content requesters were."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import permissions, rules
from helpdesk.tickets.models import Satisfaction, Ticket, TicketStatusChange
from helpdesk.tickets.rules import Status


def satisfaction_with(ticket: Ticket) -> Satisfaction | None:
    """Return what the requester of a ticket said; whoever may see the ticket may see this."""
    return db.session.get(Satisfaction, ticket.id)


def said_before(ticket: Ticket) -> dict[str, int | str]:
    """Return the answer that a form begins with."""
    said = satisfaction_with(ticket)
    return {"score": said.score, "remark": said.comment} if said else {}


def may_rate(ticket: Ticket, *, actor: Actor, now: datetime) -> bool:
    """Tell whether the actor asked for it, did not solve it himself, and is not too late."""
    if not permissions.is_requester(actor, ticket):
        return False
    if not rules.can_rate(ticket.status, ticket.closed_at, now=now):
        return False
    return actor.id is None or actor.id not in (ticket.assignee_id, _solver_id(ticket))


def _solver_id(ticket: Ticket) -> int | None:
    return db.session.scalar(
        select(TicketStatusChange.by_id)
        .where(
            TicketStatusChange.ticket_id == ticket.id,
            TicketStatusChange.to_status == Status.RESOLVED,
        )
        .order_by(TicketStatusChange.id.desc())
        .limit(1)
    )

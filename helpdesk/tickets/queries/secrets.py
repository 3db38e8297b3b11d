"""What the log and the outbox keep from those who may not know of a security incident."""

from functools import partial
from typing import Any

from sqlalchemy import Select, select

from helpdesk.audit.queries import hidden, hidden_names
from helpdesk.infra.access import Actor
from helpdesk.infra.db import Model
from helpdesk.tickets import permissions
from helpdesk.tickets.models import Comment, Escalation, Ticket, TicketCheck, TimeEntry
from helpdesk.tickets.rules import Kind


@hidden("ticket", "ticket_link")
def tickets_hidden_from(actor: Actor) -> Select[Any] | None:
    """Return the ids of what `need_to_know` leaves out; none where it leaves out nothing.

    An incident that nobody has taken up yet has no officer, and NULL is nobody.
    """
    if permissions.sees_security(actor):
        return None
    return select(Ticket.id).where(
        Ticket.council_id == actor.council_id,
        Ticket.kind == Kind.SECURITY_INCIDENT,
        Ticket.requester_id.is_distinct_from(actor.id or 0),
        Ticket.assignee_id.is_distinct_from(actor.id or 0),
    )


@hidden_names
def references_hidden_from(actor: Actor) -> Select[Any] | None:
    tickets = tickets_hidden_from(actor)
    return None if tickets is None else tickets.with_only_columns(Ticket.reference)


def hide_with_ticket(*models: type[Model]) -> None:
    """Declare tables whose rows are part of a ticket, to which their `ticket_id` points."""
    for model in models:
        hidden(model.__tablename__)(partial(_hidden_parts, model))


def _hidden_parts(model: Any, actor: Actor) -> Select[Any] | None:
    tickets = tickets_hidden_from(actor)
    return None if tickets is None else select(model.id).where(model.ticket_id.in_(tickets))


hide_with_ticket(Comment, Escalation, TicketCheck, TimeEntry)

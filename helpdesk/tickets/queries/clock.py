"""What happened to the clock of a ticket, and what the council promised."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from helpdesk.infra.db import db
from helpdesk.tickets.models import SlaEvent, SlaTarget, Ticket
from helpdesk.tickets.rules import TARGETS, Targets


def sla_events(ticket: Ticket) -> Sequence[SlaEvent]:
    """Return what happened to the clock, oldest first; of one instant in the order of writing."""
    return db.session.scalars(
        select(SlaEvent)
        .where(SlaEvent.ticket_id == ticket.id)
        .options(joinedload(SlaEvent.by))
        .order_by(SlaEvent.at, SlaEvent.id)
    ).all()


def targets_for(ticket: Ticket) -> Targets:
    """Return the council's promise for this priority, that for the category before the general."""
    found = db.session.scalars(
        select(SlaTarget)
        .where(
            SlaTarget.council_id == ticket.council_id,
            SlaTarget.priority == ticket.priority,
            or_(SlaTarget.category_id.is_(None), SlaTarget.category_id == ticket.category_id),
        )
        .order_by(SlaTarget.category_id.is_(None))
        .limit(1)
    ).first()
    if found is None:
        return TARGETS[ticket.priority]
    respond, resolve = found.respond_minutes, found.resolve_minutes
    return Targets(timedelta(minutes=respond), timedelta(minutes=resolve))

"""The record of a ticket's kind, whichever kind that is."""

from sqlalchemy import select

from helpdesk.infra.db import db
from helpdesk.kinds.models import RECORDS, KindRecord
from helpdesk.tickets.models import Ticket


def record_of(ticket: Ticket) -> KindRecord | None:
    """Return what the form asked; a ticket that was opened without a form has none."""
    model = RECORDS.get(ticket.kind)
    if model is None:
        return None
    return db.session.scalars(select(model).where(model.ticket_id == ticket.id)).one_or_none()

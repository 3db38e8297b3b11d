"""The tickets of a government system, as far as the reader may see them."""

from collections.abc import Sequence

from sqlalchemy import func

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries.tickets import LIST, visible_to
from helpdesk.tickets.rules import OPEN

MOST = 10


def tickets_of_system(system_id: int, *, actor: Actor) -> Sequence[Ticket]:
    """Return the newest few."""
    found = visible_to(actor).where(Ticket.system_id == system_id).options(*LIST)
    newest = found.order_by(Ticket.opened_at.desc(), Ticket.id.desc()).limit(MOST)
    return db.session.scalars(newest).all()


def count_of_system(system_id: int, *, actor: Actor) -> tuple[int, int]:
    """Return how many there are, and how many of them are open."""
    found = visible_to(actor).where(Ticket.system_id == system_id)
    is_open = func.count().filter(Ticket.status.in_(OPEN))
    both = found.with_only_columns(func.count(), is_open, maintain_column_froms=True)
    total, still_open = db.session.execute(both).one()
    return total, still_open

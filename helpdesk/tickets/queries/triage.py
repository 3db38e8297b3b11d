"""What nobody has taken up yet, and how much every officer has on the table."""

from collections.abc import Sequence

from sqlalchemy import func

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import people_with
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries.tickets import ROWS, visible_to
from helpdesk.tickets.rules import MOST_ROWS, OPEN


def untriaged(actor: Actor) -> Sequence[Ticket]:
    """Return what neither an officer nor a team has, the soonest due first.

    What is under an outage waits for that, and is nobody's to sort.
    """
    unclaimed = Ticket.assignee_id.is_(None), Ticket.team_id.is_(None), Ticket.parent_id.is_(None)
    return db.session.scalars(
        visible_to(actor)
        .where(Ticket.status.in_(OPEN), *unclaimed)
        .options(*ROWS)
        .order_by(Ticket.sort_at, Ticket.id)
        .limit(MOST_ROWS)
    ).all()


def open_by_officer(actor: Actor) -> dict[int, int]:
    counted = (
        visible_to(actor)
        .where(Ticket.status.in_(OPEN), Ticket.assignee_id.is_not(None))
        .with_only_columns(Ticket.assignee_id, func.count())
        .group_by(Ticket.assignee_id)
    )
    rows = db.session.execute(counted)
    return {key: number for key, number in rows if key is not None}


def fixers(actor: Actor) -> Sequence[User]:
    """Return those whose daily work tickets are; the head of the unit gets none by a guess."""
    return people_with(actor, Role.TECHNICIAN)

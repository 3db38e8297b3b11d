"""What nobody has taken up yet, and how much every officer has on the table."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Select, func
from sqlalchemy.orm import defer, joinedload

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import people_with
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.org.models import Department
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries.tickets import visible_to
from helpdesk.tickets.rules import MOST_ROWS, OPEN

# Neither an officer nor a team has them, and of the category the page needs the key alone.
SHOWN = (
    joinedload(Ticket.requester).load_only(User.name),
    joinedload(Ticket.asset).load_only(Asset.asset_tag),
    joinedload(Ticket.at_department).load_only(Department.name_sw, Department.name_en),
    defer(Ticket.resolution),
    defer(Ticket.search_text),
    defer(Ticket.priority_reason),
)


def untriaged(actor: Actor) -> Sequence[Ticket]:
    """Return what neither an officer nor a team has, the soonest due first.

    What is under an outage waits for that, and is nobody's to sort.
    """
    return db.session.scalars(_untriaged(actor)).all()


@lru_cache
def _untriaged(actor: Actor) -> Select[Ticket]:
    unclaimed = Ticket.assignee_id.is_(None), Ticket.team_id.is_(None), Ticket.parent_id.is_(None)
    return (
        visible_to(actor)
        .where(Ticket.status.in_(OPEN), *unclaimed)
        .options(*SHOWN)
        .order_by(Ticket.sort_at, Ticket.id)
        .limit(MOST_ROWS)
    )


def open_by_officer(actor: Actor) -> dict[int, int]:
    rows = db.session.execute(_open_by_officer(actor))
    return {key: number for key, number in rows if key is not None}


@lru_cache
def _open_by_officer(actor: Actor) -> Select[int | None, int]:
    return (
        visible_to(actor)
        .where(Ticket.status.in_(OPEN), Ticket.assignee_id.is_not(None))
        .with_only_columns(Ticket.assignee_id, func.count())
        .group_by(Ticket.assignee_id)
    )


def fixers(actor: Actor) -> Sequence[User]:
    """Return those whose daily work tickets are; the head of the unit gets none by a guess."""
    return people_with(actor, Role.TECHNICIAN)

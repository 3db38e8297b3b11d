"""The queue as its page shows it: to read each ticket whole, with its people, takes far longer."""

from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy.orm import Bundle, aliased

from helpdesk.accounts.models import User
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor
from helpdesk.org.models import Department
from helpdesk.tickets.models import Team, Ticket
from helpdesk.tickets.queries.tickets import Filters, narrowed

DATED = ("overdue", "today")  # views that hold other tickets at another time
# The others do not ask when it is, and are built once.
ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
Requester, Officer = aliased(User), aliased(User)


def queue_rows(actor: Actor, filters: Filters, *, now: datetime) -> Select[Any]:
    """Return what a list shows of one view, in the reader's language; the caller sorts and pages.

    Its names are those of a ticket, but for those of other records, which are plain words.
    """
    return _rows(actor, filters, now if filters.view in DATED else ANY_TIME)


@lru_cache
def _rows(actor: Actor, filters: Filters, now: datetime) -> Select[Any]:
    return (
        narrowed(actor, filters, now=now)
        .outerjoin(Requester, Requester.id == Ticket.requester_id)
        .outerjoin(Officer, Officer.id == Ticket.assignee_id)
        .outerjoin(Asset, Asset.id == Ticket.asset_id)
        .outerjoin(Department, Department.id == Ticket.at_department_id)
        .outerjoin(Team, Team.id == Ticket.team_id)
        .with_only_columns(_shown(is_english=actor.language == "en"), maintain_column_froms=True)
    )


@cache
def _shown(*, is_english: bool) -> Bundle[Any]:
    department, team = (
        (one.name_en if is_english else one.name_sw).label(name)
        for name, one in (("department", Department), ("team", Team))
    )
    return Bundle(
        "shown",
        Ticket.id,
        Ticket.reference,
        Ticket.subject,
        Ticket.priority,
        Ticket.status,
        Ticket.waiting_for,
        Ticket.merged_into_id,
        Ticket.assignee_id,
        Ticket.opened_at,
        Ticket.sort_at,
        Ticket.resolution_due_at,
        Ticket.resolved_at,
        Ticket.closed_at,
        Ticket.warned_percent,
        func.coalesce(Requester.name, Ticket.guest_name).label("requester"),
        Officer.name.label("officer"),
        Asset.asset_tag,
        department,
        team,
    )

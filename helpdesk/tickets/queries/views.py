"""Views of the queue that people saved, and how many tickets each of them holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ScalarSelect, Select, func, literal, or_, select, tuple_
from sqlalchemy.orm import joinedload

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.paging import COUNTED, Order
from helpdesk.infra.transactions import held
from helpdesk.tickets.models import SavedView, Ticket
from helpdesk.tickets.queries.tickets import Filters, counts, narrowed
from helpdesk.tickets.rules import MOST_SHOWN, OPEN

SOONEST_FIRST = Order(Ticket.sort_at, Ticket.id)
NEWEST_FIRST = Order(Ticket.opened_at, Ticket.id, descending=True)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The ids of the tickets next to one in a view, where there are any."""

    previous: int | None
    next: int | None


def views_visible_to(actor: Actor) -> Select[SavedView]:
    """One's own, and what others of the unit share."""
    mine = SavedView.owner_id == actor.id
    return select(SavedView).where(
        SavedView.council_id == actor.council_id, or_(mine, SavedView.is_shared)
    )


def saved_views(actor: Actor) -> Sequence[SavedView]:
    """Return the views in use, one's own first."""
    return db.session.scalars(_saved_views(actor)).all()


@lru_cache
def _saved_views(actor: Actor) -> Select[SavedView]:
    return (
        views_visible_to(actor)
        .where(SavedView.is_active)
        .options(joinedload(SavedView.owner))
        .order_by(SavedView.owner_id != actor.id, SavedView.name, SavedView.id)
    )


def shown_views(actor: Actor) -> Sequence[SavedView]:
    return saved_views(actor)[:MOST_SHOWN]


def own_view_or_404(view_id: int, *, actor: Actor) -> SavedView:
    own = views_visible_to(actor).where(SavedView.id == view_id, SavedView.owner_id == actor.id)
    return found_or_404(held(own, SavedView))


def own_view_named(name: str, *, actor: Actor) -> SavedView | None:
    named = SavedView.owner_id == actor.id, SavedView.name == name
    return db.session.scalars(select(SavedView).where(*named)).one_or_none()


def counts_of(actor: Actor, views: Mapping[str, Filters], *, now: datetime) -> dict[str, int]:
    """Count these views and the fixed ones in one statement; these only as far as a list does."""
    more = {name: _count(narrowed(actor, filters, now=now)) for name, filters in views.items()}
    return counts(actor, now=now, more=more)


def order_of(filters: Filters) -> Order:
    """Sort what is to be done by its due, the most overdue first; what is past by its newest."""
    is_past = filters.view in ("all", "own", "today") or filters.status not in (None, *OPEN)
    return NEWEST_FIRST if is_past else SOONEST_FIRST


def neighbours(ticket: Ticket, actor: Actor, filters: Filters, *, now: datetime) -> Neighbours:
    """Find the tickets before and after this one in a view, in two statements."""
    order = order_of(filters)
    here = tuple_(order.column.expression, order.key.expression)
    place = getattr(ticket, order.column.key)
    there = tuple_(literal(place, order.column.type), literal(ticket.id))
    tickets = narrowed(actor, filters, now=now).with_only_columns(Ticket.id)
    falling = [order.column.desc(), order.key.desc()]
    rising = [order.column.asc(), order.key.asc()]
    below = db.session.scalar(tickets.where(here < there).order_by(*falling).limit(1))
    above = db.session.scalar(tickets.where(here > there).order_by(*rising).limit(1))
    return Neighbours(above, below) if order.descending else Neighbours(below, above)


def _count(tickets: Select[Ticket]) -> ScalarSelect[int]:
    few = tickets.with_only_columns(Ticket.id).limit(COUNTED + 1).subquery()
    return select(func.count()).select_from(few).scalar_subquery()

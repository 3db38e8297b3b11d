"""Known outages: what everybody may know of them, and what looks like a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ScalarSelect, Select, String, bindparam, case, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.systems.models import System
from helpdesk.tickets.models import Category, Comment, OutageUpdate, Ticket
from helpdesk.tickets.queries.tickets import LIST, need_to_know, visible_to
from helpdesk.tickets.rules import (
    OPEN,
    WITHIN,
    Kind,
    Proposal,
    Report,
    Status,
    Trouble,
    propose,
)

Value = TypeVar("Value")
SHOWN_AFTERWARDS = timedelta(days=14)
MOST = 20
MOST_LOOKED_AT = 300
Children = aliased(Ticket)
SINCE = func.coalesce(Ticket.happened_at, Ticket.opened_at).label("since")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage(Trouble):
    """What everybody of the council may know; `own_id` is the reader's own ticket in it."""

    id: int
    reference: str
    subject: str
    since: datetime
    resolved_at: datetime | None
    affected: int
    own_id: int | None
    news: str | None = None
    news_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What even a guest may know of an outage: not the words of whoever reported it first."""

    system: str | None
    category: Category | None
    since: datetime
    news: str | None
    news_at: datetime | None


def outages_visible_to(actor: Actor) -> Select[Ticket]:
    """The outages of the council: that one happens is no secret, whoever reported it."""
    of_council = Ticket.council_id == actor.council_id
    return select(Ticket).where(of_council, Ticket.is_outage, need_to_know(actor))


def known_outages(actor: Actor) -> Sequence[Outage]:
    """Return what is not solved yet, newest first, in one statement."""
    return _outages(_known(actor))


@lru_cache
def _known(actor: Actor) -> Select[*tuple[Any, ...]]:
    return _told(actor, outages_visible_to(actor).where(Ticket.status.in_(OPEN)))


def past_outages(actor: Actor, *, now: datetime) -> Sequence[Outage]:
    over = Ticket.status.in_([Status.RESOLVED, Status.CLOSED])
    lately = Ticket.resolved_at > now - SHOWN_AFTERWARDS
    return _outages(_told(actor, outages_visible_to(actor).where(over, lately)))


def _outages(found: Select[*tuple[Any, ...]]) -> Sequence[Outage]:
    return [Outage(**row) for row in db.session.execute(found).mappings()]


def _told(actor: Actor, found: Select[Ticket]) -> Select[*tuple[Any, ...]]:
    is_own = Children.requester_id == (actor.id or 0)
    return (
        found.outerjoin(Children, Children.parent_id == Ticket.id)
        .with_only_columns(
            Ticket.id,
            Ticket.reference,
            Ticket.subject,
            Ticket.system_id,
            Ticket.category_id,
            SINCE,
            Ticket.resolved_at,
            (1 + func.count(Children.id)).label("affected"),  # who reported it first is hit too
            case(
                (Ticket.requester_id == (actor.id or 0), Ticket.id),
                else_=func.max(case((is_own, Children.id))),
            ).label("own_id"),
            _newest(Comment.text).label("news"),
            _newest(Comment.at).label("news_at"),
        )
        .group_by(Ticket.id)
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(MOST)
    )


def _newest(column: InstrumentedAttribute[Value]) -> ScalarSelect[Value]:
    """Return this of what all whom an outage hits were told last."""
    told = select(column).join(OutageUpdate, OutageUpdate.comment_id == Comment.id)
    of_outage = told.where(OutageUpdate.ticket_id == Ticket.id).correlate(Ticket)
    return of_outage.order_by(Comment.id.desc()).limit(1).scalar_subquery()


def outages_about(asset: Asset) -> Sequence[Told]:
    """Return the outages of a system, or of such devices, for whoever stands before one."""
    of_such = Ticket.asset.has(Asset.category_id == asset.category_id)
    open_here = select(Ticket).where(
        Ticket.council_id == asset.council_id,
        Ticket.is_outage,
        Ticket.status.in_(OPEN),
        Ticket.kind != Kind.SECURITY_INCIDENT,
        or_(Ticket.system_id.is_not(None), of_such),
    )
    told = System.acronym, Category, SINCE, _newest(Comment.text), _newest(Comment.at)
    named = open_here.outerjoin(Ticket.system).outerjoin(Ticket.category)
    found = named.with_only_columns(*told).order_by(Ticket.opened_at.desc()).limit(MOST)
    return [Told(*row) for row in db.session.execute(found)]


def outage_or_404(outage_id: int, *, actor: Actor) -> Ticket:
    """Return an outage to whoever joins it; two who do so at once come in turn."""
    return found_or_404(held(outages_visible_to(actor).where(Ticket.id == outage_id), Ticket))


def own_in_outage(outage: Ticket, user_id: int) -> Ticket | None:
    """Return the ticket by which somebody is already counted among those affected."""
    mine = Ticket.requester_id == user_id, Ticket.council_id == outage.council_id
    counted = or_(Ticket.parent_id == outage.id, Ticket.id == outage.id)
    found = select(Ticket).where(*mine, counted).order_by(Ticket.id.desc()).limit(1)
    return db.session.scalars(found).first()


def children(outage: Ticket, *, actor: Actor, most: int = 200) -> Sequence[Ticket]:
    """Return the tickets of those affected, as far as the actor may see them."""
    return db.session.scalars(
        visible_to(actor)
        .where(Ticket.parent_id == outage.id)
        .options(*LIST)
        .order_by(Ticket.opened_at, Ticket.id)
        .limit(most)
    ).all()


def open_children(outage: Ticket) -> Sequence[Ticket]:
    """Return those that are told what happens, and solved together; oldest first."""
    hit = select(Ticket).where(Ticket.parent_id == outage.id, Ticket.status.in_(OPEN))
    return db.session.scalars(held(hit.order_by(Ticket.id), Ticket)).all()


def count_children(outage: Ticket) -> int:
    counted = select(func.count()).where(Ticket.parent_id == outage.id)
    return db.session.scalar(counted) or 0


def count_open_children(outage: Ticket) -> int:
    """Count those who wait for the end of an outage; an ordinary ticket has none."""
    if not outage.is_outage:
        return 0
    waiting = Ticket.parent_id == outage.id, Ticket.status.in_(OPEN)
    return db.session.scalar(select(func.count()).where(*waiting)) or 0


def proposals(actor: Actor, *, now: datetime, known: Sequence[Outage]) -> list[Proposal]:
    """Return like faults of the last hour that may be one outage; in one statement."""
    rows = db.session.execute(_lately(actor), {"since": now - WITHIN}).mappings()
    return propose([Report(**row) for row in rows], known=known)


@lru_cache
def _lately(actor: Actor) -> Select[*tuple[Any, ...]]:
    guest = func.coalesce(func.nullif(Ticket.guest_phone, ""), Ticket.guest_name)
    by = func.coalesce(cast(Ticket.requester_id, String), guest).label("by")
    said = (
        Ticket.id.label("ticket_id"),
        Ticket.reference,
        Ticket.opened_at.label("at"),
        Ticket.subject,
    )
    about = Ticket.system_id, System.acronym.label("system"), Ticket.category_id
    return (
        visible_to(actor)
        .outerjoin(System, System.id == Ticket.system_id)
        .where(
            Ticket.status.in_(OPEN),
            Ticket.kind == Kind.INCIDENT,
            Ticket.opened_at > bindparam("since"),
            or_(Ticket.system_id.is_not(None), Ticket.category_id.is_not(None)),
            Ticket.parent_id.is_(None),
            Ticket.merged_into_id.is_(None),
            ~Ticket.is_outage,
        )
        .with_only_columns(*said, by, *about)
        .order_by(Ticket.opened_at.desc())
        .limit(MOST_LOOKED_AT)
    )

"""Which tickets belong together: linked ones, children, and duplicates that went on as another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import BindParameter, Integer, Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from helpdesk.core.text import normalise_code
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.tickets.models import Comment, Ticket, TicketLink
from helpdesk.tickets.queries.tickets import LIST, visible_to
from helpdesk.tickets.rules import OPEN

LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Relatives:
    """What hangs together with a ticket, as far as the reader may see it, without its people."""

    parent: Ticket | None
    children: Sequence[Ticket]
    linked: Sequence[Ticket]


def relatives(ticket: Ticket, *, actor: Actor) -> Relatives:
    """Find them in one statement; those of a link come from either of its ends."""
    said = {"ticket_id": ticket.id, "parent_id": ticket.parent_id or 0}
    rows = db.session.execute(_kin(actor), said).all()
    return Relatives(
        parent=next((one for one, _linked in rows if one.id == ticket.parent_id), None),
        children=[one for one, _linked in rows if one.parent_id == ticket.id],
        linked=[one for one, linked in rows if linked],
    )


@lru_cache
def _kin(actor: Actor) -> Select[Ticket, bool]:
    here: BindParameter[int] = bindparam("ticket_id", type_=Integer)
    links = select(TicketLink.ticket_id).where(TicketLink.other_id == here)
    backwards = select(TicketLink.other_id).where(TicketLink.ticket_id == here)
    is_linked = or_(Ticket.id.in_(links), Ticket.id.in_(backwards))
    # Ids from one subquery: with an OR between them the databases would read every ticket.
    family = select(Ticket.id).where(Ticket.parent_id == here)
    parent = select(bindparam("parent_id", type_=Integer))
    kin = Ticket.id.in_(links.union(backwards, family, parent))
    return visible_to(actor).where(kin).add_columns(is_linked).order_by(Ticket.id)


def link_between(ticket: Ticket, other: Ticket) -> TicketLink | None:
    first, second = sorted((ticket.id, other.id))
    return db.session.get(TicketLink, (first, second))


def has_children(ticket: Ticket) -> bool:
    children = select(Ticket.id).where(Ticket.parent_id == ticket.id).limit(1)
    return db.session.scalar(children) is not None


def ancestors(ticket: Ticket) -> list[int]:
    """Return the ids of the ticket's parent, of its parent, and so on."""
    found: list[int] = []
    parent = ticket.parent
    while parent is not None and parent.id not in found:
        found.append(parent.id)
        parent = parent.parent
    return found


def merged_into(ticket: Ticket, *, actor: Actor) -> Sequence[Ticket]:
    """Return the duplicates that go on as this ticket, oldest first."""
    return db.session.scalars(_merged_into(actor), {"ticket_id": ticket.id}).all()


@lru_cache
def _merged_into(actor: Actor) -> Select[Ticket]:
    merged = visible_to(actor).where(Ticket.merged_into_id == bindparam("ticket_id"))
    return merged.options(joinedload(Ticket.requester)).order_by(Ticket.id)


def public_replies(tickets: Sequence[Ticket]) -> Sequence[Comment]:
    """Return what the requesters of these tickets read themselves, oldest first."""
    return db.session.scalars(
        select(Comment)
        .where(Comment.ticket_id.in_([one.id for one in tickets]), ~Comment.is_internal)
        .options(joinedload(Comment.author))
        .order_by(Comment.at, Comment.id)
    ).all()


def newest_replies(tickets: Sequence[Ticket]) -> Mapping[int, int]:
    """Return the number of the newest message that the requester of each ticket can read."""
    rows = (
        select(Comment.ticket_id, func.max(Comment.id))
        .where(Comment.ticket_id.in_([one.id for one in tickets]), ~Comment.is_internal)
        .group_by(Comment.ticket_id)
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


def public_reply_or_404(comment_id: int, *, ticket: Ticket) -> Comment:
    """Return a message of the requester; what an officer wrote is nobody's request."""
    of_ticket = Comment.id == comment_id, Comment.ticket_id == ticket.id
    by_requester = func.coalesce(Comment.author_id, 0) == (ticket.requester_id or 0)
    public = select(Comment).where(*of_ticket, by_requester, ~Comment.is_internal)
    return found_or_404(held(public, Comment))


def made_of(comment: Comment, *, actor: Actor) -> Ticket | None:
    """Return the ticket that was made of a message, if the actor may see it."""
    made = visible_to(actor).where(Ticket.id == comment.split_into_id)
    return db.session.scalars(made).one_or_none()


def goes_on_as(ticket: Ticket, *, actor: Actor) -> Ticket | None:
    """Return the ticket that a merged one goes on as in the end, if the actor may see it."""
    last = last_of(ticket)
    if last is ticket:
        return None
    return db.session.scalars(visible_to(actor).where(Ticket.id == last.id)).one_or_none()


def last_of(ticket: Ticket) -> Ticket:
    """Return what a ticket goes on as in the end; that is itself, where it was not merged."""
    last, seen = ticket, {ticket.id}
    while last.merged_into is not None and last.merged_into.id not in seen:
        last = last.merged_into
        seen.add(last.id)
    return last


def candidates(ticket: Ticket, *, actor: Actor, most: int = 15) -> Sequence[Ticket]:
    """Return open tickets of the same requester or device, newest first."""
    same = [Ticket.requester_id == ticket.requester_id] if ticket.requester_id else []
    same += [Ticket.asset_id == ticket.asset_id] if ticket.asset_id else []
    if not same:
        return []
    return db.session.scalars(
        visible_to(actor)
        .where(or_(*same), Ticket.id != ticket.id, Ticket.status.in_(OPEN))
        .options(*LIST)
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(most)
    ).all()


def find_by_reference(typed: str, *, actor: Actor) -> Ticket | None:
    """Find a ticket by its whole reference, or the newest one by its last digits."""
    code = normalise_code(typed)
    named = Ticket.reference == code
    if code.isascii() and code.isdecimal() and len(code) <= LONGEST_NUMBER:
        named = Ticket.reference.endswith(f"/{code.zfill(5)}", autoescape=True)
    found = visible_to(actor).where(named).order_by(Ticket.id.desc()).limit(1)
    return db.session.scalars(found).first()


def joined_to(ticket: Ticket) -> Sequence[Ticket]:
    """Return all that goes on as a ticket, be it by way of others; for the program alone."""
    joined = select(Ticket).where(Ticket.merged_into_id == ticket.id).order_by(Ticket.id)
    direct = db.session.scalars(joined).all()
    return [*direct, *(further for one in direct for further in joined_to(one))]

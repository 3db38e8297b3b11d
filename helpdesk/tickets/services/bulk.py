"""Doing one thing to many tickets; the caller commits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import Team, Ticket
from helpdesk.tickets.rules import BulkAct, BulkRefusal, Cause, Held, Priority
from helpdesk.tickets.services import moves
from helpdesk.tickets.services.batches import Outcome, together
from helpdesk.tickets.services.outages import put_under_outage
from helpdesk.tickets.services.talk import reply
from helpdesk.tickets.services.teams import give


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An act and what it needs; the rest stays empty."""

    act: BulkAct
    to: User | Team | None = None
    priority: Priority | None = None
    category_id: int | None = None
    outage: Ticket | None = None
    cause: Cause = Cause.UNKNOWN
    text: str = ""


def sorted_out(
    act: BulkAct, tickets: Sequence[Ticket], *, actor: Actor
) -> tuple[list[Ticket], dict[BulkRefusal, list[Ticket]]]:
    """Part the tickets that can take an act from those that cannot, by the reason."""
    able: list[Ticket] = []
    refused: dict[BulkRefusal, list[Ticket]] = {}
    for ticket in tickets:
        why = _refusal(act, ticket, actor)
        (refused.setdefault(why, []) if why else able).append(ticket)
    return able, refused


def carry_out(
    wish: Wish, tickets: Sequence[Ticket], seen: Mapping[int, int], *, actor: Actor, now: datetime
) -> Outcome:
    """Do it to all that can take it and are as they were seen."""
    moved = [one for one in tickets if one.version != seen.get(one.id, one.version)]
    still = [ticket for ticket in tickets if ticket not in moved]
    able, refused = sorted_out(wish.act, still, actor=actor)
    moved += [ticket for ticket in able if ticket.id not in seen]
    same = [ticket for ticket in able if _is_so(wish, ticket)]
    able = [ticket for ticket in able if ticket not in [*moved, *same]]
    can_be_undone = wish.act not in rules.IRREVERSIBLE
    with together(able, of=rules.OF_MANY if can_be_undone else "final") as batch:
        for ticket in able:
            _ACTS[wish.act](ticket, wish, actor, now)
    if same:
        refused[BulkRefusal.SAME] = same
    return Outcome(
        batch=batch,
        changed=able,
        moved=moved,
        refused=refused,
        can_be_undone=can_be_undone,
    )


def _refusal(act: BulkAct, ticket: Ticket, actor: Actor) -> BulkRefusal | None:
    goal = rules.goal_of(act)
    why = queries.why_held(ticket, goal) if goal else None
    if why is not None:
        return BulkRefusal.NO_FORM if why is Held.FORM_MISSING else BulkRefusal.HELD
    return rules.bulk_refusal(
        act,
        ticket.status,
        is_own=ticket.assignee_id == actor.id,
        is_outage=ticket.is_outage,
        is_child=ticket.parent_id is not None,
    )


def _is_so(wish: Wish, ticket: Ticket) -> bool:
    """Tell whether the ticket has this very value already."""
    if wish.act is BulkAct.PRIORITY:
        return ticket.priority is wish.priority
    is_same = wish.act is BulkAct.CATEGORY and ticket.category_id == wish.category_id
    return is_same and queries.kind_in(ticket, ticket.category) is ticket.kind


def _take(ticket: Ticket, _wish: Wish, actor: Actor, now: datetime) -> None:
    moves.take(ticket, actor=actor, now=now)


def _assign(ticket: Ticket, wish: Wish, actor: Actor, now: datetime) -> None:
    if wish.to is not None:
        give(ticket, to=wish.to, actor=actor, now=now)


def _set_priority(ticket: Ticket, wish: Wish, actor: Actor, now: datetime) -> None:
    values = {"priority": wish.priority, "priority_reason": wish.text}
    moves.change(ticket, values, reason="", actor=actor, now=now)


def _set_category(ticket: Ticket, wish: Wish, actor: Actor, now: datetime) -> None:
    moves.change(ticket, {"category_id": wish.category_id}, reason="", actor=actor, now=now)


def _reply(ticket: Ticket, wish: Wish, actor: Actor, now: datetime) -> None:
    author = db.session.get_one(User, actor.id)
    reply(ticket, text=wish.text, author=author, actor=actor, now=now)


def _resolve(ticket: Ticket, wish: Wish, actor: Actor, now: datetime) -> None:
    moves.resolve(ticket, cause=wish.cause, resolution=wish.text, actor=actor, now=now)


def _close(ticket: Ticket, _wish: Wish, actor: Actor, now: datetime) -> None:
    moves.confirm(ticket, actor=actor, now=now)


def _cancel(ticket: Ticket, wish: Wish, actor: Actor, now: datetime) -> None:
    moves.cancel(ticket, reason=wish.text, actor=actor, now=now)


def _put_under(ticket: Ticket, wish: Wish, actor: Actor, now: datetime) -> None:
    if wish.outage is not None:
        put_under_outage(ticket, wish.outage, actor=actor, now=now)


_ACTS: dict[BulkAct, Callable[[Ticket, Wish, Actor, datetime], None]] = {
    BulkAct.TAKE: _take,
    BulkAct.ASSIGN: _assign,
    BulkAct.PRIORITY: _set_priority,
    BulkAct.CATEGORY: _set_category,
    BulkAct.REPLY: _reply,
    BulkAct.OUTAGE: _put_under,
    BulkAct.RESOLVE: _resolve,
    BulkAct.CLOSE: _close,
    BulkAct.CANCEL: _cancel,
}

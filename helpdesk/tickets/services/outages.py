"""One trouble that hits many: marking it, joining it, telling all, ending it; the caller commits.

Each step is the ordinary one of every single ticket, so that clocks and histories are true. The
changes of one press of a button share a batch, by which they are taken back as a whole.
"""

from collections.abc import Sequence
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.core.text import fold
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import Comment, OutageUpdate, Ticket
from helpdesk.tickets.rules import OPEN, Cause, Kind, Mark, Priority, Status
from helpdesk.tickets.services import moves
from helpdesk.tickets.services.batches import take_back_batch, together
from helpdesk.tickets.services.opening import Asked, open_ticket
from helpdesk.tickets.services.talk import reply

WIDEST = 1  # the impact of what holds up everybody


def mark_outage(ticket: Ticket, *, subject: str, actor: Actor, now: datetime) -> None:
    """Tell everybody of the council, in words that everybody may read."""
    is_secret = ticket.kind is Kind.SECURITY_INCIDENT
    if is_secret or ticket.status not in OPEN or ticket.parent_id or ticket.merged_into_id:
        raise rules.NotUnderAnOutageError
    weight = _weight_of_all(ticket, queries.open_children(ticket))
    values = {"is_outage": True, "subject": subject, **weight}
    moves.change(ticket, values, reason="", actor=actor, now=now)
    ticket.search_text += f" {fold(subject)}"  # what stood there, and in its form, is found too
    db.session.flush()  # the version that undoing needs is that after this


def priority_as_outage(ticket: Ticket) -> Priority:
    """Say how heavy it will be once it is an outage."""
    weight = _weight_of_all(ticket, queries.open_children(ticket))
    return Priority(str(weight["priority"]))


def _weight_of_all(outage: Ticket, others: Sequence[Ticket]) -> dict[str, object]:
    """Weigh what hits many as that, and no lighter than the heaviest of its parts."""
    usual = rules.priority(WIDEST, outage.urgency)
    heaviest = min(usual, outage.priority, *(one.priority for one in others))
    reason = "" if heaviest is usual else outage.priority_reason
    return {"impact": WIDEST, "priority": heaviest, "priority_reason": reason}


def unmark_outage(outage: Ticket, *, actor: Actor, now: datetime) -> None:
    """Say that it is none after all; those who joined go on by themselves."""
    _check(outage)
    affected = queries.open_children(outage)
    with together([outage, *affected], of=_batches_of(outage)):
        for one in affected:
            moves.change(one, {"parent_id": None}, reason="", actor=actor, now=now)
        moves.change(outage, {"is_outage": False}, reason="", actor=actor, now=now)


def make_outage(tickets: Sequence[Ticket], *, actor: Actor, now: datetime) -> Ticket:
    """Make the oldest of some like tickets the outage of which the others are a part."""
    outage, *others = sorted(tickets, key=lambda one: (one.opened_at, one.id))
    with together(tickets, of=_batches_of(outage)):
        values = {"is_outage": True, **_weight_of_all(outage, others)}
        moves.change(outage, values, reason="", actor=actor, now=now)
        for one in others:
            moves.change(one, {"parent_id": outage.id}, reason="", actor=actor, now=now)
    return outage


def put_under_outage(ticket: Ticket, outage: Ticket, *, actor: Actor, now: datetime) -> None:
    _check(outage)
    if ticket.is_outage or ticket.status not in OPEN or ticket.council_id != outage.council_id:
        raise rules.NotUnderAnOutageError
    moves.change(ticket, {"parent_id": outage.id}, reason="", actor=actor, now=now)
    if ticket.priority < outage.priority and not outage.priority_reason:
        moves.change(outage, {"priority": ticket.priority}, reason="", actor=actor, now=now)


def take_out_of_outage(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    moves.change(ticket, {"parent_id": None}, reason="", actor=actor, now=now)


def join_outage(outage: Ticket, *, person: User, actor: Actor, now: datetime) -> Ticket:
    """Count somebody among those affected, once, by a ticket of his own; return it."""
    _check(outage)
    mine = queries.own_in_outage(outage, person.id)
    if mine is not None:
        return mine
    asked = Asked(
        subject=outage.subject,
        hardship=outage.hardship,
        category=outage.category,
        parent=outage,
    )
    return open_ticket(asked, requester=person, actor=actor, now=now)


def tell_all(
    outage: Ticket, *, text: str, author: User, actor: Actor, now: datetime
) -> list[Comment]:
    """Say the same to everybody affected, on the ticket of each."""
    _check(outage)
    tickets = [outage, *queries.open_children(outage)]
    said = [reply(one, text=text, author=author, actor=actor, now=now) for one in tickets]
    db.session.add(OutageUpdate(comment_id=said[0].id, ticket_id=outage.id))
    db.session.flush()
    return said


def resolve(ticket: Ticket, *, cause: Cause, resolution: str, actor: Actor, now: datetime) -> None:
    """Say that it works again; of an outage, for everybody who joined it too.

    What is held until its form is finished goes on by itself.
    """
    affected = queries.open_children(ticket) if ticket.is_outage else ()
    if not affected:
        moves.resolve(ticket, cause=cause, resolution=resolution, actor=actor, now=now)
        return
    with together([ticket, *affected], of=_batches_of(ticket)):
        moves.resolve(ticket, cause=cause, resolution=resolution, actor=actor, now=now)
        for one in affected:
            if queries.is_held(one, Status.RESOLVED):
                moves.change(one, {"parent_id": None}, reason=resolution, actor=actor, now=now)
            else:
                moves.resolve(one, cause=cause, resolution=resolution, actor=actor, now=now)


def cancel(
    ticket: Ticket, *, reason: str, actor: Actor, now: datetime, mark: Mark | None = None
) -> None:
    """End what will not be done; who joined an outage stands in the queue again, and reads why."""
    affected = queries.open_children(ticket) if ticket.is_outage else ()
    if not affected or mark:
        for one in affected:
            moves.change(one, {"parent_id": None}, reason=reason, actor=actor, now=now)
        moves.cancel(ticket, reason=reason, actor=actor, now=now, mark=mark)
        return
    with together([ticket, *affected], of=_batches_of(ticket)):
        for one in affected:
            moves.change(one, {"parent_id": None}, reason=reason, actor=actor, now=now)
        moves.cancel(ticket, reason=reason, actor=actor, now=now)


def undo(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Take back one's last move; that of an outage with all that it did to others.

    Whoever went on by himself meanwhile, by confirming for instance, is left alone.
    """
    last = queries.last_change(ticket)
    is_of_outage = last and last.batch and last.batch.startswith(_batches_of(ticket))
    if last is None or last.batch is None or not is_of_outage or last.by_id != actor.id:
        moves.undo(ticket, actor=actor, now=now)
        return
    take_back_batch(last.batch, actor=actor, now=now)


def _batches_of(outage: Ticket) -> str:
    """Tell an act on a whole outage from one on many tickets, and from one on its child."""
    return f"outage{outage.id}-"


def _check(outage: Ticket) -> None:
    if not outage.is_outage or outage.status not in OPEN:
        raise rules.NoOutageError

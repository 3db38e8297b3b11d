"""Reading mails that came in: who sent them, what they answer, what waits to be decided."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, false, func, or_, select
from sqlalchemy.orm import joinedload

from helpdesk.accounts import queries as accounts
from helpdesk.accounts.models import User
from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.inbox import permissions
from helpdesk.inbox.models import InboundMail
from helpdesk.inbox.rules import HOUR, WAITING, Letter, State, references_in
from helpdesk.infra import mailboxes
from helpdesk.infra.access import Actor, can, the_program
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.scheduling import last_error
from helpdesk.infra.transactions import held
from helpdesk.outbox.queries import sent_as
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.models import Ticket


def visible_to(actor: Actor) -> Select[InboundMail]:
    """All of the council to its officers, but no words of a request that they may not see."""
    mails = select(InboundMail).where(InboundMail.council_id == actor.council_id)
    if not can(actor, permissions.MANAGE):
        return mails.where(false())
    seen = tickets.visible_to(actor).with_only_columns(Ticket.id)
    return mails.where(or_(InboundMail.ticket_id.is_(None), InboundMail.ticket_id.in_(seen)))


tickets.hide_with_ticket(InboundMail)


@owner("inbound_mail")
def mails_with_files(actor: Actor) -> Select[Any]:
    return visible_to(actor).with_only_columns(InboundMail.id)


def mails(actor: Actor, state: State) -> Select[InboundMail]:
    whole = joinedload(InboundMail.ticket), joinedload(InboundMail.decided_by)
    return visible_to(actor).where(InboundMail.state == state).options(*whole)


def counts(actor: Actor) -> dict[State, int]:
    """Count the mails of every state in one statement."""
    columns = [func.count().filter(InboundMail.state == state).label(state) for state in State]
    counted = visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    row = db.session.execute(counted).one()
    return dict(zip(State, row, strict=True))


def count_waiting(actor: Actor) -> int:
    return db.session.scalar(_waiting(actor)) or 0


@lru_cache  # nothing but the actor decides
def _waiting(actor: Actor) -> Select[int]:
    waiting = visible_to(actor).where(InboundMail.state.in_(WAITING))
    return waiting.with_only_columns(func.count())


def mail_or_404(mail_id: int, *, actor: Actor) -> InboundMail:
    return found_or_404(held(visible_to(actor).where(InboundMail.id == mail_id), InboundMail))


def mails_of(ticket: Ticket, *, actor: Actor) -> Sequence[InboundMail]:
    """Return the mails of which a ticket was made, oldest first."""
    return db.session.scalars(_of_ticket(actor), {"ticket_id": ticket.id}).all()


@lru_cache
def _of_ticket(actor: Actor) -> Select[InboundMail]:
    own = visible_to(actor).where(InboundMail.ticket_id == bindparam("ticket_id"))
    return own.order_by(InboundMail.received_at, InboundMail.id)


def is_known(fingerprint: str, *, council_id: int) -> bool:
    same = InboundMail.council_id == council_id, InboundMail.fingerprint == fingerprint
    return db.session.scalar(select(InboundMail.id).where(*same)) is not None


def newest_id() -> int:
    return db.session.scalar(select(func.max(InboundMail.id))) or 0


def complaint() -> str:
    """Return why the mailbox could not be opened the last time, or "" where it could."""
    return last_error("inbox.fetch") if mailboxes.is_on() else ""


def count_since(mail_id: int) -> dict[State, int]:
    """Count what came after a mail, by what became of it."""
    later = select(InboundMail.state, func.count()).where(InboundMail.id > mail_id)
    rows = db.session.execute(later.group_by(InboundMail.state)).all()
    return {row[0]: row[1] for row in rows}


def count_lately(sender: str, *, council_id: int, now: datetime) -> int:
    """Count what came from an address within the last hour."""
    lately = (
        InboundMail.council_id == council_id,
        InboundMail.sender == sender,
        InboundMail.received_at > now - HOUR,
    )
    return db.session.scalar(select(func.count()).select_from(InboundMail).where(*lately)) or 0


def people_at(address: str, *, council_id: int) -> Sequence[User]:
    """Return who has an address; more than one share it, and nobody knows which of them wrote."""
    people = accounts.visible_to(the_program(council_id)).where(User.is_active)
    return db.session.scalars(people.where(func.lower(User.email) == address).limit(2)).all()


def people_called(text: str, *, actor: Actor) -> Sequence[User]:
    """Return whom a name, a user name or a telephone number may mean."""
    found = tickets.callers(text, actor=actor) if text else ()
    exact = [one for one in found if text.casefold() in (one.username, one.name.casefold())]
    return exact or found


def thread_ids(letter: Letter, *, council_id: int) -> set[int]:
    """Return the requests that a mail answers, by the numbers of mails that we know."""
    numbers = set(letter.references)
    if not numbers:
        return set()
    ours = sent_as(numbers, council_id=council_id)
    found = {one.about_id for one in ours if one.about_type == "ticket" and one.about_id}
    theirs = select(InboundMail.ticket_id).where(
        InboundMail.council_id == council_id,
        InboundMail.message_id.in_(numbers),
        InboundMail.sender == letter.sender,
        InboundMail.ticket_id.is_not(None),
    )
    return found | {one for one in db.session.scalars(theirs) if one}


def own_of(ids: set[int], *, actor: Actor) -> Ticket | None:
    """Return the newest of some tickets that the actor asked for, or as what it goes on."""
    return _own(Ticket.id.in_(ids), actor)


def own_named(subject: str, *, actor: Actor) -> Ticket | None:
    """Return the ticket that a subject names, if the actor asked for it."""
    named = references_in(subject)
    return _own(Ticket.reference.in_(named), actor) if named else None


def _own(which: ColumnElement[bool], actor: Actor) -> Ticket | None:
    own = tickets.visible_to(actor).where(which, Ticket.requester_id == actor.id)
    found = db.session.scalars(own.order_by(Ticket.id.desc()).limit(1)).first()
    last = tickets.goes_on_as(found, actor=actor) if found else None
    return last if last and last.requester_id == actor.id else found


@subject_names("inbound_mail")
def subjects(ids: Sequence[int]) -> dict[int, str]:
    rows = select(InboundMail.id, InboundMail.sender).where(InboundMail.id.in_(ids))
    return {row.id: row.sender for row in db.session.execute(rows)}

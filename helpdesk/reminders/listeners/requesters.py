"""What the person who asked is told."""

from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.infra.i18n import day
from helpdesk.org.queries import calendar_of
from helpdesk.reminders.listeners.letters import Occasion, tell
from helpdesk.reminders.rules import Kind
from helpdesk.tickets.events import (
    RequesterReminded,
    TicketCancelled,
    TicketGivenUp,
    TicketMerged,
    TicketReopened,
    TicketReplied,
    TicketResolved,
)
from helpdesk.tickets.models import Comment, Ticket
from helpdesk.tickets.queries import joined_to, last_change
from helpdesk.tickets.rules import LASTING, REOPEN_WINDOW, closes_on


@on(TicketReplied)
def tell_of_reply(event: TicketReplied) -> None:
    comment = db.session.get_one(Comment, event.comment_id)
    if not comment.is_internal:
        occasion = Occasion(comment.at, comment.id, comment.author_id)
        _tell(comment.ticket, Kind.REPLIED, occasion, comment=comment, name=comment.author_name)


@on(TicketResolved)
def tell_of_resolution(event: TicketResolved) -> None:
    ticket = db.session.get_one(Ticket, event.ticket_id)
    resolved_on = clock.local_date(ticket.last_activity_at)
    _tell(
        ticket,
        Kind.RESOLVED,
        _last_act_on(ticket),
        days=REOPEN_WINDOW.days,
        last_day=closes_on(resolved_on, calendar_of(ticket.council_id)),
    )


@on(TicketResolved)
def tell_of_common_resolution(event: TicketResolved) -> None:
    """Say it to those whose requests went on as this one, and nothing that stands on it."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    occasion = _last_act_on(ticket)
    for joined in joined_to(ticket):
        if joined.requester_id != ticket.requester_id:
            _tell(joined, Kind.JOINED_RESOLVED, occasion)


@on(RequesterReminded)
def remind(event: RequesterReminded) -> None:
    ticket = db.session.get_one(Ticket, event.ticket_id)
    occasion = Occasion(clock.now(), clock.today())
    answer_by = event.answer_by
    _tell(ticket, Kind.REMINDER, occasion, last_day=answer_by, day=day(answer_by))


@on(TicketGivenUp)
def tell_of_end(event: TicketGivenUp) -> None:
    ticket = db.session.get_one(Ticket, event.ticket_id)
    _tell(ticket, Kind.GIVEN_UP, _last_act_on(ticket), days=REOPEN_WINDOW.days)


@on(TicketMerged)
def tell_of_merger(event: TicketMerged) -> None:
    """Name no other ticket: whoever asked may not be allowed to see it."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    _tell(ticket, Kind.MERGED, _last_act_on(ticket))


@on(TicketCancelled)
def tell_of_cancelling(event: TicketCancelled) -> None:
    """Say who cancelled it and why; what was joined or not approved is told in words of its own."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    last = last_change(ticket)
    if last is None or last.by is None or last.is_merge or last.batch in LASTING:
        return
    occasion = Occasion(last.at, last.id, last.by_id)
    _tell(ticket, Kind.CANCELLED, occasion, name=last.by.name, note=last.reason)


@on(TicketReopened)
def tell_of_reopening(event: TicketReopened) -> None:
    tell_that_it_goes_on(db.session.get_one(Ticket, event.ticket_id))


def tell_that_it_goes_on(ticket: Ticket) -> None:
    """Say that an officer took up what had ended; whoever asked for that himself knows it."""
    last = last_change(ticket)
    if last is not None and last.by is not None:
        _tell(ticket, Kind.GOES_ON, _last_act_on(ticket), name=last.by.name)


def _last_act_on(ticket: Ticket) -> Occasion:
    """Return the change that the event is about, which is the newest one."""
    last = last_change(ticket)
    return Occasion(ticket.last_activity_at, last.id if last else 0, last.by_id if last else None)


def _tell(ticket: Ticket, kind: Kind, occasion: Occasion, **given: object) -> None:
    """A guest has no address, and hears from the officer by telephone."""
    if ticket.requester is not None:
        tell(ticket.requester, ticket, kind, occasion, **given)

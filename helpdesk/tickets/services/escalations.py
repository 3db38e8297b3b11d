"""Sending a ticket on to somebody outside, with a clock of its own; the caller commits."""

from dataclasses import dataclass
from datetime import date, datetime

from helpdesk.audit.services import changes_of, record
from helpdesk.core.working_time import add_working_days
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org.queries import calendar_of
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import Escalation, Ticket
from helpdesk.tickets.rules import WaitingFor
from helpdesk.tickets.services import moves


@dataclass(frozen=True, slots=True)
class Sent:
    """To whom, under which number of theirs, and in how many working days we ask again."""

    sent_to: str
    their_reference: str
    chase_after_days: int


def escalate(ticket: Ticket, sent: Sent, *, actor: Actor, now: datetime) -> Escalation:
    """Send a ticket on; its own clock stands until the answer, and theirs begins.

    The requester reads only that it waits for somebody outside.
    """
    if ticket.waiting_for is not WaitingFor.EXTERNAL:
        moves.wait(ticket, waiting_for=WaitingFor.EXTERNAL, reason="", actor=actor, now=now)
    escalation = Escalation(
        ticket_id=ticket.id,
        sent_to=sent.sent_to,
        their_reference=sent.their_reference,
        sent_at=now,
        sent_by_id=actor.id,
        chase_on=_working_days_from(now, sent.chase_after_days, ticket),
    )
    db.session.add(escalation)
    ticket.last_activity_at = now
    db.session.flush()
    told = {"sent_to": [None, sent.sent_to], "ticket": ticket.reference}
    record(actor, "escalation.send", escalation, told, at=now)
    return escalation


def chase(
    escalation: Escalation, *, their_reference: str, after_days: int, actor: Actor, now: datetime
) -> None:
    """Note their number, and when we ask again."""
    chase_on = _working_days_from(now, after_days, escalation.ticket)
    changes = changes_of(escalation, their_reference=their_reference, chase_on=chase_on)
    escalation.their_reference, escalation.chase_on = their_reference, chase_on
    record(actor, "escalation.chase", escalation, changes, at=now)
    db.session.flush()


def answer(escalation: Escalation, text: str, *, actor: Actor, now: datetime) -> None:
    """Note what they answered; the ticket goes on when nobody else outside has it."""
    rules.check_unanswered(escalation.answered_at)
    escalation.answered_at, escalation.answer = now, text
    record(actor, "escalation.answer", escalation, {"answer": [None, text]}, at=now)
    ticket = escalation.ticket
    db.session.flush()
    if ticket.waiting_for is WaitingFor.EXTERNAL and not _is_out(ticket):
        moves.resume(ticket, actor=actor, now=now)
    ticket.last_activity_at = now
    db.session.flush()


def take_back_sending(escalation: Escalation, *, actor: Actor, now: datetime) -> None:
    """Undo `escalate`, within the time in which every move can be undone."""
    if escalation.answered_at or not rules.can_undo(escalation.sent_at, now=now):
        raise rules.NothingToUndoError
    ticket = escalation.ticket
    _undo_move(ticket, escalation.sent_at, actor=actor, now=now)
    told = {"sent_to": [escalation.sent_to, None], "ticket": ticket.reference}
    record(actor, "escalation.undo", escalation, told, at=now)
    db.session.delete(escalation)
    ticket.last_activity_at = now
    db.session.flush()


def take_back_answer(escalation: Escalation, *, actor: Actor, now: datetime) -> None:
    answered_at = escalation.answered_at
    if answered_at is None or not rules.can_undo(answered_at, now=now):
        raise rules.NothingToUndoError
    ticket = escalation.ticket
    _undo_move(ticket, answered_at, actor=actor, now=now)
    record(actor, "escalation.undo", escalation, {"answer": [escalation.answer, None]}, at=now)
    escalation.answered_at, escalation.answer = None, ""
    ticket.last_activity_at = now
    db.session.flush()


def _undo_move(ticket: Ticket, at: datetime, *, actor: Actor, now: datetime) -> None:
    """Take back the move that was made along with it, if there was one."""
    last = queries.last_change(ticket)
    if last is not None and last.at > at:
        raise rules.NothingToUndoError
    if last is not None and last.at == at:
        moves.undo(ticket, actor=actor, now=now)


def _is_out(ticket: Ticket) -> bool:
    return any(one.answered_at is None for one in queries.escalations_of(ticket))


def _working_days_from(now: datetime, days: int, ticket: Ticket) -> date:
    return add_working_days(clock.local_date(now), days, calendar_of(ticket.council_id))

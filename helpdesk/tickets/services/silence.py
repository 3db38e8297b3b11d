"""Reminding requesters who say nothing, and closing what they leave; the caller commits."""

from collections.abc import Callable
from datetime import date, datetime

from helpdesk.core.local_time import local_date
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.org.queries import calendar_of
from helpdesk.tickets import queries, rules
from helpdesk.tickets.events import RequesterReminded
from helpdesk.tickets.models import Comment, SlaEvent, Ticket
from helpdesk.tickets.queries import Clock
from helpdesk.tickets.rules import SlaEventKind, Status
from helpdesk.tickets.services.moves import confirm, give_up

Words = Callable[[Ticket], str]


def close_unconfirmed(council_id: int, *, now: datetime) -> int:
    """Close what was resolved and neither confirmed nor reopened in time; say how many.

    Where the requester had the last word, it is for an officer to say something.
    """
    calendar, today = calendar_of(council_id), local_date(now)
    if not rules.is_office_time(now, calendar):
        return 0
    over = [
        ticket
        for ticket, word in queries.unconfirmed(council_id)
        if (since := silent_since(ticket, word)) and today > rules.closes_on(since, calendar)
    ]
    for ticket in over:
        confirm(ticket, actor=the_program(council_id), now=now)
    return len(over)


def silent_since(ticket: Ticket, word: Comment | None) -> date | None:
    """Return the day from which a requester has not said whether it is solved; None once he did."""
    if word is not None:
        return None if word.author_id == ticket.requester_id else local_date(word.at)
    return local_date(ticket.resolved_at) if ticket.resolved_at else None


def end_waiting(council_id: int, words: Words, *, now: datetime) -> int:
    """Remind whoever was asked, and close after the last day with these words; say how many.

    Nobody is given up without a reminder, however long the program itself was away.
    """
    calendar, closed = calendar_of(council_id), 0
    if not rules.is_office_time(now, calendar):
        return 0
    for batch in queries.clocks(*queries.waiting_for_requester(council_id)):
        for clock in batch:
            _remind(clock, calendar, now=now)
            if _is_given_up(clock, calendar, now=now):
                ticket = db.session.get_one(Ticket, clock.ticket_id)
                if queries.is_held(ticket, Status.RESOLVED):
                    continue
                give_up(ticket, words=words(ticket), actor=the_program(council_id), now=now)
                closed += 1
    return closed


def _remind(clock: Clock, calendar: WorkingCalendar, *, now: datetime) -> None:
    """Note every reminder that has come due, and tell it once."""
    asked = rules.question(clock.events)
    due = asked.reminders_due(local_date(now), calendar) if asked else 0
    for _number in range(due):
        db.session.add(SlaEvent(ticket_id=clock.ticket_id, at=now, kind=SlaEventKind.REMIND))
    if asked and due:
        last_day = rules.Question(asked.asked_at, [now]).answer_by(calendar)
        announce(RequesterReminded(ticket_id=clock.ticket_id, answer_by=last_day))


def _is_given_up(clock: Clock, calendar: WorkingCalendar, *, now: datetime) -> bool:
    """Tell by what was known before: whoever is reminded only now has a day left."""
    asked = rules.question(clock.events)
    return asked is not None and asked.is_given_up(local_date(now), calendar)

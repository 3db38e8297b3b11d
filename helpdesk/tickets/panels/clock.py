"""What happens next on a ticket, and its clock line by line for those who work on it."""

from datetime import date

from flask import render_template

from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.org.queries import calendar_of
from helpdesk.tickets import labels, permissions, queries, rules, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import REOPEN_WINDOW, Status, WaitingFor


@panel("tickets.top", order=10)
def next_act(ticket: object) -> str:
    """Say what happens next, who does it, and until when."""
    if not isinstance(ticket, Ticket):
        return ""
    return render_template(
        "tickets/_clock_next.html",
        ticket=ticket,
        labels=labels,
        is_requester=permissions.is_requester(current_actor(), ticket),
        last_day=_last_day(ticket),
        was_silent=ticket.status is Status.CLOSED and queries.was_closed_in_silence(ticket),
        reopen_until=ticket.closed_at + REOPEN_WINDOW if ticket.closed_at else None,
        now=clock.now(),
    )


def _last_day(ticket: Ticket) -> date | None:
    """Return until when the requester can speak before the ticket is closed without them."""
    if ticket.requester_id is None and ticket.status is Status.WAITING:
        return None
    if ticket.status is not Status.RESOLVED and ticket.waiting_for is not WaitingFor.REQUESTER:
        return None
    calendar = calendar_of(ticket.council_id)
    if ticket.status is Status.RESOLVED:
        since = services.silent_since(ticket, queries.word_since_resolved(ticket))
        return max(rules.closes_on(since, calendar), clock.today()) if since else None
    asked = rules.question(queries.sla_events(ticket))
    return max(asked.answer_by(calendar), clock.today()) if asked else None


@panel("tickets.actions", order=40)
def priority_button(ticket: object) -> str:
    if not isinstance(ticket, Ticket) or ticket.status not in rules.OPEN:
        return ""
    if not can(current_actor(), permissions.WORK):
        return ""
    return render_template("tickets/_clock_button.html", ticket=ticket)


@panel("tickets.ticket", order=90)
def whole_clock(ticket: object) -> str:
    """Explain the clock to the unit and the auditor; a requester is told only what happens next."""
    if not isinstance(ticket, Ticket) or not can(current_actor(), permissions.SEE_NOTES):
        return ""
    events = queries.sla_events(ticket)
    if not events:
        return ""
    reading = rules.read(events, calendar_of(ticket.council_id), now=clock.now())
    return render_template(
        "tickets/_clock.html", reading=reading, labels=labels, guest=ticket.requester_name
    )

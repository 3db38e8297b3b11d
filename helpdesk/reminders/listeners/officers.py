"""What those who work on a ticket are told."""

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import people_with
from helpdesk.infra import clock
from helpdesk.infra.access import Role, the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.reminders import queries
from helpdesk.reminders.listeners.letters import Occasion, tell
from helpdesk.reminders.rules import Hears, Kind, Topic, hearers
from helpdesk.tickets import rules as tickets
from helpdesk.tickets.events import (
    RequesterReplied,
    TicketReopened,
    TicketReplied,
    TicketWarned,
)
from helpdesk.tickets.models import Comment, Ticket
from helpdesk.tickets.queries import last_change, last_of
from helpdesk.workorders.events import WorkOrderFinished
from helpdesk.workorders.models import WorkOrder


@on(TicketWarned)
def warn(event: TicketWarned) -> None:
    """Say that time runs out, to each person once, unless he put it off."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    if not queries.rules_of(ticket.council_id)[Topic.CLOCK].is_active:
        return
    silent = queries.snoozes(Kind.WARNED, "ticket", ticket.id)
    today = clock.today()
    told = hearers(event.percent, is_assigned=ticket.assignee_id is not None)
    people: dict[int, User] = {}
    if Hears.ASSIGNEE in told and ticket.assignee:
        people[ticket.assignee.id] = ticket.assignee
    if Hears.HEAD in told:
        people |= {one.id: one for one in people_with(the_program(ticket.council_id), Role.HEAD)}
    for person in people.values():
        off = silent.get(person.id)
        if off is not None and (off.until is None or off.until > today):
            continue
        # a ticket whose clock was set anew passes the same step a second time
        occasion = Occasion(clock.now(), f"{event.percent} {ticket.resolution_due_at}")
        tell(person, ticket, Kind.WARNED, occasion, percent=event.percent)


@on(TicketReplied)
def tell_assignee(event: TicketReplied) -> None:
    """Let the officer of a request know what another one said on it."""
    comment = db.session.get_one(Comment, event.comment_id)
    assignee = comment.ticket.assignee
    if comment.is_internal or assignee is None or assignee.id == comment.ticket.requester_id:
        return
    occasion = Occasion(comment.at, comment.id, comment.author_id)
    tell(assignee, comment.ticket, Kind.COLLEAGUE, occasion, name=comment.author_name)


@on(RequesterReplied)
def tell_of_answer(event: RequesterReplied) -> None:
    """Let the officer read what the requester wrote, also on what was thought finished."""
    comment = db.session.get_one(Comment, event.comment_id)
    ticket = last_of(comment.ticket)
    if ticket.assignee is not None:
        occasion = Occasion(comment.at, comment.id, comment.author_id)
        tell(ticket.assignee, ticket, Kind.ANSWERED, occasion, name=comment.author_name)


@on(TicketReopened)
def tell_of_reopening(event: TicketReopened) -> None:
    """Let the officer know that it is to be done after all; a correction is sent back instead."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    if ticket.assignee is None or ticket.kind is tickets.Kind.DATA_CORRECTION:
        return
    last = last_change(ticket)
    if last is not None and (last.by or last.is_of_guest):
        occasion = Occasion(last.at, last.id, last.by_id)
        name = last.by.name if last.by else ticket.requester_name
        tell(ticket.assignee, ticket, Kind.REOPENED, occasion, name=name)


@on(WorkOrderFinished)
def tell_of_repair(event: WorkOrderFinished) -> None:
    """Let the officer of a request know that the device is ready, but not whoever repaired it."""
    order = db.session.get_one(WorkOrder, event.work_order_id)
    if order.ticket is None or order.ticket.assignee is None:
        return
    occasion = Occasion(clock.now(), order.id, order.technician_id)
    tell(order.ticket.assignee, order.ticket, Kind.REPAIRED, occasion)

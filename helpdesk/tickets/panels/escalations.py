"""What is outside: on the page of a ticket, and on an officer's home."""

from flask import render_template

from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import permissions, queries
from helpdesk.tickets.models import Ticket


@panel("tickets.work", order=20)
def escalations_of_ticket(ticket: object) -> str:
    actor = current_actor()
    if not isinstance(ticket, Ticket) or not can(actor, permissions.SEE_NOTES):
        return ""
    return render_template(
        "tickets/_escalations.html",
        ticket=ticket,
        escalations=queries.escalations_of(ticket),
        may_work=can(actor, permissions.WORK),
        now=clock.now(),
        today=clock.today(),
    )


@panel("dashboard.home", order=30)
def outside_now(_reader: object) -> str:
    """Lead officers to what is outside, and say how much of it waits to be asked after."""
    actor = current_actor()
    if not can(actor, permissions.WORK):
        return ""
    counts = queries.count_escalated(actor, today=clock.today())
    return render_template("tickets/_outside.html", counts=counts) if counts["open"] else ""

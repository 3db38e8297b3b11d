"""Where officers meet mails: beside the request that one became, and above the queue."""

from flask import render_template

from helpdesk.inbox import permissions, queries
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets.models import Ticket


@panel("tickets.ticket", order=6)
def mails_of_ticket(ticket: object) -> str:
    if not isinstance(ticket, Ticket) or not can(current_actor(), permissions.MANAGE):
        return ""
    mails = queries.mails_of(ticket, actor=current_actor())
    return render_template("inbox/_of_ticket.html", mails=mails) if mails else ""


@panel("tickets.queue", order=8)
def way_to_mails(_filters: object) -> str:
    """Lead to the mails where some wait for a decision."""
    if not can(current_actor(), permissions.MANAGE):
        return ""
    count = queries.count_waiting(current_actor())
    return render_template("inbox/_link.html", count=count) if count else ""

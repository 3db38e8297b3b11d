"""How a ticket came, where that was not by its requester's own hand, and the way to write it."""

from flask import render_template

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import labels, permissions
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Channel


@panel("tickets.ticket", order=5)
def how_it_came(ticket: object) -> str:
    if not isinstance(ticket, Ticket):
        return ""
    if ticket.channel is Channel.WEB and not ticket.entered_by_id and not ticket.happened_at:
        return ""
    return render_template("tickets/_origin.html", ticket=ticket, channels=labels.CHANNEL)


@panel("tickets.queue", order=5)
def way_to_a_call(_filters: object) -> str:
    if not can(current_actor(), permissions.WORK):
        return ""
    return render_template("tickets/_phone_link.html")

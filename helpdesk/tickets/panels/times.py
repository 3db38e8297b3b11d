"""On the page of a ticket: the minutes that it took, for officers alone."""

from flask import render_template

from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import forms, permissions, queries
from helpdesk.tickets.models import Ticket


@panel("tickets.ticket", order=50)
def time_of_ticket(ticket: object) -> str:
    actor = current_actor()
    if not isinstance(ticket, Ticket) or not can(actor, permissions.SEE_NOTES):
        return ""
    return render_template(
        "tickets/_times.html",
        ticket=ticket,
        spent=queries.time_spent(ticket),
        time_form=forms.TimeForm(ticket, worked_on=clock.today()),
        undo_form=forms.Undo,
        may_add=can(actor, permissions.WORK),
    )

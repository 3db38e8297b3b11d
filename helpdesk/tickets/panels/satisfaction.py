"""On the page of a ticket: how content its requester is, and the question to him."""

from flask import render_template

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import forms, labels, queries
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Score


@panel("tickets.top", order=20)
def ask_the_requester(ticket: object) -> str:
    """Ask once it is closed, and only whoever asked for it."""
    if not isinstance(ticket, Ticket) or ticket.closed_at is None:
        return ""
    if not queries.may_rate(ticket, actor=current_actor(), now=clock.now()):
        return ""
    if queries.satisfaction_with(ticket):
        return render_template("tickets/_rate_again.html", ticket=ticket)
    return render_template("tickets/_rate.html", ticket=ticket, rate_form=forms.RateForm(ticket))


@panel("tickets.ticket", order=40)
def satisfaction_of_ticket(ticket: object) -> str:
    if not isinstance(ticket, Ticket):
        return ""
    said = queries.satisfaction_with(ticket)
    if said is None:
        return ""
    words = labels.SCORE[Score(said.score)]
    return render_template("tickets/_satisfaction.html", said=said, words=words)

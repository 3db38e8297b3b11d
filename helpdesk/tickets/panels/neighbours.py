"""The way to the tickets before and after one, in the view from which it was opened."""

from flask import render_template, request

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import forms, permissions, queries, rules
from helpdesk.tickets.models import Ticket


@panel("tickets.top", order=5)
def previous_and_next(ticket: object) -> str:
    view = request.args.get("view", "")
    if not isinstance(ticket, Ticket) or not view:
        return ""
    actor = current_actor()
    usual = "open" if permissions.sees_a_queue(actor) else "own"
    query = rules.view_query(rules.words_of(view).items())
    filters = forms.filters_in(rules.words_of(query), usual=usual)
    found = queries.neighbours(ticket, actor, filters, now=clock.now())
    return render_template("tickets/_neighbours.html", found=found, query=query)

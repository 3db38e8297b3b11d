"""That a request was made without the form of its kind, on the request's page."""

from flask import render_template

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.kinds import permissions, queries
from helpdesk.kinds.labels.kinds import TITLES
from helpdesk.tickets.models import Ticket


@panel("tickets.top", order=5)
def missing_form(ticket: object) -> str:
    """Say which form it needs, and lead to it whoever may fill it in."""
    if not isinstance(ticket, Ticket) or not queries.lacks_form(ticket):
        return ""
    actor = current_actor()
    return render_template(
        "kinds/_missing.html",
        ticket=ticket,
        title=TITLES[ticket.kind],
        may_attach=permissions.may_attach(actor, ticket),
        may_sort=can(actor, permissions.WORK),
    )

"""Tickets on the pages of what they are about."""

from flask import render_template

from helpdesk.equipment.models import Asset
from helpdesk.infra.access import current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import labels, queries
from helpdesk.tickets.rules import OPEN


@panel("equipment.asset", order=10)
def open_tickets_of_asset(asset: object) -> str:
    """Show what is open on a device, so that nobody reports it twice."""
    if not isinstance(asset, Asset):
        return ""
    tickets = queries.tickets_of_asset(asset.id, actor=current_actor())
    unfinished = [ticket for ticket in tickets if ticket.status in OPEN]
    return render_template("tickets/_of_asset.html", tickets=unfinished, labels=labels)

"""Tickets on the pages of what they are about."""

from collections.abc import Iterator

from flask import render_template, url_for
from flask_babel import gettext as _

from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.infra.access import Actor, current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import labels, queries


@panel("equipment.asset", order=10)
def open_tickets_of_asset(asset: object) -> str:
    """Show what is open on a device, so that nobody reports it twice."""
    if not isinstance(asset, Asset):
        return ""
    tickets = queries.open_tickets_of_asset(asset.id, actor=current_actor())
    return render_template("tickets/_of_asset.html", tickets=tickets, labels=labels)


@timeline_source
def requests_about(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    for ticket in queries.tickets_of_asset(asset.id, actor=actor):
        yield TimelineEntry(
            at=ticket.opened_at,
            words=_("Request: %(subject)s", subject=ticket.subject),
            text=f"{ticket.reference}, {labels.state_of(ticket)}",
            url=url_for("tickets.show", ticket_id=ticket.id),
            icon="message-square",
        )

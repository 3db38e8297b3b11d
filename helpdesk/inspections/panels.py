"""Inspections on the pages of others: a device, its history, and a request."""

from collections.abc import Iterator
from datetime import date

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from helpdesk.checklists.queries import is_active_for
from helpdesk.equipment.labels import CONDITION
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.inspections import permissions, queries
from helpdesk.inspections.models import Inspection
from helpdesk.inspections.rules import NOT_INSPECTED, due_on
from helpdesk.tickets.models import Ticket


@panel("equipment.asset", order=15)
def inspections_of_asset(asset: object) -> str:
    """When a device was inspected last, and the way to the next inspection."""
    actor = current_actor()
    if not isinstance(asset, Asset) or not can(actor, permissions.VIEW):
        return ""
    found = queries.of_asset(asset, actor=actor)
    may = can(actor, permissions.INSPECT) and asset.status not in NOT_INSPECTED
    return render_template(
        "inspections/_of_asset.html",
        asset=asset,
        last=found[0] if found else None,
        may_inspect=may and is_active_for(asset.category.code, actor=actor),
        due=_due(asset, found[0] if found else None),
        today=clock.today(),
        conditions=CONDITION,
    )


def _due(asset: Asset, last: Inspection | None) -> date | None:
    """Return the day by which it is inspected again; what is not there is not."""
    if asset.status in NOT_INSPECTED:
        return None
    often = queries.intervals_of(asset.council_id).months[asset.criticality]
    return due_on(often, clock.local_date(last.at if last else asset.registered_at))


@panel("tickets.ticket", order=15)
def inspections_of_ticket(ticket: object) -> str:
    actor = current_actor()
    if not isinstance(ticket, Ticket) or not can(actor, permissions.VIEW):
        return ""
    found = queries.of_ticket(ticket, actor=actor) if ticket.asset_id else []
    return render_template("inspections/_of_ticket.html", inspections=found)


@timeline_source
def inspected(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    """Tell of inspections those who may see them."""
    if not can(actor, permissions.VIEW):
        return
    for one in queries.of_asset(asset, actor=actor):
        faults = ngettext("%(num)d fault", "%(num)d faults", one.faults)
        yield TimelineEntry(
            at=one.at,
            words=_("Inspected"),
            text=f"{one.reference}: {faults}, {CONDITION[one.condition]} ({one.by.name})",
            url=url_for("inspections.show", inspection_id=one.id),
            icon="clipboard-list",
        )

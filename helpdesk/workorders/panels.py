"""Repairs on the pages of what they are about."""

from collections.abc import Iterator

from flask import render_template, url_for
from flask_babel import gettext as _

from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can, current_actor
from helpdesk.infra.i18n import tzs
from helpdesk.infra.slots import panel
from helpdesk.stock.models import Part
from helpdesk.tickets.models import Ticket
from helpdesk.workorders import labels, permissions, queries
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import PRINTERS


@panel("tickets.ticket", order=20)
def repairs_of_ticket(ticket: object) -> str:
    """Show an officer what was spent, and the requester that something was done."""
    if not isinstance(ticket, Ticket):
        return ""
    actor = current_actor()
    if not can(actor, permissions.VIEW):
        news = queries.news_of_ticket(ticket.id, actor=actor)
        return render_template("workorders/_news.html", news=news)
    return render_template(
        "workorders/_on_ticket.html",
        orders=queries.orders_of_ticket(ticket.id, actor=actor),
        costs=queries.costs_of_ticket(ticket.id),
        labels=labels,
    )


@panel("tickets.minutes", order=10)
def minutes_of_repairs(ticket: object) -> str:
    """Show what repairs took beside what else the ticket took."""
    if not isinstance(ticket, Ticket) or not can(current_actor(), permissions.VIEW):
        return ""
    minutes = queries.minutes_of_ticket(ticket.id)
    return render_template("workorders/_minutes.html", minutes=minutes) if minutes else ""


@panel("tickets.actions", order=20)
def log_from_ticket(ticket: object) -> str:
    if not isinstance(ticket, Ticket) or not can(current_actor(), permissions.LOG):
        return ""
    url = url_for("workorders.log_repair", ticket=ticket.id)
    return render_template("workorders/_log_link.html", url=url)


@panel("equipment.asset", order=20)
def repairs_of_asset(asset: object) -> str:
    if not isinstance(asset, Asset) or not can(current_actor(), permissions.VIEW):
        return ""
    return render_template(
        "workorders/_on_asset.html",
        asset=asset,
        times=queries.count_of_asset(asset.id, actor=current_actor()),
        known=queries.known(asset, today=clock.today()),
        labels=labels,
    )


@timeline_source
def repairs(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    for order in queries.orders_of_asset(asset.id, actor=actor):
        yield TimelineEntry(
            at=order.done_at or order.opened_at,
            words=labels.title(order),
            text=_said(order),
            url=url_for("workorders.show", work_order_id=order.id),
            icon="wrench",
        )


def _said(order: WorkOrder) -> str:
    return str(
        _(
            "%(reference)s: %(remedy)s, %(cost)s (%(officer)s)",
            reference=order.reference,
            remedy=labels.REMEDY[order.remedy],
            cost=tzs(order.cash_cost),
            officer=order.technician.name,
        )
    )


@panel("equipment.asset", order=21)
def yields_of_asset(asset: object) -> str:
    """Show how far the toner of a printer goes."""
    actor = current_actor()
    is_printer = isinstance(asset, Asset) and asset.category.code in PRINTERS
    if not isinstance(asset, Asset) or not is_printer or not can(actor, permissions.VIEW):
        return ""
    found = queries.yields(actor, asset_id=asset.id)
    return render_template("workorders/_yields.html", yields=found) if found else ""


@panel("stock.part", order=10)
def yields_of_part(part: object) -> str:
    actor = current_actor()
    if not isinstance(part, Part) or not can(actor, permissions.VIEW):
        return ""
    found = queries.yields(actor, part_id=part.id)
    return render_template("workorders/_yields.html", yields=found) if found else ""

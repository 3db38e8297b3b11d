"""Visits on the pages of a device, of a request and of a work order."""

from collections.abc import Iterator
from datetime import date, datetime, time

from flask import render_template, url_for
from flask_babel import gettext as _

from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can, current_actor
from helpdesk.infra.i18n import day, named
from helpdesk.infra.slots import panel
from helpdesk.maintenance import labels, permissions, queries
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import DONE, State
from helpdesk.tickets.models import Ticket
from helpdesk.workorders.models import WorkOrder


@panel("equipment.asset", order=17)
def visits_of_asset(asset: object) -> str:
    """The visits that wait for a device: whoever scanned its label is there in one tap."""
    actor = current_actor()
    if not isinstance(asset, Asset) or not can(actor, permissions.VIEW):
        return ""
    waiting = queries.open_of_asset(asset, actor=actor)
    return render_template("maintenance/_of_asset.html", visits=waiting, today=clock.today())


@panel("tickets.ticket", order=16)
def visits_of_ticket(ticket: object) -> str:
    actor = current_actor()
    if not isinstance(ticket, Ticket) or not ticket.asset_id or not can(actor, permissions.VIEW):
        return ""
    found = queries.of_ticket(ticket, actor=actor)
    return render_template("maintenance/_behind.html", visits=found)


@panel("workorders.order", order=10)
def visit_of_order(order: object) -> str:
    actor = current_actor()
    if not isinstance(order, WorkOrder) or not can(actor, permissions.VIEW):
        return ""
    found = queries.of_order(order, actor=actor)
    return render_template("maintenance/_behind.html", visits=[found] if found else [])


UNTOLD = DONE | {State.GENERATED}
"""What was done the repair log tells, and what is to be done is no history yet."""


@timeline_source
def visits(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    for visit in queries.of_asset(asset, actor=actor):
        if visit.state not in UNTOLD:
            yield _entry(visit)
        if visit.postponed_at and visit.postponed_from:
            yield _postponed(visit, visit.postponed_at, visit.postponed_from)


def _entry(visit: Occurrence) -> TimelineEntry:
    reason = visit.note or (labels.REASON[visit.reason] if visit.reason else "")
    return TimelineEntry(
        at=datetime.combine(visit.due_on, time(), clock.ZONE),
        words=_("Preventive maintenance: %(state)s", state=labels.STATE[visit.state]),
        text=_(
            "%(plan)s, due on %(day)s. %(reason)s",
            plan=named(visit.plan),
            day=day(visit.due_on),
            reason=reason,
        ),
        url=_url(visit),
        icon="wrench",
    )


def _postponed(visit: Occurrence, at: datetime, since: date) -> TimelineEntry:
    return TimelineEntry(
        at=at,
        words=_("Preventive maintenance: postponed"),
        text=_(
            "%(plan)s, from %(since)s to %(day)s. %(reason)s",
            plan=named(visit.plan),
            since=day(since),
            day=day(visit.due_on),
            reason=visit.postponed_why,
        ),
        url=_url(visit),
        icon="wrench",
    )


def _url(visit: Occurrence) -> str:
    return url_for("maintenance.show_visit", visit_id=visit.id)

"""The plan of a year where it waits for approval, and the way to how plans are kept."""

from decimal import Decimal

from flask import render_template

from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.maintenance.models import MaintenancePlan
from helpdesk.yearplans import permissions, queries, services
from helpdesk.yearplans.rules import Terms

UNKNOWN = Terms(officers=1, share=0, km_rate=Decimal(0), per_diem=Decimal(0))
"""Before the first yearly plan nobody has said what a journey costs."""


@panel("dashboard.top", order=7)
def waiting_for_me(_reader: object) -> str:
    actor = current_actor()
    waiting = [one for one in queries.waiting(actor) if actor.id not in one.hands]
    if not waiting or not queries.approving(actor, today=clock.today()):
        return ""
    return render_template("yearplans/_waiting_for_me.html", waiting=waiting)


@panel("maintenance.plan", order=10)
def journeys(plan: object) -> str:
    """The journeys that a plan asks for by itself, at the terms of the newest yearly plan."""
    actor = current_actor()
    if not isinstance(plan, MaintenancePlan) or not can(actor, permissions.VIEW):
        return ""
    terms = queries.last_terms(actor)
    trips = services.journeys_of(plan, today=clock.today(), terms=terms or UNKNOWN)
    return render_template("yearplans/_journeys.html", trips=trips, has_terms=terms is not None)


@panel("dashboard.figures", order=65)
def ways_on(_figures: object) -> str:
    if not can(current_actor(), permissions.VIEW):
        return ""
    return render_template("yearplans/_ways_on.html")

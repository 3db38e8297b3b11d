"""The plan of a year where it waits for approval, and the way to how plans are kept."""

from flask import render_template

from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.yearplans import permissions, queries


@panel("dashboard.top", order=7)
def waiting_for_me(_reader: object) -> str:
    actor = current_actor()
    waiting = [one for one in queries.waiting(actor) if actor.id not in one.hands]
    if not waiting or not queries.approving(actor, today=clock.today()):
        return ""
    return render_template("yearplans/_waiting_for_me.html", waiting=waiting)


@panel("dashboard.figures", order=65)
def ways_on(_figures: object) -> str:
    if not can(current_actor(), permissions.VIEW):
        return ""
    return render_template("yearplans/_ways_on.html")

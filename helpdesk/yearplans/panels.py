"""The plan of a year that waits for approval, on the home page of whoever approves it."""

from flask import render_template

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor
from helpdesk.infra.slots import panel
from helpdesk.yearplans import queries


@panel("dashboard.top", order=7)
def waiting_for_me(_reader: object) -> str:
    actor = current_actor()
    waiting = [one for one in queries.waiting(actor) if actor.id not in one.hands]
    if not waiting or not queries.approving(actor, today=clock.today()):
        return ""
    return render_template("yearplans/_waiting_for_me.html", waiting=waiting)

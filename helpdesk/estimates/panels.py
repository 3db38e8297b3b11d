"""What waits for a decision, on the home page of whoever decides."""

from flask import render_template

from helpdesk.estimates import permissions, queries
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel


@panel("dashboard.top", order=7)
def waiting_for_me(_reader: object) -> str:
    actor = current_actor()
    if not can(actor, permissions.DECIDE):
        return ""
    waiting = queries.first_waiting_for(actor, today=clock.today())
    return render_template("estimates/_waiting_for_me.html", waiting=waiting) if waiting else ""

"""Accesses that somebody has to look after, on the first page of officers."""

from flask import render_template

from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.kinds import permissions
from helpdesk.kinds.queries.access import watched
from helpdesk.kinds.queries.leavers import count_forgotten


@panel("dashboard.top", order=15)
def to_look_after(_reader: object) -> str:
    """Remind of accesses past their last day, of those that soon end, and of leavers."""
    actor, today = current_actor(), clock.today()
    if not can(actor, permissions.KEEP_ACCESS):
        return ""
    overdue, soon = watched(actor, today=today)
    left = count_forgotten(actor, today=today)
    if not (overdue or soon or left):
        return ""
    return render_template("kinds/_to_look_after.html", overdue=overdue, soon=soon, left=left)

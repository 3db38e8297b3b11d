"""Counts on the page where a label is scanned."""

from flask import render_template

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.stocktakes import permissions, queries, reports


@panel("equipment.scan", order=10)
def open_counts(_subject: object) -> str:
    """The counts that go on, so that what is scanned is ticked there."""
    actor = current_actor()
    if not can(actor, permissions.COUNT):
        return ""
    counts = queries.open_counts(actor)
    return render_template("stocktakes/_open_counts.html", counts=counts, scope_of=reports.scope_of)

"""What was done to many tickets a moment ago, and the way back as long as there is one."""

from flask import render_template

from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.notices import offered_undos
from helpdesk.infra.slots import panel
from helpdesk.tickets import permissions, queries
from helpdesk.tickets.forms.bulk import Undo


@panel("tickets.lists", order=5)
def done_just_now(_list: object) -> str:
    """Offer to take back what was done lately, but for what the top of the page offers."""
    actor = current_actor()
    if not can(actor, permissions.WORK):
        return ""
    offered = offered_undos()
    found = queries.batches_to_undo(actor, now=clock.now())
    batches = [one for one in found if not any(str(one.name) in url for url in offered)]
    return render_template("tickets/_undoing.html", batches=batches, undo_form=Undo)

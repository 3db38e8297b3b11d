"""Ready answers above the box of a reply."""

from flask import render_template

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import permissions, queries
from helpdesk.tickets.models import Ticket


@panel("tickets.reply", order=10)
def ready_answers(ticket: object) -> str:
    actor = current_actor()
    if not isinstance(ticket, Ticket) or not can(actor, permissions.WORK):
        return ""
    answers = queries.answers_in_use(actor)
    if not answers:
        return ""
    return render_template("tickets/_answers.html", ticket=ticket, answers=answers)

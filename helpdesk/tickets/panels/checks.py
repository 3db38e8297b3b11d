"""On the page of a ticket: its checklist, for officers alone."""

from flask import render_template

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import forms, labels, permissions, queries, rules
from helpdesk.tickets.models import Ticket


@panel("tickets.work", order=30)
def checklist_of_ticket(ticket: object) -> str:
    """Show the checks to be ticked; where there is none yet, the menu leads to them."""
    actor = current_actor()
    if not isinstance(ticket, Ticket) or not can(actor, permissions.SEE_NOTES):
        return ""
    checks = queries.checks_on(ticket)
    if not checks:
        return ""
    form = forms.TickForm(ticket, done_checks=[one.id for one in checks if one.done_at])
    form.offer(checks)
    return render_template(
        "tickets/_checks.html",
        ticket=ticket,
        checks=checks,
        tick_form=form,
        may_tick=can(actor, permissions.WORK) and ticket.status in rules.OPEN,
        labels=labels,
    )

"""On the page of a ticket: its system and whom to ask first; on that of a system: its tickets."""

from flask import render_template

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.systems.models import System
from helpdesk.systems.queries import champion_of
from helpdesk.tickets import labels, permissions, queries
from helpdesk.tickets.models import Ticket


@panel("tickets.ticket", order=2)
def system_of_ticket(ticket: object) -> str:
    """Name the system and its champion, who is not told to ask himself."""
    if not isinstance(ticket, Ticket):
        return ""
    actor, champion = current_actor(), None
    may_change = can(actor, permissions.WORK)
    if ticket.system_id is None and not may_change:
        return ""
    if ticket.system_id is not None:
        department_id = ticket.at_department_id
        champion = champion_of(ticket.system_id, department_id=department_id, actor=actor)
    if champion is not None and champion.id in (actor.id, ticket.requester_id):
        champion = None
    return render_template(
        "tickets/_system.html", ticket=ticket, champion=champion, may_change=may_change
    )


@panel("systems.system", order=10)
def tickets_about_it(system: object) -> str:
    actor = current_actor()
    if not isinstance(system, System) or not can(actor, permissions.VIEW_OWN):
        return ""
    total, still_open = queries.count_of_system(system.id, actor=actor)
    return render_template(
        "tickets/_of_system.html",
        system=system,
        tickets=queries.tickets_of_system(system.id, actor=actor),
        total=total,
        still_open=still_open,
        labels=labels,
    )

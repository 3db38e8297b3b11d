"""Help articles beside a ticket, and the way from a solved one to a new article."""

from flask import render_template, url_for

from helpdesk.infra.access import Actor, can, current_actor
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.slots import panel
from helpdesk.knowledge import labels as article_labels
from helpdesk.knowledge.permissions import WRITE
from helpdesk.knowledge.queries import Told, made_from, source, suggest
from helpdesk.knowledge.rules import without_personal_data
from helpdesk.tickets import labels, permissions, queries
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN, Kind


@source("ticket")
def tell(ticket_id: int, actor: Actor) -> Told:
    """Return what an article is made from: the words of a ticket, without those of its people."""
    ticket = queries.get_or_404(ticket_id, actor=actor)
    assignee = ticket.assignee.name if ticket.assignee else ""

    def plain(text: str) -> str:
        return without_personal_data(text, ticket.requester_name, assignee)

    return Told(
        title=plain(ticket.subject),
        problem=plain(ticket.description or ticket.subject),
        cause=str(labels.CAUSE[ticket.cause]) if ticket.cause else "",
        solution=plain(ticket.resolution),
    )


@panel("tickets.ticket", order=40)
def articles_about(ticket: object) -> str:
    """Show officers what has been written about such a problem."""
    actor = current_actor()
    if not isinstance(ticket, Ticket) or not can(actor, permissions.WORK):
        return ""
    articles = suggest(f"{ticket.subject} {ticket.description}", actor)
    return render_template("tickets/_articles.html", articles=articles, labels=article_labels)


@panel("tickets.actions", order=80)
def way_to_an_article(ticket: object) -> str:
    """Lead from a solved ticket to an article of it, or to one that is begun with its words."""
    actor = current_actor()
    if not isinstance(ticket, Ticket) or ticket.status in OPEN or not ticket.resolution:
        return ""
    if ticket.kind is Kind.SECURITY_INCIDENT or not can(actor, WRITE):
        return ""
    made = made_from("ticket", ticket.id, actor=actor)
    new_url = with_query(url_for("knowledge.new"), **{"from": "ticket", "id": str(ticket.id)})
    return render_template("tickets/_article_link.html", made=made, new_url=new_url)

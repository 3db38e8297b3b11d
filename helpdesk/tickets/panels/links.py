"""On the page of a ticket: what it went on as, what went on as it, and what hangs together."""

from typing import TypeGuard

from flask import render_template
from flask_babel import gettext as _

from helpdesk.attachments.queries import files_of
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import forms, labels, permissions, queries, rules
from helpdesk.tickets.models import Ticket


@panel("tickets.top", order=10)
def goes_on_elsewhere(ticket: object) -> str:
    """Tell the requester of a duplicate which ticket goes on, and nothing else of that one."""
    if not isinstance(ticket, Ticket) or ticket.merged_into is None:
        return ""
    visible = queries.goes_on_as(ticket, actor=current_actor())
    return render_template(
        "tickets/_merged.html", into=ticket.merged_into, visible=visible, labels=labels
    )


@panel("tickets.work", order=10)
def joined_requests(ticket: object) -> str:
    """Show officers what the requesters of duplicates wrote, and what they were told."""
    if not _is_for_officers(ticket):
        return ""
    joined = queries.merged_into(ticket, actor=current_actor())
    replies = queries.public_replies(joined) if joined else []
    return render_template(
        "tickets/_joined.html",
        joined=joined,
        replies={one.id: [r for r in replies if r.ticket_id == one.id] for one in joined},
        files=files_of("ticket", [one.id for one in joined]) if joined else {},
        reply_files=files_of("comment", [one.id for one in replies]) if replies else {},
    )


@panel("tickets.ticket", order=30)
def links_of_ticket(ticket: object) -> str:
    if not _is_for_officers(ticket):
        return ""
    relatives = queries.relatives(ticket, actor=current_actor())
    return render_template(
        "tickets/_links.html",
        ticket=ticket,
        groups=[
            (_("Part of"), [relatives.parent] if relatives.parent else [], True),
            (_("Linked requests"), relatives.linked, True),
            (_("Requests that hang on this one"), relatives.children, False),
        ],
        undo_form=forms.Undo,
        labels=labels,
    )


@panel("tickets.actions", order=90)
def more_actions(ticket: object) -> str:
    """Offer what is done seldom behind one button."""
    if not isinstance(ticket, Ticket):
        return ""
    moves = rules.TRANSITIONS[ticket.status]
    return render_template(
        "tickets/_more.html",
        ticket=ticket,
        is_open=ticket.status in rules.OPEN,
        may_escalate=rules.Status.WAITING in moves or ticket.waiting_for == "external",
    )


def _is_for_officers(ticket: object) -> TypeGuard[Ticket]:
    return isinstance(ticket, Ticket) and can(current_actor(), permissions.SEE_NOTES)

"""Known outages on the home page, and beside the ticket of one."""

from collections.abc import Sequence

from flask import render_template

from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.tickets import forms, labels, permissions, queries, rules
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN


@panel("dashboard.top", order=10)
def known_outages(_reader: object) -> str:
    """Show what does not work at the moment, and to officers what may be an outage."""
    known = queries.known_outages(current_actor())
    shown = render_template("tickets/_outages_at_home.html", known=known, join_form=forms.JoinForm)
    return shown + _proposals(known)


@panel("guests.label", order=10)
def outages_at_label(asset: object) -> str:
    """Tell a guest before a device what is known already, and nothing private."""
    if not isinstance(asset, Asset):
        return ""
    known = queries.outages_about(asset)
    return render_template("tickets/_outages_at_label.html", known=known)


@panel("tickets.lists", order=10)
def proposed_outages(_list: object) -> str:
    """Show officers above a list of tickets what of it may be one trouble."""
    return _proposals(None)


def _proposals(known: Sequence[queries.Outage] | None) -> str:
    """Ask whether like tickets are an outage; what is known already is read when there are some."""
    actor = current_actor()
    if not can(actor, permissions.WORK):
        return ""
    found = queries.proposals(actor, now=clock.now(), known=known or ())
    if found and known is None:
        found = rules.unknown(found, known=queries.known_outages(actor))
    if not found:
        return ""
    return render_template(
        "tickets/_proposals.html",
        proposals=found,
        categories={one.id: one for one in queries.categories(actor)},
        proposal_form=forms.ProposalForm,
    )


@panel("tickets.top", order=20)
def part_of_an_outage(ticket: object) -> str:
    """Say that a ticket is an outage or part of one; who else is hit stays untold."""
    if not isinstance(ticket, Ticket) or not (ticket.is_outage or _outage_of(ticket)):
        return ""
    outage = ticket if ticket.is_outage else _outage_of(ticket)
    return render_template(
        "tickets/_outage_of.html",
        ticket=ticket,
        outage=outage,
        affected=queries.count_children(ticket) if ticket.is_outage else 0,
        is_over=outage is not None and outage.status not in OPEN,
    )


@panel("tickets.actions", order=50)
def what_may_be_done(ticket: object) -> str:
    actor = current_actor()
    if not isinstance(ticket, Ticket) or ticket.status not in OPEN or ticket.merged_into_id:
        return ""
    if not can(actor, permissions.WORK):
        return ""
    return render_template(
        "tickets/_outage_actions.html",
        ticket=ticket,
        is_part=_outage_of(ticket) is not None,
        known=[] if ticket.parent_id or ticket.is_outage else queries.known_outages(actor),
        unmark_form=forms.UnmarkForm,
        take_out_form=forms.TakeOutForm,
    )


@panel("tickets.work", order=5)
def who_is_affected(ticket: object) -> str:
    """List the tickets of those affected, to who may see them."""
    actor = current_actor()
    if not isinstance(ticket, Ticket) or not ticket.is_outage:
        return ""
    if not permissions.sees_a_queue(actor):
        return ""
    affected = queries.children(ticket, actor=actor)
    return render_template("tickets/_outage_children.html", affected=affected, labels=labels)


def _outage_of(ticket: Ticket) -> Ticket | None:
    """Return the outage of which a ticket is a part; another parent is none."""
    parent = ticket.parent if ticket.parent_id else None
    return parent if parent is not None and parent.is_outage else None

"""Approvals where people are: on the page of a request, and at home."""

from collections.abc import Sequence

from flask import render_template

from helpdesk.accounts import permissions as accounts
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.kinds import labels, queries, services
from helpdesk.kinds.models import Approval
from helpdesk.kinds.rules import ApprovalStatus
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.permissions import is_requester
from helpdesk.tickets.rules import OPEN


@panel("tickets.work", order=10)
def approvals_of_ticket(ticket: object) -> str:
    """Show the chain of a request, and the button to whoever decides now."""
    steps = queries.approvals_of(ticket) if isinstance(ticket, Ticket) else ()
    if not isinstance(ticket, Ticket) or not steps:
        return ""
    pending = _pending(ticket, steps)
    return render_template(
        "kinds/_approvals_of_ticket.html",
        ticket=ticket,
        steps=steps,
        labels=labels,
        vacant=pending if pending and queries.is_vacant(pending) else None,
        decide_id=pending.id if pending and _may_decide(pending) else None,
        withdraw_id=pending.id if pending and is_requester(current_actor(), ticket) else None,
    )


def _pending(ticket: Ticket, steps: Sequence[Approval]) -> Approval | None:
    waiting = [one for one in steps if one.status is ApprovalStatus.PENDING]
    return waiting[0] if waiting and ticket.status in OPEN else None


def _may_decide(approval: Approval) -> bool:
    actor, now = current_actor(), clock.now()
    return not labels.why_not(lambda: services.check_may_decide(approval, actor=actor, now=now))


@panel("dashboard.top", order=5)
def waiting_for_me(_reader: object) -> str:
    """Lead to what waits for one's decision, and to what one may verify."""
    actor = current_actor()
    approvals = queries.count_waiting_for(actor, today=clock.today())
    corrections = queries.count_to_verify(actor)
    if not (approvals or corrections):
        return ""
    page = "kinds/_waiting_for_me.html"
    return render_template(page, approvals=approvals, corrections=corrections)


@panel("dashboard.top", order=6)
def vacant_offices(_reader: object) -> str:
    """Tell who gives roles which office has to be filled, because requests wait for it."""
    actor = current_actor()
    found = queries.vacant_offices(actor) if can(actor, accounts.GRANT) else ()
    if not found:
        return ""
    return render_template("kinds/_vacant_offices.html", offices=found, labels=labels)


@panel("dashboard.home", order=10)
def way_to_forms(_reader: object) -> str:
    return render_template("kinds/_home.html")

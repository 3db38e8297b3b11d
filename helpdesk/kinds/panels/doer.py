"""That a request is with somebody who may not do what it asks for."""

from flask import render_template

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.kinds import permissions, queries
from helpdesk.kinds.models import RECORDS
from helpdesk.kinds.rules import Stage
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN


@panel("tickets.top", order=6)
def approver_is_assigned(ticket: object) -> str:
    """Say to officers that whoever approved it cannot do it as well, while somebody is to do it."""
    if not isinstance(ticket, Ticket) or not _is_to_be_done(ticket):
        return ""
    approvers = queries.approvers(queries.approvals_of(ticket))
    if ticket.assignee_id not in approvers:
        return ""
    return render_template("kinds/_doer.html", ticket=ticket)


def _is_to_be_done(ticket: Ticket) -> bool:
    """Tell whether an officer has it and reads this, and its form is not done yet."""
    is_begun = ticket.kind in RECORDS and ticket.assignee_id is not None and ticket.status in OPEN
    if not is_begun or not can(current_actor(), permissions.WORK):
        return False
    record = queries.record_of(ticket)
    return record is not None and record.stage in (Stage.ASKED, Stage.APPROVED)

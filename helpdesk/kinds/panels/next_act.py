"""What happens next on a request with a form: as far as the form has come."""

from flask import render_template

from helpdesk.infra.slots import panel
from helpdesk.kinds import labels, queries
from helpdesk.kinds.models import RECORDS, DataCorrection, KindRecord
from helpdesk.kinds.panels.corrections import may_verify
from helpdesk.kinds.rules import ApprovalStatus, Stage
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN, Status, WaitingFor


@panel("tickets.next", order=10)
def next_act(ticket: object) -> str:
    """Say who decides, does or verifies it; nothing where the form has no say in what is next."""
    if not isinstance(ticket, Ticket) or ticket.kind not in RECORDS or not _has_say(ticket):
        return ""
    record = queries.record_of(ticket)
    if record is None or _has_ended(record):
        return ""
    steps = queries.approvals_of(ticket) if ticket.status is Status.WAITING else ()
    return render_template(
        "kinds/_next.html",
        ticket=ticket,
        record=record,
        pending=next((one for one in steps if one.status is ApprovalStatus.PENDING), None),
        is_correction=isinstance(record, DataCorrection),
        may_verify=_may_verify(record),
        labels=labels,
    )


def _has_say(ticket: Ticket) -> bool:
    """Tell whether it goes on by its form: not while it waits for something else, or is solved."""
    is_solved = ticket.status in (Status.RESOLVED, Status.CLOSED)
    return not is_solved and ticket.waiting_for in (None, WaitingFor.APPROVAL)


def _has_ended(record: KindRecord) -> bool:
    """Tell whether the form is finished, though its request may be open once more."""
    if record.stage is Stage.REJECTED:
        return False
    end = Stage.VERIFIED if isinstance(record, DataCorrection) else Stage.DONE
    return record.stage is end or record.ticket.status not in OPEN


def _may_verify(record: KindRecord) -> bool:
    return isinstance(record, DataCorrection) and may_verify(record)

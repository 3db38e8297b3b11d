"""The record of a data correction, on the page of its request and where it is decided about."""

from flask import render_template

from helpdesk.attachments.queries import files_of
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.kinds import labels, permissions, queries, services
from helpdesk.kinds.models import DataCorrection
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind


@panel("tickets.work", order=5)
def correction_of_ticket(ticket: object) -> str:
    """Show what is to be corrected, and the next act to whoever may do it."""
    return _rendered(ticket, is_on_ticket=True)


@panel("kinds.record", order=5)
def correction_to_decide(ticket: object) -> str:
    return _rendered(ticket, is_on_ticket=False)


def _rendered(ticket: object, *, is_on_ticket: bool) -> str:
    if not isinstance(ticket, Ticket) or ticket.kind is not Kind.DATA_CORRECTION:
        return ""
    correction = queries.correction_of(ticket)
    if correction is None:
        return ""
    return render_template(
        "kinds/_correction.html",
        one=correction,
        acts=queries.acts_of(correction),
        files=files_of("kind", [ticket.id]).get(ticket.id, []) if is_on_ticket else [],
        labels=labels,
        taken_back=queries.taken_back([ticket]),
        is_on_ticket=is_on_ticket,
        may_do=_may_do(correction),
        may_verify=may_verify(correction),
    )


def _may_do(correction: DataCorrection) -> bool:
    actor = current_actor()
    if not can(actor, permissions.WORK):
        return False
    return not labels.why_not(lambda: services.check_may_do(correction, actor=actor))


def may_verify(correction: DataCorrection) -> bool:
    """Tell whether the reader of the page may verify it now."""
    actor = current_actor()
    if not permissions.may_verify(actor, correction.ticket):
        return False
    return not labels.why_not(lambda: services.check_may_verify(correction, actor=actor))

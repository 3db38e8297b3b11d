"""Trying what a rule may refuse, and saying on the same page why it did."""

from collections.abc import Callable

from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import day
from helpdesk.kinds import labels
from helpdesk.kinds.models import Approval
from helpdesk.kinds.rules import RefusedError
from helpdesk.tickets.queries import last_change
from helpdesk.tickets.rules import Status


def tried(form: Form, act: Callable[[], None]) -> bool:
    """Do what a valid form asks for; a refusal stands in the form's errors."""
    return form.validate_on_submit() and accepted(form, act)


def accepted(form: Form, act: Callable[[], None]) -> bool:
    """Do what a form asks for that was found valid; a refusal stands in the form's errors."""
    try:
        act()
    except RefusedError as error:
        form.form_errors.append(labels.refused(error))
        return False
    return True


def how_it_ended(approval: Approval) -> str:
    """Say who decided a step, or who ended its request; nothing while it is open."""
    if approval.decided_by is not None and approval.decided_at is not None:
        words = {"name": approval.decided_by.name, "day": day(approval.decided_at)}
        return str(labels.DECISIONS[approval.status]) % words
    last = last_change(approval.ticket)
    if approval.ticket.status is not Status.CANCELLED or last is None or last.by is None:
        return ""
    said = labels.JOINED if last.is_merge else labels.CANCELLED
    return str(said) % {"name": last.by.name, "day": day(last.at), "reason": last.reason}


refusal = labels.why_not

"""Words of approvals: who decides, how it stands, and why somebody may not."""

from collections.abc import Callable, Collection
from typing import Protocol

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.kinds.rules import ApprovalStatus, ApproverRule, Refusal, RefusedError, Stage
from helpdesk.tickets.labels import state
from helpdesk.tickets.rules import Status, WaitingFor

APPROVERS = {
    ApproverRule.HEAD_OF_DEPARTMENT: _l("Head of the department or unit"),
    ApproverRule.HEAD_OF_ICT: _l("Head of the ICT unit"),
    ApproverRule.DIRECTOR: _l("Director"),
    ApproverRule.SYSTEM_OWNER: _l("Champion of the system"),
}
STATUSES = {
    ApprovalStatus.LATER: lazy_pgettext("approval", "Comes later"),
    ApprovalStatus.PENDING: lazy_pgettext("approval", "Waited for"),
    ApprovalStatus.APPROVED: lazy_pgettext("approval", "Approved"),
    ApprovalStatus.REJECTED: lazy_pgettext("approval", "Not approved"),
    ApprovalStatus.WITHDRAWN: lazy_pgettext("approval", "No longer needed"),
}
STAGES = {
    Stage.ASKED: lazy_pgettext("correction", "Waiting for approval"),
    Stage.APPROVED: lazy_pgettext("correction", "Approved, to be made"),
    Stage.REJECTED: lazy_pgettext("correction", "Not approved"),
    Stage.DONE: lazy_pgettext("correction", "Made, to be verified"),
    Stage.VERIFIED: lazy_pgettext("correction", "Made and verified"),
}
REFUSALS = {
    Refusal.REQUESTER_APPROVES: _l(
        "You asked for this yourself, so another person has to approve it."
    ),
    Refusal.DEPUTY_OF_REQUESTER: _l(
        "The person in whose place you decide asked for this, so another one has to approve it."
    ),
    Refusal.DOER_APPROVES: _l(
        "You work on this request yourself, so another person has to approve it."
    ),
    Refusal.DEPUTY_OF_DOER: _l(
        "The person in whose place you decide works on this request, so another one has to "
        "approve it."
    ),
    Refusal.APPROVER_DOES: _l("You approved this, so another officer has to do it."),
    Refusal.DOER_VERIFIES: _l("You did this yourself, so another person has to verify it."),
    Refusal.NOT_APPROVER: _l("This does not wait for your approval."),
    Refusal.DELEGATION_OVER: _l(
        "You decided in the place of %(name)s only until %(day)s, so you cannot decide this now."
    ),
    Refusal.DELEGATION_NOT_BEGUN: _l(
        "You decide in the place of %(name)s only from %(day)s, so you cannot decide this yet."
    ),
    Refusal.DECIDED: _l("This has been decided already."),
    Refusal.ENDED: _l("This request has ended, so nothing can be decided or done on it."),
    Refusal.APPROVED: _l(
        "This has been approved, so you cannot take it back yourself any more. Write to the ICT "
        "unit on the page of the request that it is not needed, and an officer cancels it."
    ),
    Refusal.NOT_APPROVED: _l("This has not been approved yet, so it cannot be done."),
    Refusal.NOT_DONE: _l("This has not been done yet, so it cannot be verified."),
    Refusal.STEP_MISSING: _l("First fill in “%(step)s”, then this can be noted."),
    Refusal.NOBODY_APPROVES: _l(
        "Nobody can approve this form: no other person holds one of these offices: %(offices)s. "
        "The administrator has to give somebody the role first; then send the form again."
    ),
    Refusal.NOT_REQUESTER: _l("Only the person who asked for this can take it back."),
    Refusal.NEEDS_NO_FORM: _l("This request has its form already, needs none or has ended."),
    Refusal.HAS_ACCESS: _l(
        "%(name)s already has the right “%(right)s” in %(system)s, since %(day)s (%(paper)s). Ask "
        "for another right, or for a day after the present one ends."
    ),
}


DECISIONS = {
    ApprovalStatus.APPROVED: _l("%(name)s approved this on %(day)s."),
    ApprovalStatus.REJECTED: _l("%(name)s did not approve this on %(day)s."),
}
JOINED = _l("%(name)s joined this request to another one on %(day)s.")
CANCELLED = _l("%(name)s cancelled this request on %(day)s: %(reason)s")


NOT_APPROVED = lazy_pgettext("ticket", "Rejected")
TAKEN_BACK = lazy_pgettext("ticket", "Taken back")
JOINED_AWAY = lazy_pgettext("ticket", "Joined to another request")


class OnForm(Protocol):
    """What the words need of a ticket with a form."""

    id: int
    status: Status
    waiting_for: WaitingFor | None
    merged_into_id: int | None


def form_said(ticket: OnForm, stage: Stage, taken_back: Collection[int]) -> str:
    """Say how a request with a form stands; `taken_back` are the ids of those that were."""
    if ticket.status is not Status.CANCELLED:
        return state(ticket.status, ticket.waiting_for)
    if stage is Stage.REJECTED:
        return str(NOT_APPROVED)
    if ticket.id in taken_back:
        return str(TAKEN_BACK)
    return str(JOINED_AWAY) if ticket.merged_into_id else state(ticket.status, None)


def refused(error: RefusedError) -> str:
    """Say why somebody may not do something."""
    return str(REFUSALS[error.refusal]) % {name: _said(of) for name, of in error.words.items()}


def _said(word: object) -> str:
    """Return a word for the gap of a sentence; of offices their names."""
    return ", ".join(str(APPROVERS[one]) for one in word) if isinstance(word, tuple) else str(word)


def why_not(check: Callable[[], object]) -> str:
    """Say why somebody may not do something, or nothing where he may."""
    try:
        check()
    except RefusedError as error:
        return refused(error)
    return ""


name_values("approval", "status", STATUSES)
name_values("approval", "approver", APPROVERS)

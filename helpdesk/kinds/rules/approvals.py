"""Who may not approve, do and verify the same thing, and the life of what was asked."""

from enum import StrEnum


class ApprovalStatus(StrEnum):
    """One step of a chain; only one of them is pending at a time."""

    LATER = "later"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """How far a record has come."""

    ASKED = "asked"
    APPROVED = "approved"
    REJECTED = "rejected"
    DONE = "done"
    VERIFIED = "verified"


class Act(StrEnum):
    """What is done to a record that was approved; the log calls it so too."""

    DO = "do"
    VERIFY = "verify"
    SEND_BACK = "send_back"


class Refusal(StrEnum):
    REQUESTER_APPROVES = "requester_approves"
    DEPUTY_OF_REQUESTER = "deputy_of_requester"
    DOER_APPROVES = "doer_approves"
    DEPUTY_OF_DOER = "deputy_of_doer"
    APPROVER_DOES = "approver_does"
    DOER_VERIFIES = "doer_verifies"
    NOT_APPROVER = "not_approver"
    DELEGATION_OVER = "delegation_over"
    DELEGATION_NOT_BEGUN = "delegation_not_begun"
    DECIDED = "decided"
    ENDED = "ended"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    NOT_DONE = "not_done"
    STEP_MISSING = "step_missing"
    NOBODY_APPROVES = "nobody_approves"
    NOT_REQUESTER = "not_requester"
    NEEDS_NO_FORM = "needs_no_form"
    HAS_ACCESS = "has_access"


class RefusedError(Exception):
    """An act that one may not do, and why; `words` fill the gaps of its sentence."""

    def __init__(self, refusal: Refusal, **words: object) -> None:
        super().__init__(refusal)
        self.refusal, self.words = refusal, words


def check_approver(
    approver_id: int | None,
    *,
    acting_for_id: int | None,
    requester_id: int | None,
    doer_id: int | None,
) -> None:
    """Refuse who asked for it or works on it, and whoever stands in for one of them."""
    if approver_id is None:
        raise RefusedError(Refusal.NOT_APPROVER)
    if approver_id == requester_id:
        raise RefusedError(Refusal.REQUESTER_APPROVES)
    if approver_id == doer_id:
        raise RefusedError(Refusal.DOER_APPROVES)
    if acting_for_id is not None and acting_for_id == requester_id:
        raise RefusedError(Refusal.DEPUTY_OF_REQUESTER)
    if acting_for_id is not None and acting_for_id == doer_id:
        raise RefusedError(Refusal.DEPUTY_OF_DOER)


def check_doer(doer_id: int | None, *, approver_ids: set[int]) -> None:
    if doer_id in approver_ids:
        raise RefusedError(Refusal.APPROVER_DOES)


def check_verifier(verifier_id: int | None, *, doer_id: int | None) -> None:
    if doer_id is None:
        raise RefusedError(Refusal.NOT_DONE)
    if verifier_id == doer_id:
        raise RefusedError(Refusal.DOER_VERIFIES)

"""What can be done to many tickets at once, and why some of them cannot take it."""

from enum import StrEnum

from helpdesk.tickets.rules.statuses import OPEN, TRANSITIONS, Status

MOST_AT_ONCE = 500
MOST_NAMED = 10  # in a notice; the page before it names more


class BulkAct(StrEnum):
    TAKE = "take"
    ASSIGN = "assign"
    PRIORITY = "priority"
    CATEGORY = "category"
    REPLY = "reply"
    OUTAGE = "outage"
    RESOLVE = "resolve"
    CLOSE = "close"
    CANCEL = "cancel"


class BulkRefusal(StrEnum):
    """Why one ticket is left as it is."""

    ALREADY_YOURS = "already_yours"
    BEGUN_BY_ANOTHER = "begun_by_another"
    NOT_OPEN = "not_open"
    NOT_RESOLVED = "not_resolved"
    IS_OUTAGE = "is_outage"
    UNDER_OUTAGE = "under_outage"
    CHANGED = "changed"
    SAME = "same"
    HELD = "held"
    NO_FORM = "no_form"


IRREVERSIBLE = frozenset({BulkAct.REPLY})  # what was read cannot be taken back
_GOALS = {
    BulkAct.TAKE: Status.IN_PROGRESS,
    BulkAct.ASSIGN: Status.ASSIGNED,
    BulkAct.RESOLVE: Status.RESOLVED,
    BulkAct.CLOSE: Status.CLOSED,
    BulkAct.CANCEL: Status.CANCELLED,
}
_OF_RESOLVED = frozenset({BulkAct.REPLY, BulkAct.CLOSE})
_OF_OUTAGES_ELSEWHERE = frozenset({BulkAct.RESOLVE, BulkAct.CANCEL, BulkAct.OUTAGE})


def goal_of(act: BulkAct) -> Status | None:
    """Return the state that an act brings about, where it is one."""
    return _GOALS.get(act)


def bulk_refusal(
    act: BulkAct, status: Status, *, is_own: bool, is_outage: bool, is_child: bool
) -> BulkRefusal | None:
    """Say why a ticket in this state cannot take an act, or None where it can."""
    if status not in OPEN:
        is_fit = status is Status.RESOLVED and act in _OF_RESOLVED
        return None if is_fit else BulkRefusal.NOT_OPEN
    if act is BulkAct.CLOSE:
        return BulkRefusal.NOT_RESOLVED
    if is_outage and act in _OF_OUTAGES_ELSEWHERE:
        return BulkRefusal.IS_OUTAGE
    if is_child and act is BulkAct.OUTAGE:
        return BulkRefusal.UNDER_OUTAGE
    return _wrong_state(act, status, is_own=is_own)


def _wrong_state(act: BulkAct, status: Status, *, is_own: bool) -> BulkRefusal | None:
    goal = _GOALS.get(act)
    if goal is None or goal in TRANSITIONS[status]:
        return None
    return BulkRefusal.ALREADY_YOURS if is_own else BulkRefusal.BEGUN_BY_ANOTHER

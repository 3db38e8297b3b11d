"""What a ticket may do next, and until when a step can be taken back."""

from datetime import datetime, timedelta
from enum import StrEnum

from helpdesk.core import transitions
from helpdesk.core.transitions import IllegalTransitionError as IllegalTransitionError

UNDO_WINDOW = timedelta(minutes=10)
REOPEN_WINDOW = timedelta(days=14)


class Status(StrEnum):
    NEW = "new"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class WaitingFor(StrEnum):
    REQUESTER = "requester"
    PARTS = "parts"
    VENDOR = "vendor"
    APPROVAL = "approval"
    EXTERNAL = "external"


class Kind(StrEnum):
    INCIDENT = "incident"
    SERVICE_REQUEST = "service_request"
    DATA_CORRECTION = "data_correction"
    ACCESS_REQUEST = "access_request"
    REPORT_REQUEST = "report_request"
    CHANGE = "change"
    SECURITY_INCIDENT = "security_incident"
    ADVICE = "advice"


class Channel(StrEnum):
    """The way in which a ticket reached the desk."""

    WEB = "web"
    LABEL = "label"
    PHONE = "phone"
    WALK_IN = "walk_in"
    LETTER = "letter"
    EMAIL = "email"


class Cause(StrEnum):
    """What lay behind it, said by whoever resolves it."""

    SURGE = "surge"
    DUST_HEAT = "dust_heat"
    WEAR = "wear"
    CABLE = "cable"
    SOFTWARE = "software"
    CONFIGURATION = "configuration"
    MALWARE = "malware"
    MISUSE = "misuse"
    OUTSIDE_SERVICE = "outside_service"
    NO_FAULT = "no_fault"
    UNKNOWN = "unknown"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.ASSIGNED, Status.IN_PROGRESS, Status.RESOLVED, Status.CANCELLED}),
    Status.ASSIGNED: frozenset(
        {
            Status.ASSIGNED,  # to another officer
            Status.IN_PROGRESS,
            Status.WAITING,
            Status.RESOLVED,
            Status.CANCELLED,
        }
    ),
    Status.IN_PROGRESS: frozenset(
        {Status.ASSIGNED, Status.WAITING, Status.RESOLVED, Status.CANCELLED}
    ),
    Status.WAITING: frozenset(
        {Status.ASSIGNED, Status.IN_PROGRESS, Status.RESOLVED, Status.CANCELLED}
    ),
    Status.RESOLVED: frozenset({Status.CLOSED}),  # its way back is `can_reopen`
    Status.CLOSED: frozenset(),
    Status.CANCELLED: frozenset(),
}
OPEN = frozenset({Status.NEW, Status.ASSIGNED, Status.IN_PROGRESS, Status.WAITING})


class Held(StrEnum):
    """Why a ticket stays where it is for now."""

    FORM_UNFINISHED = "form_unfinished"
    FORM_MISSING = "form_missing"
    APPROVAL_PENDING = "approval_pending"


class HeldError(Exception):
    """A form of the ticket is missing, not approved or not finished, so the ticket stays."""


class NothingToUndoError(Exception):
    """The last move is another's, or more than ten minutes old."""


def check_transition(current: Status, wanted: Status) -> None:
    transitions.check(TRANSITIONS, current, wanted)


def check_open(status: Status) -> None:
    """Refuse to judge anew what is over: its promise was kept or missed."""
    if status not in OPEN:
        raise IllegalTransitionError(status, status)


def can_reopen(status: Status, closed_at: datetime | None, *, now: datetime) -> bool:
    if status is Status.CLOSED and closed_at:
        return now - closed_at <= REOPEN_WINDOW
    return status is Status.RESOLVED


def can_answer(status: Status, closed_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether what somebody without an account writes can still change something."""
    return status in OPEN or can_reopen(status, closed_at, now=now)


def check_reopen(status: Status, closed_at: datetime | None, *, now: datetime) -> None:
    if not can_reopen(status, closed_at, now=now):
        raise IllegalTransitionError(status, Status.IN_PROGRESS)


def can_undo(done_at: datetime, *, now: datetime) -> bool:
    return now - done_at <= UNDO_WINDOW

"""The life of a device, its condition, its names and how long its warranty runs."""

from datetime import date, timedelta
from enum import IntEnum, StrEnum

from helpdesk.core import transitions
from helpdesk.core.numbering import asset_tag as asset_tag
from helpdesk.core.numbering import label_code as label_code
from helpdesk.core.recurrence import add_months, months_between
from helpdesk.core.text import normalise_code
from helpdesk.core.transitions import IllegalTransitionError as IllegalTransitionError


class Status(StrEnum):
    EXPECTED = "expected"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IN_STORE = "in_store"
    IN_SERVICE = "in_service"
    UNDER_REPAIR = "under_repair"
    LOANED = "loaned"
    IDLE = "idle"
    SURPLUS = "surplus"
    UNSERVICEABLE = "unserviceable"
    SURVEY = "survey"
    DISPOSAL_APPROVED = "disposal_approved"
    DISPOSED = "disposed"
    LOST_STOLEN = "lost_stolen"
    WRITTEN_OFF = "written_off"


class Condition(StrEnum):
    NEW = "A"
    GOOD = "B"
    FAIR = "C"
    POOR = "D"
    UNSERVICEABLE = "E"


class Criticality(IntEnum):
    """How many stop when it stops; the same scale as a ticket's impact."""

    SERVICE = 1
    DEPARTMENT = 2
    PERSON = 3


class FundingSource(StrEnum):
    OWN_SOURCE = "own_source"
    OTHER_CHARGES = "other_charges"
    DEVELOPMENT_GRANT = "development_grant"
    PROJECT = "project"
    DONOR = "donor"


class Ownership(StrEnum):
    COUNCIL = "council"
    CENTRAL_GOVERNMENT = "central_government"
    DONOR = "donor"
    LEASED = "leased"
    ON_LOAN = "on_loan"


IN_HAND = frozenset(
    {
        Status.IN_STORE,
        Status.IN_SERVICE,
        Status.UNDER_REPAIR,
        Status.LOANED,
        Status.IDLE,
        Status.SURPLUS,
    }
)
GONE = frozenset({Status.REJECTED, Status.DISPOSED, Status.WRITTEN_OFF})
IN_USE = frozenset({Status.IN_SERVICE, Status.LOANED})
SERVING = IN_USE | {Status.UNDER_REPAIR}  # whoever has it counts on it
FAULTY = frozenset({Status.UNDER_REPAIR, Status.UNSERVICEABLE})
AT_REGISTRATION = (Status.IN_SERVICE, Status.IN_STORE)
BY_COMMITTEE = frozenset(
    {
        Status.ACCEPTED,
        Status.REJECTED,
        Status.SURVEY,
        Status.DISPOSAL_APPROVED,
        Status.DISPOSED,
        Status.LOST_STOLEN,
        Status.WRITTEN_OFF,
    }
)
BY_PAPER = BY_COMMITTEE | {Status.LOANED}  # of custody: who borrowed it, and until when
BEFORE_COMMITTEE = frozenset({Status.SURVEY, Status.DISPOSAL_APPROVED, Status.LOST_STOLEN})
WARRANTY_NOTICE = timedelta(days=60)

_BROKEN_OR_LOST = frozenset({Status.UNSERVICEABLE, Status.LOST_STOLEN})
_UNWANTED = frozenset({Status.IDLE, Status.SURPLUS})

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.EXPECTED: frozenset({Status.RECEIVED}),
    Status.RECEIVED: frozenset({Status.ACCEPTED, Status.REJECTED}),
    Status.ACCEPTED: frozenset({Status.IN_STORE, Status.IN_SERVICE}),
    Status.REJECTED: frozenset(),
    **{status: (IN_HAND - {status}) | _BROKEN_OR_LOST for status in IN_HAND - _UNWANTED},
    **{status: (IN_HAND - {status}) | _BROKEN_OR_LOST | {Status.SURVEY} for status in _UNWANTED},
    Status.UNSERVICEABLE: frozenset(
        {Status.SURVEY, Status.UNDER_REPAIR, Status.IN_STORE, Status.LOST_STOLEN}
    ),
    Status.SURVEY: frozenset({Status.DISPOSAL_APPROVED, Status.IN_STORE, Status.LOST_STOLEN}),
    Status.DISPOSAL_APPROVED: frozenset({Status.DISPOSED, Status.SURVEY}),
    Status.DISPOSED: frozenset(),
    Status.LOST_STOLEN: frozenset({Status.IN_STORE, Status.WRITTEN_OFF}),
    Status.WRITTEN_OFF: frozenset(),
}


class GamisTakenError(Exception):
    """Another device has this number of the government's register; `tag` says which."""

    def __init__(self, number: str, tag: str) -> None:
        super().__init__(f"{number} is the number of {tag}")
        self.number, self.tag = number, tag


class SerialTakenError(Exception):
    """Another device of this model has this serial number; `tag` says which."""

    def __init__(self, serial: str, tag: str) -> None:
        super().__init__(f"{serial} is the serial number of {tag}")
        self.serial = serial
        self.tag = tag


class TagTakenError(Exception):
    """Another device of the council has this tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class NotInstalledError(Exception):
    """What was bought through the program is installed and signed for before anybody uses it."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class LostError(Exception):
    """A device that is looked for is not moved."""


class GoneError(Exception):
    """A device that has left the register is not moved any more."""


def check_transition(current: Status, wanted: Status) -> None:
    transitions.check(TRANSITIONS, current, wanted)


def next_by_hand(current: Status) -> list[Status]:
    """Return where an officer may bring a device; what has a paper of its own comes by that."""
    open_to_all = TRANSITIONS[current] - BY_PAPER
    if current in BEFORE_COMMITTEE:
        return []
    return [status for status in Status if status in open_to_all]


def can_be_worked_on(status: Status) -> bool:
    return status not in GONE


def check_present(status: Status) -> None:
    if status in GONE:
        raise GoneError


def check_found(status: Status) -> None:
    """What is lost is in no place; it is brought back by saying that it was found."""
    check_present(status)
    if status is Status.LOST_STOLEN:
        raise LostError


def normalise_serial(text: str) -> str | None:
    """Spell a serial number in one way, so that its double is found; None where there is none."""
    return normalise_code(text) or None


def warranty_ends_on(starts_on: date, months: int) -> date:
    """Return the last day that is still covered."""
    return add_months(starts_on, months) - timedelta(days=1)


def warranty_is_over(ends_on: date, today: date) -> bool:
    return today > ends_on


def outlived_before(life_months: int, today: date) -> date:
    """Return the last day on which a device may have begun that is older than its life today."""
    return add_months(today, -life_months)


def age_months(began_on: date | None, today: date) -> int | None:
    """Return how many whole months a device has been in use; None where nobody knows."""
    return max(0, months_between(began_on, today)) if began_on else None

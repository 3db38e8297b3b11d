"""Which devices a board may survey, what it may say of them, and who may decide about that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpdesk.core.recurrence import add_months
from helpdesk.core.text import fold
from helpdesk.equipment.rules import Price, Status

FEWEST_MEMBERS = 3
YEARS_OF_REPAIRS = 3
UNWANTED = frozenset({Status.IDLE, Status.SURPLUS, Status.UNSERVICEABLE})
OUTLIVED = frozenset({Status.IN_STORE, Status.IN_SERVICE})


class State(StrEnum):
    """A board still writes its list, the list waits for a decision, or it was decided."""

    OPEN = "open"
    SUBMITTED = "submitted"
    DECIDED = "decided"


class MemberRole(StrEnum):
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


class Reason(StrEnum):
    """Why a device should leave; the first four are the Ministry of Finance's own words."""

    WORN_OUT = "worn_out"
    IDLE = "idle"
    SURPLUS = "surplus"
    OUTLIVED = "outlived"
    LOST = "lost"
    UNECONOMIC = "uneconomic"


class Method(StrEnum):
    AUCTION = "auction"
    TRANSFER = "transfer"
    DONATION = "donation"
    TRADE_IN = "trade_in"
    DISMANTLE = "dismantle"
    DESTRUCTION = "destruction"


class Decision(StrEnum):
    APPROVED = "approved"
    REFUSED = "refused"


class WipeMethod(StrEnum):
    OVERWRITE = "overwrite"
    CRYPTO_ERASE = "crypto_erase"
    DESTROY = "destroy"


class BoardFault(StrEnum):
    """Why people cannot be a board of survey."""

    TOO_FEW = "too_few"
    TWICE = "twice"
    NO_CHAIR = "no_chair"


class BoardError(Exception):
    """These people cannot be the board; `fault` says why."""

    def __init__(self, fault: BoardFault) -> None:
        super().__init__(fault)
        self.fault = fault


class NotForSurveyError(Exception):
    """A device that is in use and within its life is not surveyed."""


class NotSeenError(Exception):
    """What is lost was not seen, and what was not seen is lost."""


class ConcernedError(Exception):
    """Who made a survey or sat on its board does not decide about it."""


class DoneBeforeError(Exception):
    """This step was done before, or its turn has not come."""


class NotWipedError(Exception):
    """What holds data leaves with a certificate that they were wiped, and not without."""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    job_title: str
    role: MemberRole


def check_board(members: Sequence[Member]) -> None:
    names = [fold(member.name) for member in members]
    if len(members) < FEWEST_MEMBERS:
        raise BoardError(BoardFault.TOO_FEW)
    if len(set(names)) < len(names):
        raise BoardError(BoardFault.TWICE)
    if [member.role for member in members].count(MemberRole.CHAIR) != 1:
        raise BoardError(BoardFault.NO_CHAIR)


def check_independent(name: str, *, members: Iterable[str], made_it: bool) -> None:
    """Refuse the decision of whoever had a part in what it is about."""
    if made_it or fold(name) in {fold(member) for member in members}:
        raise ConcernedError


def has_outlived(price: Price, on: date) -> bool:
    return price.began_on is not None and add_months(price.began_on, price.life_months) <= on


def check_for_survey(status: Status, price: Price, on: date) -> None:
    """Let idle, surplus and unserviceable devices pass, and those past their life."""
    if status in UNWANTED or (status in OUTLIVED and has_outlived(price, on)):
        return
    raise NotForSurveyError


def check_seen(reason: Reason, *, seen: bool) -> None:
    if (reason is Reason.LOST) == seen:
        raise NotSeenError


def status_after(decision: Decision) -> Status:
    """Return what becomes of a device that the board saw."""
    return Status.IN_STORE if decision is Decision.REFUSED else Status.DISPOSAL_APPROVED

"""How many may still come, who may inspect, and what a committee may say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpdesk.core.text import fold

FEWEST_MEMBERS = 3


class ReceiptState(StrEnum):
    """Goods wait for the committee, its result waits for the head of the unit, or all is done.

    What was received by mistake is withdrawn before anybody inspects it.
    """

    RECEIVED = "received"
    INSPECTED = "inspected"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class MemberRole(StrEnum):
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


class Decision(StrEnum):
    ACCEPT = "accept"
    WITH_CONDITIONS = "with_conditions"
    REJECT = "reject"


class CommitteeFault(StrEnum):
    """Why people cannot be the committee of a delivery."""

    TOO_FEW = "too_few"
    TWICE = "twice"
    NO_CHAIR = "no_chair"
    NOBODY_SKILLED = "nobody_skilled"
    CONCERNED = "concerned"


class CommitteeError(Exception):
    """These people cannot inspect; `fault` says why."""

    def __init__(self, fault: CommitteeFault) -> None:
        super().__init__(fault)
        self.fault = fault


class TooManyError(Exception):
    """More would be delivered than was ordered; `position` is the line, `left` may still come."""

    def __init__(self, position: int, left: int) -> None:
        super().__init__(f"line {position}: only {left} left")
        self.position = position
        self.left = left


class TooFewError(Exception):
    """A line cannot order fewer than have come; `delivered` says how many that are."""

    def __init__(self, line_id: int, delivered: int) -> None:
        super().__init__(f"line {line_id}: {delivered} have come")
        self.line_id = line_id
        self.delivered = delivered


class SerialRefusedError(Exception):
    """A serial number of a line cannot be: it is there twice, or `tag` has it."""

    def __init__(self, line_id: int, serial: str, tag: str = "") -> None:
        super().__init__(f"{serial} of line {line_id}")
        self.line_id = line_id
        self.serial = serial
        self.tag = tag


class TooManySerialsError(Exception):
    """A line has more serial numbers than devices."""

    def __init__(self, line_id: int, accepted: int) -> None:
        super().__init__(f"line {line_id} has {accepted} devices")
        self.line_id = line_id
        self.accepted = accepted


class MiscountedError(Exception):
    """What was accepted and rejected is not what came, or the decision says otherwise."""

    def __init__(self, line_id: int, delivered: int) -> None:
        super().__init__(f"line {line_id}: {delivered} came")
        self.line_id = line_id
        self.delivered = delivered


class ConcernedError(Exception):
    """Who received goods neither enters the result of their inspection nor accepts them."""


class DoneBeforeError(Exception):
    """This step of a delivery was done before."""


class OrderTakenError(Exception):
    """The council has an order of this number."""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    job_title: str
    role: MemberRole
    is_skilled: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """What a committee says of the pieces of one line."""

    accepted: int
    rejected: int


def check_committee(members: Sequence[Member], *, concerned: Iterable[str]) -> None:
    """Refuse fewer than three, none who knows ICT, and whoever bought or received the goods."""
    names = [fold(member.name) for member in members]
    if len(members) < FEWEST_MEMBERS:
        raise CommitteeError(CommitteeFault.TOO_FEW)
    if len(set(names)) < len(names):
        raise CommitteeError(CommitteeFault.TWICE)
    if [member.role for member in members].count(MemberRole.CHAIR) != 1:
        raise CommitteeError(CommitteeFault.NO_CHAIR)
    if not any(member.is_skilled for member in members):
        raise CommitteeError(CommitteeFault.NOBODY_SKILLED)
    if set(names) & {fold(name) for name in concerned if name}:
        raise CommitteeError(CommitteeFault.CONCERNED)


def fits(decision: Decision, counted: Counted, *, delivered: int) -> bool:
    """Tell whether all that came was counted, and whether the decision agrees with the count."""
    is_whole = counted.accepted + counted.rejected == delivered
    if not is_whole or min(counted.accepted, counted.rejected) < 0:
        return False
    return (decision is Decision.REJECT) == (counted.accepted == 0)


def serials_in(text: str) -> list[str]:
    """Read a pasted list: one serial number a line, or parted by commas and semicolons."""
    parted = text.replace(",", "\n").replace(";", "\n")
    return [line.strip() for line in parted.splitlines() if line.strip()]


def warranty_starts_on(accepted_on: date, received_on: date) -> date:
    """A warranty runs from the later of acceptance and delivery."""
    return max(accepted_on, received_on)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

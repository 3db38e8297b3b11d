"""What is written down of a job: the fault, the work, what was paid, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.stock.models import Store
from helpdesk.stock.services import Wanted
from helpdesk.workorders.rules import (
    CauseCode,
    CostKind,
    HoldReason,
    Kind,
    Problem,
    Remedy,
    Result,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """Money paid for a job beyond parts, and the number of the paper that says so."""

    amount: Decimal
    paid_to: str
    kind: CostKind = CostKind.VENDOR
    document_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What was put into a job at one time, and how the job stands after it.

    Parts come out of `store`; what is kept for others only `anyway`; `counter` is that of a
    printer's pages. A finished job has a `result` and was over at `done_at` (now where nobody
    says); one on hold has a `hold_reason`.
    """

    cause: CauseCode
    remedy: Remedy
    status: Status = Status.DONE
    hold_reason: HoldReason | None = None
    result: Result | None = Result.REPAIRED
    next_step: str = ""
    done_at: datetime | None = None
    store: Store | None = None
    parts: Sequence[Wanted] = ()
    anyway: bool = False
    counter: int | None = None
    minutes: int = 0
    bills: Sequence[Bill] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What an officer writes down when he opens a job: the fault, and what he did about it."""

    problem: Problem
    work: Work
    description: str = ""
    down_from: datetime | None = None
    kind: Kind = Kind.CORRECTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Whose work is written down, by whom and when."""

    technician: User
    actor: Actor
    now: datetime

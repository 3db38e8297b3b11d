"""What a job may do next, what it cost, how long its device stood still, and whether it paid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from helpdesk.core import transitions
from helpdesk.core.measures import Span, merged
from helpdesk.core.money import cents
from helpdesk.core.transitions import IllegalTransitionError as IllegalTransitionError

REOPEN_WINDOW = timedelta(days=14)
REPEAT_WINDOW = timedelta(days=30)
UNDO_WINDOW = timedelta(minutes=10)


class Kind(StrEnum):
    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"
    INSPECTION = "inspection"
    INSTALLATION = "installation"
    IMPROVEMENT = "improvement"
    DISPOSAL = "disposal"
    DRILL = "drill"


class Status(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    DONE = "done"
    VERIFIED = "verified"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MISSED = "missed"


class HoldReason(StrEnum):
    PARTS = "parts"
    VENDOR = "vendor"
    USER_ACCESS = "user_access"
    FUNDS = "funds"
    POWER = "power"


class Result(StrEnum):
    REPAIRED = "repaired"
    TEMPORARY_FIX = "temporary_fix"
    NO_FAULT_FOUND = "no_fault_found"
    UNREPAIRABLE = "unrepairable"
    REPLACED = "replaced"
    SENT_TO_VENDOR = "sent_to_vendor"
    WARRANTY_CLAIM = "warranty_claim"
    SERVICED = "serviced"


class Problem(StrEnum):
    NO_POWER = "no_power"
    SHUTS_DOWN = "shuts_down"
    NO_DISPLAY = "no_display"
    DISK_NOT_READ = "disk_not_read"
    DOES_NOT_PRINT = "does_not_print"
    PAPER_JAM = "paper_jam"
    FAINT_PRINT = "faint_print"
    NO_NETWORK = "no_network"
    SLOW_NETWORK = "slow_network"
    MALWARE = "malware"
    SYSTEM_WONT_OPEN = "system_wont_open"
    BATTERY = "battery"
    OVERHEATS = "overheats"
    NOISE = "noise"
    SLOW = "slow"
    BROKEN = "broken"
    OTHER = "other"
    SERVICE_DUE = "service_due"


class CauseCode(StrEnum):
    """Surge and dust stay apart: they justify UPS and earthing in the estimate."""

    SURGE = "surge"
    DUST_HEAT = "dust_heat"
    WEAR = "wear"
    MISUSE = "misuse"
    CABLE = "cable"
    SOFTWARE = "software"
    CONFIGURATION = "configuration"
    MALWARE = "malware"
    MANUFACTURING_DEFECT = "manufacturing_defect"
    THEFT_DAMAGE = "theft_damage"
    UNKNOWN = "unknown"
    PLAN = "plan"


class Remedy(StrEnum):
    CLEANED = "cleaned"
    PART_REPLACED = "part_replaced"
    RECONFIGURED = "reconfigured"
    REINSTALLED = "reinstalled"
    UPGRADED = "upgraded"
    CABLE_REPAIRED = "cable_repaired"
    SENT_TO_WORKSHOP = "sent_to_workshop"
    USER_TAUGHT = "user_taught"
    NO_FAULT = "no_fault"
    DISPOSAL_PROPOSED = "disposal_proposed"
    SERVICED = "serviced"


class CostKind(StrEnum):
    VENDOR = "vendor"
    TRANSPORT = "transport"
    PER_DIEM = "per_diem"
    OTHER = "other"


_COMPUTERS = (
    Problem.NO_POWER,
    Problem.SLOW,
    Problem.MALWARE,
    Problem.DISK_NOT_READ,
    Problem.NO_DISPLAY,
    Problem.SHUTS_DOWN,
    Problem.OVERHEATS,
)
PRINTERS = frozenset({"PR", "CP"})
"""Codes of the kinds of equipment that use toner and count their pages."""
_PRINTERS = (Problem.PAPER_JAM, Problem.FAINT_PRINT, Problem.DOES_NOT_PRINT, Problem.NOISE)
_NETWORK = (Problem.NO_NETWORK, Problem.SLOW_NETWORK, Problem.NO_POWER, Problem.OVERHEATS)
USUAL_PROBLEMS: Mapping[str, tuple[Problem, ...]] = {
    "PC": _COMPUTERS,
    "LT": (*_COMPUTERS, Problem.BATTERY, Problem.BROKEN),
    "TB": (Problem.BATTERY, Problem.BROKEN, Problem.NO_POWER, Problem.SLOW),
    "SRV": (Problem.SHUTS_DOWN, Problem.DISK_NOT_READ, Problem.OVERHEATS, Problem.NO_NETWORK),
    "PR": _PRINTERS,
    "CP": _PRINTERS,
    "SC": (Problem.NO_POWER, Problem.PAPER_JAM, Problem.FAINT_PRINT),
    "UPS": (Problem.BATTERY, Problem.NO_POWER, Problem.NOISE, Problem.OVERHEATS),
    "SW": _NETWORK,
    "RT": _NETWORK,
    "AP": _NETWORK,
    "PJ": (Problem.NO_DISPLAY, Problem.OVERHEATS, Problem.NO_POWER),
    "POS": (
        Problem.DOES_NOT_PRINT,
        Problem.NO_NETWORK,
        Problem.BATTERY,
        Problem.SYSTEM_WONT_OPEN,
        Problem.PAPER_JAM,
    ),
}
"""What mostly fails, by the code of a kind of equipment, the commonest first."""
OF_PLANS = frozenset({Problem.SERVICE_DUE, CauseCode.PLAN, Remedy.SERVICED, Result.SERVICED})
"""What is said of work that a plan asked for; nobody chooses it for a repair."""
WORKS = frozenset({Result.REPAIRED, Result.TEMPORARY_FIX, Result.NO_FAULT_FOUND})


class DeviceGoneError(Exception):
    """What was disposed of or written off is not repaired any more."""


class CounterBackError(Exception):
    """A printer has printed more than that already; `last` is what was read before."""

    def __init__(self, last: int) -> None:
        super().__init__(str(last))
        self.last = last


class OfPlanError(Exception):
    """What a plan asked for is done, put off or waived as a visit."""


class NothingToUndoError(Exception):
    """The last act is too old, or somebody else's."""


class AlreadyTakenBackError(Exception):
    """This cost was taken back before, or takes back another one itself."""


class RateThereError(Exception):
    """There is a rate from this very day on."""


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset(
        {
            Status.PLANNED,
            Status.SCHEDULED,
            Status.IN_PROGRESS,
            Status.DONE,  # written down when all was over
            Status.CANCELLED,
        }
    ),
    Status.PLANNED: frozenset(
        {Status.SCHEDULED, Status.IN_PROGRESS, Status.CANCELLED, Status.MISSED}
    ),
    Status.SCHEDULED: frozenset(
        {Status.PLANNED, Status.IN_PROGRESS, Status.CANCELLED, Status.MISSED}
    ),
    Status.IN_PROGRESS: frozenset({Status.ON_HOLD, Status.DONE, Status.CANCELLED}),
    Status.ON_HOLD: frozenset({Status.IN_PROGRESS, Status.DONE, Status.CANCELLED}),
    Status.DONE: frozenset({Status.IN_PROGRESS, Status.VERIFIED, Status.CLOSED}),
    Status.VERIFIED: frozenset({Status.IN_PROGRESS, Status.CLOSED}),  # see REOPEN_WINDOW
    Status.CLOSED: frozenset(),
    Status.CANCELLED: frozenset(),
    Status.MISSED: frozenset(),
}
FINISHED = frozenset({Status.DONE, Status.VERIFIED, Status.CLOSED})
TAKEN_UP_AGAIN = frozenset({Status.DONE, Status.VERIFIED})
CAME_TO_NOTHING = frozenset({Status.CANCELLED, Status.MISSED})
NOT_BEGUN = frozenset({Status.PLANNED, Status.SCHEDULED})
"""What a plan asked for and nobody has touched is no repair yet, and costs nothing."""
UNCOUNTED = CAME_TO_NOTHING | NOT_BEGUN
OPEN = frozenset(Status) - FINISHED - UNCOUNTED
CORRECTABLE = OPEN | {Status.DONE}
"""Until somebody else has verified a job, a mistaken cost of it can be taken back."""


def check_transition(current: Status, wanted: Status) -> None:
    transitions.check(TRANSITIONS, current, wanted)


def can_reopen(done_at: datetime, *, now: datetime) -> bool:
    return now - done_at <= REOPEN_WINDOW


def can_undo(opened_at: datetime, *, now: datetime) -> bool:
    return now - opened_at <= UNDO_WINDOW


@dataclass(frozen=True, slots=True)
class Costs:
    """What jobs cost, in shillings; labour is paid by the salary vote, so it is no cash."""

    labour: Decimal = Decimal(0)
    parts: Decimal = Decimal(0)
    vendor: Decimal = Decimal(0)
    other: Decimal = Decimal(0)

    @property
    def cash(self) -> Decimal:
        return self.parts + self.vendor + self.other

    @property
    def full(self) -> Decimal:
        return self.cash + self.labour

    def __add__(self, other: "Costs") -> "Costs":
        return Costs(
            self.labour + other.labour,
            self.parts + other.parts,
            self.vendor + other.vendor,
            self.other + other.other,
        )


def total(costs: Iterable[Costs]) -> Costs:
    return sum(costs, start=Costs())


def labour_cost(minutes: int, hourly_rate: Decimal) -> Decimal:
    return cents(hourly_rate * minutes / 60)


def downtime(spans: Iterable[Span], *, now: datetime) -> timedelta:
    """Return how long a device stood still; two jobs at once count once, an open one up to now."""
    return sum((min(ended, now) - began for began, ended in merged(spans)), start=timedelta())


@dataclass(frozen=True, slots=True)
class Fault:
    asset_id: int
    problem: Problem
    at: datetime


def is_repeat(fault: Fault, *, repaired: Fault) -> bool:
    """Tell whether a fault is back that was thought repaired, at `repaired.at`, not long before."""
    same = (fault.asset_id, fault.problem) == (repaired.asset_id, repaired.problem)
    return same and timedelta() <= fault.at - repaired.at <= REPEAT_WINDOW


def works_again(result: Result | None) -> bool:
    """Tell whether the device works after a repair, as far as anybody could see."""
    return result in WORKS


class Verdict(StrEnum):
    REPAIR = "repair"
    REPLACE = "replace"


class Ground(StrEnum):
    ESTIMATE_OVER_LIMIT = "T1"
    COSTS_OVER_SHARE = "T2"
    PAST_LIFE = "past_life"  # worth this repair, but due on the list of replacements


class Advice(NamedTuple):
    verdict: Verdict
    rule: Ground | None


@dataclass(frozen=True, slots=True)
class RepairLimits:
    """A repair may cost a share of a new device that falls with age, all repairs a fixed one."""

    floor_percent: int = 10
    slope_percent: int = 50
    total_percent: int = 75

    def for_one(self, replacement_cost: Decimal, age_months: int, life_months: int) -> Decimal:
        slope = Decimal(self.slope_percent) * (life_months - age_months) / life_months
        return cents(replacement_cost * max(Decimal(self.floor_percent), slope) / 100)

    def for_all(self, replacement_cost: Decimal) -> Decimal:
        return cents(replacement_cost * Decimal(self.total_percent) / 100)


USUAL_LIMITS = RepairLimits()


def repair_or_replace(
    replacement_cost: Decimal,
    age_months: int,
    life_months: int,
    estimate: Decimal,
    past_cash: Decimal,
    limits: RepairLimits = USUAL_LIMITS,
) -> Advice:
    """Return what to advise, and the rule that decided; the officer decides and says why."""
    if estimate > limits.for_one(replacement_cost, age_months, life_months):
        return Advice(Verdict.REPLACE, Ground.ESTIMATE_OVER_LIMIT)
    if past_cash + estimate > limits.for_all(replacement_cost):
        return Advice(Verdict.REPLACE, Ground.COSTS_OVER_SHARE)
    return Advice(Verdict.REPAIR, Ground.PAST_LIFE if age_months >= life_months else None)

"""Names of a job's kinds, statuses, faults and outcomes; Swahili agrees with hati ya kazi."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from helpdesk.audit.labels import name_values
from helpdesk.workorders.rules import (
    OF_PLANS,
    CauseCode,
    CostKind,
    Ground,
    HoldReason,
    Kind,
    Problem,
    Remedy,
    Result,
    Status,
    Verdict,
)

Code = TypeVar("Code", Problem, CauseCode, Remedy, Result)


class Titled(Protocol):
    """A job."""

    kind: Kind
    problem: Problem


KIND = {
    Kind.CORRECTIVE: _l("Repair of a fault"),
    Kind.PREVENTIVE: _l("Preventive maintenance"),
    Kind.INSPECTION: _l("Inspection"),
    Kind.INSTALLATION: _l("Installation"),
    Kind.IMPROVEMENT: _l("Improvement"),
    Kind.DISPOSAL: _l("Preparation for disposal"),
    Kind.DRILL: _l("Recovery drill"),
}
STATUS = {
    Status.DRAFT: lazy_pgettext("work order", "Draft"),
    Status.PLANNED: lazy_pgettext("work order", "Planned"),
    Status.SCHEDULED: lazy_pgettext("work order", "Scheduled"),
    Status.IN_PROGRESS: lazy_pgettext("work order", "In progress"),
    Status.ON_HOLD: lazy_pgettext("work order", "On hold"),
    Status.DONE: lazy_pgettext("work order", "Completed"),
    Status.VERIFIED: lazy_pgettext("work order", "Verified"),
    Status.CLOSED: lazy_pgettext("work order", "Closed"),
    Status.CANCELLED: lazy_pgettext("work order", "Cancelled"),
    Status.MISSED: lazy_pgettext("work order", "Missed"),
}
HOLD_REASON = {
    HoldReason.PARTS: lazy_pgettext("work order", "Waiting for parts"),
    HoldReason.VENDOR: lazy_pgettext("work order", "With outside repairer"),
    HoldReason.USER_ACCESS: lazy_pgettext("work order", "Waiting for the user to hand it over"),
    HoldReason.FUNDS: lazy_pgettext("work order", "Waiting for funds"),
    HoldReason.POWER: lazy_pgettext("work order", "Waiting for electricity"),
}
COST_KIND = {
    CostKind.VENDOR: lazy_pgettext("cost", "Outside workshop"),
    CostKind.TRANSPORT: lazy_pgettext("cost", "Transport"),
    CostKind.PER_DIEM: lazy_pgettext("cost", "Per diem"),
    CostKind.OTHER: lazy_pgettext("cost", "Other cost"),
}
RESULT = {
    Result.REPAIRED: lazy_pgettext("repair", "Repaired"),
    Result.TEMPORARY_FIX: lazy_pgettext("repair", "Works for the time being"),
    Result.NO_FAULT_FOUND: lazy_pgettext("repair", "No fault found"),
    Result.UNREPAIRABLE: lazy_pgettext("repair", "Not repairable"),
    Result.REPLACED: lazy_pgettext("repair", "Device replaced"),
    Result.SENT_TO_VENDOR: lazy_pgettext("repair", "Sent to outside repairer"),
    Result.WARRANTY_CLAIM: lazy_pgettext("repair", "Claimed under warranty"),
    Result.SERVICED: lazy_pgettext("repair", "Serviced"),
}
PROBLEM = {
    Problem.NO_POWER: lazy_pgettext("problem", "Does not start"),
    Problem.SHUTS_DOWN: lazy_pgettext("problem", "Shuts down by itself"),
    Problem.NO_DISPLAY: lazy_pgettext("problem", "No picture on the screen"),
    Problem.DISK_NOT_READ: lazy_pgettext("problem", "Disk is not read"),
    Problem.DOES_NOT_PRINT: lazy_pgettext("problem", "Does not print"),
    Problem.PAPER_JAM: lazy_pgettext("problem", "Paper jam"),
    Problem.FAINT_PRINT: lazy_pgettext("problem", "Faint print"),
    Problem.NO_NETWORK: lazy_pgettext("problem", "No network"),
    Problem.SLOW_NETWORK: lazy_pgettext("problem", "Slow network"),
    Problem.MALWARE: lazy_pgettext("problem", "Malware"),
    Problem.SYSTEM_WONT_OPEN: lazy_pgettext("problem", "System does not open"),
    Problem.BATTERY: lazy_pgettext("problem", "Battery does not hold"),
    Problem.OVERHEATS: lazy_pgettext("problem", "Gets too hot"),
    Problem.NOISE: lazy_pgettext("problem", "Strange noise"),
    Problem.SLOW: lazy_pgettext("problem", "Very slow"),
    Problem.BROKEN: lazy_pgettext("problem", "Broken or cracked"),
    Problem.OTHER: lazy_pgettext("problem", "Other problem"),
    Problem.SERVICE_DUE: lazy_pgettext("problem", "Due by the plan"),
}
CAUSE = {
    CauseCode.SURGE: lazy_pgettext("cause", "Lightning or power surge"),
    CauseCode.DUST_HEAT: lazy_pgettext("cause", "Dust or heat"),
    CauseCode.WEAR: lazy_pgettext("cause", "Wear"),
    CauseCode.MISUSE: lazy_pgettext("cause", "Wrong use"),
    CauseCode.CABLE: lazy_pgettext("cause", "Cable or connector"),
    CauseCode.SOFTWARE: lazy_pgettext("cause", "Software"),
    CauseCode.CONFIGURATION: lazy_pgettext("cause", "Configuration"),
    CauseCode.MALWARE: lazy_pgettext("cause", "Malware"),
    CauseCode.MANUFACTURING_DEFECT: lazy_pgettext("cause", "Manufacturing defect"),
    CauseCode.THEFT_DAMAGE: lazy_pgettext("cause", "Theft or wilful damage"),
    CauseCode.UNKNOWN: lazy_pgettext("cause", "Unknown"),
    CauseCode.PLAN: lazy_pgettext("cause", "Maintenance plan"),
}
REMEDY = {
    Remedy.CLEANED: lazy_pgettext("remedy", "Cleaning"),
    Remedy.PART_REPLACED: lazy_pgettext("remedy", "Replacing a part"),
    Remedy.RECONFIGURED: lazy_pgettext("remedy", "Correcting the configuration"),
    Remedy.REINSTALLED: lazy_pgettext("remedy", "Installing anew"),
    Remedy.UPGRADED: lazy_pgettext("remedy", "Adding memory or disk"),
    Remedy.CABLE_REPAIRED: lazy_pgettext("remedy", "Mending the cable"),
    Remedy.SENT_TO_WORKSHOP: lazy_pgettext("remedy", "Sending to a workshop"),
    Remedy.USER_TAUGHT: lazy_pgettext("remedy", "Teaching the user"),
    Remedy.NO_FAULT: lazy_pgettext("remedy", "No fault"),
    Remedy.DISPOSAL_PROPOSED: lazy_pgettext("remedy", "Proposing disposal"),
    Remedy.SERVICED: lazy_pgettext("remedy", "Regular service"),
}
VERDICT = {
    Verdict.REPAIR: lazy_pgettext("advice", "Repair"),
    Verdict.REPLACE: lazy_pgettext("advice", "Replace"),
}
GROUND = {
    Ground.ESTIMATE_OVER_LIMIT: _l("This repair costs too much for the age of the device."),
    Ground.COSTS_OVER_SHARE: _l("All repairs together cost too much of the price of a new one."),
    Ground.PAST_LIFE: _l("The device is past its useful life: plan its replacement."),
}
ACT = {
    "work_order.open": _l("opened this record"),
    "work_order.planned": _l("handed out the work"),
    "work_order.missed": _l("closed it as missed"),
    "work_order.in_progress": _l("went on with the work"),
    "work_order.on_hold": _l("put the work on hold"),
    "work_order.done": _l("finished the work"),
    "work_order.verified": _l("tested the device"),
    "work_order.closed": _l("closed this record"),
    "work_order.cancelled": _l("cancelled this record"),
    "work_order.cost": _l("wrote down costs"),
    "work_order.take_back_cost": _l("took a mistaken cost back"),
    "work_order.return_part": _l("put a part back into the store"),
    "attachment.add": _l("attached a file"),
}

name_values("work_order", "status", STATUS)
name_values("work_order", "hold_reason", HOLD_REASON)


def choices(names: Mapping[Code, LazyString]) -> list[tuple[Code, LazyString]]:
    """Return what a person may choose for a repair."""
    return [(code, name) for code, name in names.items() if code not in OF_PLANS]


def among(problems: Iterable[Problem]) -> list[tuple[Problem, LazyString]]:
    """Return these with their names, in their order."""
    return [(one, PROBLEM[one]) for one in problems]


def title(order: Titled) -> str:
    """Head a job by its fault; one without a fault by the kind of work."""
    if order.problem is Problem.SERVICE_DUE:
        return str(KIND[order.kind])
    return str(_("Repair: %(problem)s", problem=PROBLEM[order.problem]))


def state(status: Status, hold_reason: HoldReason | None) -> LazyString:
    """Name a job's status, and what it waits for where that is known."""
    return HOLD_REASON[hold_reason] if hold_reason else STATUS[status]

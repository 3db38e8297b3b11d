"""The kinds of requests that have a form: the duties they serve and their usual approvers."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from helpdesk.tickets.rules import Cause, Kind


class ApproverRule(StrEnum):
    """Who approves, by office; the person follows from the request and the day."""

    HEAD_OF_DEPARTMENT = "head_of_department"
    HEAD_OF_ICT = "head_of_ict"
    DIRECTOR = "director"
    SYSTEM_OWNER = "system_owner"


GOES_UP_TO: Mapping[ApproverRule, ApproverRule] = {
    ApproverRule.SYSTEM_OWNER: ApproverRule.HEAD_OF_DEPARTMENT,
    ApproverRule.HEAD_OF_DEPARTMENT: ApproverRule.DIRECTOR,
    ApproverRule.HEAD_OF_ICT: ApproverRule.DIRECTOR,
    ApproverRule.DIRECTOR: ApproverRule.HEAD_OF_ICT,
}  # where nobody but the requester holds an office; nobody here is above the director


def offices_from(office: ApproverRule) -> tuple[ApproverRule, ...]:
    """Return an office and those to which its decision goes up, one after the other."""
    way = [office]
    while GOES_UP_TO[way[-1]] not in way:
        way.append(GOES_UP_TO[way[-1]])
    return tuple(way)


DUTIES: Mapping[Kind, tuple[int, ...]] = {
    Kind.INCIDENT: (12, 23),
    Kind.SERVICE_REQUEST: (23, 27),
    Kind.DATA_CORRECTION: (5, 9, 10),
    Kind.ACCESS_REQUEST: (11, 27),
    Kind.REPORT_REQUEST: (2,),
    Kind.CHANGE: (26,),
    Kind.SECURITY_INCIDENT: (11, 38),
    Kind.ADVICE: (34,),
}  # numbers of the ICT officer's duties
CATEGORIES: Mapping[Kind, str] = {
    Kind.DATA_CORRECTION: "MFU-TAA",
    Kind.ACCESS_REQUEST: "MFU-KUI",
    Kind.REPORT_REQUEST: "MFU-RIP",
    Kind.CHANGE: "PRO",
    Kind.SECURITY_INCIDENT: "USA",
    Kind.ADVICE: "USH",
}  # where a council has the category, the request falls into it
USUAL_CHAINS: Mapping[Kind, tuple[ApproverRule, ...]] = {
    Kind.DATA_CORRECTION: (ApproverRule.HEAD_OF_DEPARTMENT,),
    Kind.ACCESS_REQUEST: (ApproverRule.HEAD_OF_DEPARTMENT, ApproverRule.HEAD_OF_ICT),
    Kind.REPORT_REQUEST: (ApproverRule.HEAD_OF_DEPARTMENT,),
    Kind.CHANGE: (ApproverRule.HEAD_OF_ICT,),
}  # until the head of ICT sets others; a kind that is not here needs no approval
CAN_BE_APPROVED = (*USUAL_CHAINS, Kind.ADVICE)
MUST_BE_APPROVED = frozenset({Kind.DATA_CORRECTION, Kind.ACCESS_REQUEST})
MOST_STEPS = 3
FARTHEST_PLAN = timedelta(days=731)  # for which something may be planned or needed


class ErrorCause(StrEnum):
    """How a wrong value came into a system."""

    TYPING = "typing"
    TRAINING = "training"
    DESIGN = "design"
    CONNECTION = "connection"
    SOURCE = "source"
    UNKNOWN = "unknown"


TICKET_CAUSES: Mapping[ErrorCause, Cause] = {
    ErrorCause.TYPING: Cause.MISUSE,
    ErrorCause.TRAINING: Cause.MISUSE,
    ErrorCause.DESIGN: Cause.SOFTWARE,
    ErrorCause.CONNECTION: Cause.OUTSIDE_SERVICE,
    ErrorCause.SOURCE: Cause.NO_FAULT,
    ErrorCause.UNKNOWN: Cause.UNKNOWN,
}

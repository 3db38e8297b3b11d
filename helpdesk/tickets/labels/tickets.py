"""Names of a ticket's statuses, kinds, priorities and causes; Swahili agrees with ombi, maombi."""

from typing import Protocol

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, pgettext
from flask_babel.speaklater import LazyString

from helpdesk.audit.labels import name_values, points_at
from helpdesk.tickets.rules import Cause, Hardship, Held, Kind, Priority, Status, WaitingFor


class Stated(Protocol):
    """A ticket, or a row of its columns."""

    status: Status
    waiting_for: WaitingFor | None
    merged_into_id: int | None
    assignee_id: int | None


STATUS = {
    Status.NEW: lazy_pgettext("ticket", "New"),
    Status.ASSIGNED: lazy_pgettext("ticket", "Assigned"),
    Status.IN_PROGRESS: lazy_pgettext("ticket", "In progress"),
    Status.WAITING: lazy_pgettext("ticket", "Waiting"),
    Status.RESOLVED: lazy_pgettext("ticket", "Resolved"),
    Status.CLOSED: lazy_pgettext("ticket", "Closed"),
    Status.CANCELLED: lazy_pgettext("ticket", "Cancelled"),
}
STATUS_PLURAL = {
    Status.NEW: lazy_pgettext("tickets", "New"),
    Status.ASSIGNED: lazy_pgettext("tickets", "Assigned"),
    Status.IN_PROGRESS: lazy_pgettext("tickets", "In progress"),
    Status.WAITING: lazy_pgettext("tickets", "Waiting"),
    Status.RESOLVED: lazy_pgettext("tickets", "Resolved"),
    Status.CLOSED: lazy_pgettext("tickets", "Closed"),
    Status.CANCELLED: lazy_pgettext("tickets", "Cancelled"),
}
WAITING_FOR = {
    WaitingFor.REQUESTER: lazy_pgettext("ticket", "Waiting for requester"),
    WaitingFor.PARTS: lazy_pgettext("ticket", "Waiting for parts"),
    WaitingFor.VENDOR: lazy_pgettext("ticket", "With outside repairer"),
    WaitingFor.APPROVAL: lazy_pgettext("ticket", "Waiting for approval"),
    WaitingFor.EXTERNAL: lazy_pgettext("ticket", "With external provider"),
}
WAITING_FOR_PLURAL = {
    WaitingFor.REQUESTER: lazy_pgettext("tickets", "Waiting for requester"),
    WaitingFor.PARTS: lazy_pgettext("tickets", "Waiting for parts"),
    WaitingFor.VENDOR: lazy_pgettext("tickets", "With outside repairer"),
    WaitingFor.APPROVAL: lazy_pgettext("tickets", "Waiting for approval"),
    WaitingFor.EXTERNAL: lazy_pgettext("tickets", "With external provider"),
}
KIND = {
    Kind.INCIDENT: _l("Fault"),
    Kind.SERVICE_REQUEST: lazy_pgettext("ticket kind", "Service"),
    Kind.DATA_CORRECTION: _l("Correction of data"),
    Kind.ACCESS_REQUEST: _l("Access to a system"),
    Kind.REPORT_REQUEST: _l("Report from a system"),
    Kind.CHANGE: lazy_pgettext("ticket kind", "Change"),
    Kind.SECURITY_INCIDENT: _l("Security incident"),
    Kind.ADVICE: _l("Question or advice"),
}
PRIORITY = {
    Priority.P1: lazy_pgettext("priority", "Urgent"),
    Priority.P2: lazy_pgettext("priority", "High"),
    Priority.P3: lazy_pgettext("priority", "Normal"),
    Priority.P4: lazy_pgettext("priority", "Low"),
}
HARDSHIP = {
    Hardship.STOPPED: _l("I cannot work at all"),
    Hardship.SLOWED: _l("I work with difficulty"),
    Hardship.NUISANCE: _l("A small nuisance"),
    Hardship.EVERYONE_STOPPED: _l("My whole department or facility has stopped"),
}
CAUSE = {
    Cause.SURGE: lazy_pgettext("cause", "Lightning or power surge"),
    Cause.DUST_HEAT: lazy_pgettext("cause", "Dust or heat"),
    Cause.WEAR: lazy_pgettext("cause", "Wear"),
    Cause.CABLE: lazy_pgettext("cause", "Cable or connector"),
    Cause.SOFTWARE: lazy_pgettext("cause", "Software"),
    Cause.CONFIGURATION: lazy_pgettext("cause", "Configuration"),
    Cause.MALWARE: lazy_pgettext("cause", "Malware"),
    Cause.MISUSE: lazy_pgettext("cause", "Wrong use"),
    Cause.OUTSIDE_SERVICE: lazy_pgettext("cause", "Outside service provider"),
    Cause.NO_FAULT: lazy_pgettext("cause", "No fault"),
    Cause.UNKNOWN: lazy_pgettext("cause", "Unknown"),
}


def state(status: Status, waiting_for: WaitingFor | None) -> str:
    """Name a ticket's status, and whom it waits for where that is known."""
    return str(WAITING_FOR[waiting_for] if waiting_for else STATUS[status])


def state_of(ticket: Stated) -> str:
    """Name it as its badge does: what goes on as another request, or waits with a team, says so."""
    if ticket.merged_into_id is not None:
        return str(pgettext("ticket", "Joined to another request"))
    if ticket.status is Status.ASSIGNED and ticket.assignee_id is None:
        return str(pgettext("ticket", "With a team"))
    return state(ticket.status, ticket.waiting_for)


NEXT_STEP = {
    Status.NEW: _l("What comes next: the ICT unit assigns an officer."),
    Status.ASSIGNED: _l("What comes next: the officer begins to work on it."),
    Status.IN_PROGRESS: _l("What comes next: the officer solves it or asks for more."),
    Status.WAITING: _l("What comes next: it goes on when what it waits for has come."),
    Status.RESOLVED: _l("What comes next: the requester confirms that it is solved."),
    Status.CLOSED: _l("Nothing more is to be done."),
    Status.CANCELLED: _l("Nothing more is to be done."),
}
WAITING_NEXT_STEP = {
    WaitingFor.REQUESTER: _l("What comes next: the requester answers the officer's question."),
    WaitingFor.PARTS: _l("What comes next: it goes on when the parts have come."),
    WaitingFor.VENDOR: _l("What comes next: it goes on when the outside repairer is done."),
    WaitingFor.APPROVAL: _l("What comes next: it goes on when it is approved."),
    WaitingFor.EXTERNAL: _l("What comes next: it goes on when the outside provider answers."),
}


def next_step(status: Status, waiting_for: WaitingFor | None) -> LazyString:
    """Say what happens next, and who does it."""
    return WAITING_NEXT_STEP[waiting_for] if waiting_for else NEXT_STEP[status]


HELD = _l(
    "This request has a form: it is resolved when what the form asks for is approved, done and "
    "verified."
)
FORM_MISSING = _l(
    "This request cannot be resolved without its form. Fill in the form, or set another category "
    "if it is something else."
)
APPROVAL_PENDING = _l(
    "Work on this request goes on when those who were asked have approved its form."
)
WHY_HELD = {
    Held.FORM_UNFINISHED: HELD,
    Held.FORM_MISSING: FORM_MISSING,
    Held.APPROVAL_PENDING: APPROVAL_PENDING,
}
name_values("ticket", "status", STATUS)
name_values("ticket", "kind", KIND)
name_values("ticket", "priority", PRIORITY)
name_values("ticket", "cause", CAUSE)
points_at(
    "ticket",
    assignee="user_account",
    category_id="ticket_category",
    system_id="system",
    team_id="team",
    parent_id="ticket",
    merged_into_id="ticket",
)

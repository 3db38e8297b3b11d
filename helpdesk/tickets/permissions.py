"""Who may do what with tickets."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import GUEST, Actor, Role, can, declare
from helpdesk.tickets import rules
from helpdesk.tickets.models import Ticket

_UNIT = (Role.TECHNICIAN, Role.HEAD)

VIEW_OWN = declare("tickets.view_own", _l("See own tickets"), *Role)
VIEW_ALL = declare("tickets.view_all", _l("See every ticket"), *_UNIT, Role.AUDITOR)
VIEW_DEPARTMENT = declare(
    "tickets.view_department", _l("See the department's tickets"), Role.MANAGER
)
SEE_SECURITY = declare(
    "tickets.see_security", _l("See every security incident"), Role.HEAD, Role.MANAGER
)
SEE_NOTES = declare("tickets.see_notes", _l("Read internal notes"), *_UNIT, Role.AUDITOR)
OPEN = declare("tickets.open", _l("Raise a ticket"), *Role)
MANAGE_TEAMS = declare("tickets.manage_teams", _l("Make teams of officers"), Role.HEAD)
WORK = declare("tickets.work", _l("Take, assign, hold and resolve tickets"), *_UNIT)
SET_TARGETS = declare(
    "tickets.set_targets",
    _l("Set the times to answer and to resolve"),
    Role.HEAD,
    Role.ADMINISTRATOR,
)


class NotAPartyError(Exception):
    """Somebody who may read a ticket, but neither asked for it nor works on it."""


def sees_security(actor: Actor) -> bool:
    """Tell whether somebody heads the unit or directs the council; a department is too narrow."""
    directs = not actor.department_ids or Role.HEAD in actor.roles
    return can(actor, SEE_SECURITY) and directs


def a_guest(council_id: int) -> Actor:
    """Return whoever has no account: no role, and in the log no name of his own."""
    return Actor(id=None, name=GUEST, council_id=council_id, roles=frozenset())


def is_guest(actor: Actor) -> bool:
    return actor.id is None and actor.name == GUEST


def is_requester(actor: Actor, ticket: Ticket) -> bool:
    """Tell whether he asked for it; a guest acts on what he has the secret address of."""
    if is_guest(actor):
        return ticket.requester_id is None
    return actor.id is not None and ticket.requester_id == actor.id


def can_reply(actor: Actor, ticket: Ticket) -> bool:
    return can(actor, WORK) or is_requester(actor, ticket)


def check_reply(actor: Actor, ticket: Ticket) -> None:
    """Refuse whoever may read a ticket but has no say in it."""
    if not can_reply(actor, ticket):
        raise NotAPartyError


def check_cancel(actor: Actor, ticket: Ticket) -> None:
    """Officers end what is open, a requester what nobody has taken up or joined yet."""
    check_reply(actor, ticket)
    if not can_cancel(actor, ticket):
        raise rules.IllegalTransitionError(ticket.status, rules.Status.CANCELLED)


def can_cancel(actor: Actor, ticket: Ticket) -> bool:
    if can(actor, WORK):
        return ticket.status in rules.OPEN
    is_untouched = ticket.status is rules.Status.NEW and not ticket.is_outage
    return is_untouched and is_requester(actor, ticket)


def takes_back_by_form(actor: Actor, ticket: Ticket) -> bool:
    """Tell whether its requester ends it with its approval, because that is still waited for."""
    is_waiting = ticket.waiting_for is rules.WaitingFor.APPROVAL
    return is_waiting and is_requester(actor, ticket) and not can(actor, WORK)


def may_note(actor: Actor) -> bool:
    return can(actor, WORK)


def sees_a_queue(actor: Actor) -> bool:
    """Tell whether there is more for this person to see than what they asked for."""
    return can(actor, VIEW_ALL) or can(actor, VIEW_DEPARTMENT)

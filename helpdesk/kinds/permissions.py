"""Who may fill in forms, decide about them and do what was approved."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Actor, Role, can, declare
from helpdesk.tickets import permissions as tickets
from helpdesk.tickets.models import Ticket

VIEW = declare("kinds.view", _l("See forms of one's own and approvals"), *Role)
OPEN = declare("kinds.open", _l("Fill in a form"), *Role)
DECIDE = declare("kinds.decide", _l("Decide what waits for one's approval"), *Role)
WORK = declare("kinds.work", _l("Do what was approved"), Role.TECHNICIAN, Role.HEAD)
VERIFY = declare("kinds.verify", _l("Verify what was done"), *(set(Role) - {Role.AUDITOR}))
SET_CHAINS = declare("kinds.set_chains", _l("Set who approves"), Role.HEAD)
VIEW_ACCESS = declare(
    "kinds.view_access",
    _l("See who has access to which system"),
    Role.TECHNICIAN,
    Role.HEAD,
    Role.AUDITOR,
    Role.MANAGER,
)
VIEW_EVERY_ACCESS = declare(
    "kinds.view_every_access",
    _l("See the accesses of every department"),
    Role.TECHNICIAN,
    Role.HEAD,
    Role.AUDITOR,
)
KEEP_ACCESS = declare(
    "kinds.keep_access",
    _l("Keep the register of accesses, and what leavers still have"),
    Role.TECHNICIAN,
    Role.HEAD,
)
REVIEW = declare("kinds.review", _l("Review who has access to a system"), Role.HEAD)


def sees_every_access(actor: Actor) -> bool:
    """Tell whether somebody looks after all, or directs the council and no department of it."""
    return can(actor, VIEW_EVERY_ACCESS) or not actor.department_ids


def may_attach(actor: Actor, ticket: Ticket) -> bool:
    """Tell whether it is for this person to fill in the form that a ticket was made without."""
    return can(actor, WORK) or tickets.is_requester(actor, ticket)


def may_verify(actor: Actor, ticket: Ticket) -> bool:
    """Tell whether it is for this person to verify: who asked, his managers, or an officer."""
    is_party = tickets.is_requester(actor, ticket) or can(actor, tickets.VIEW_DEPARTMENT)
    return can(actor, VERIFY) and (is_party or can(actor, WORK))

"""What is said after many tickets were changed at once."""

from collections.abc import Iterable, Mapping

from flask import url_for
from flask_babel import gettext as _

from helpdesk.infra.access import current_actor
from helpdesk.infra.notices import warn
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind


def undo_of(outcome: services.Outcome) -> str:
    """Return where it is taken back, where it can be: not what one no longer sees oneself."""
    if not outcome.can_be_undone or not queries.batch_of(outcome.batch, actor=current_actor()):
        return ""
    return url_for("tickets.undo_batch", batch=outcome.batch)


def secret(tickets: Iterable[Ticket]) -> dict[int, Ticket]:
    """Return the security incidents among some tickets."""
    return {one.id: one for one in tickets if one.kind is Kind.SECURITY_INCIDENT}


def say_who_sees(now: Mapping[int, Ticket], before: Mapping[int, Ticket]) -> bool:
    """Tell of what has become a security incident who can read it now; return whether any did."""
    new = [one.reference for key, one in now.items() if key not in before]
    if new:
        warn(
            _(
                "Now a security incident: %(requests)s. Only its requester, its ICT officer, the "
                "head of the ICT unit and the director can see it from now on.",
                requests=", ".join(new),
            )
        )
    return bool(new)

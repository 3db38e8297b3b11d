"""Keeping what a quarter's review said of each access; the caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.kinds.models.access import Access
from helpdesk.kinds.models.reviews import AccessReview, AccessReviewLine
from helpdesk.kinds.queries import access as accesses
from helpdesk.kinds.queries import reviews as queries
from helpdesk.kinds.rules.access import NothingToRemoveError
from helpdesk.kinds.rules.reviews import ReviewedBeforeError, Verdict
from helpdesk.kinds.services.access import ask_removal
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer says of one access."""

    verdict: Verdict
    remark: str = ""


def review(
    system: System,
    quarter: str,
    said: Mapping[int, Said],
    *,
    reviewer: User,
    actor: Actor,
    now: datetime,
) -> AccessReview:
    """Keep one review a quarter, and ask in one request for all that shall be taken away."""
    if queries.review_of(system, quarter) is not None:
        raise ReviewedBeforeError
    known = [one for one in accesses.open_of_system(system, actor=actor) if one.id in said]
    made = AccessReview(
        council_id=actor.council_id, system=system, quarter=quarter, at=now, by=reviewer
    )
    made.lines = [
        AccessReviewLine(access=one, verdict=said[one.id].verdict, remark=said[one.id].remark)
        for one in known
    ]
    doomed = [one for one in known if said[one.id].verdict is Verdict.REMOVE]
    made.removal = _removal(made, doomed, reviewer=reviewer, actor=actor, now=now)
    db.session.add(made)
    db.session.flush()
    record(actor, "access_review.make", made, {"removed": [None, len(doomed)]}, at=now)
    return made


def ask_again(made: AccessReview, *, reviewer: User, actor: Actor, now: datetime) -> Ticket:
    """Ask anew for what was to be taken away and neither was nor is on its way."""
    doomed = [one.access for one in made.lines if one.verdict is Verdict.REMOVE]
    before = made.removal
    ticket = _asked(made, doomed, reviewer=reviewer, actor=actor, now=now)
    made.removal = ticket
    said: list[object] = [before.reference if before else None, ticket.reference]
    record(actor, "access_review.ask_again", made, {"removal": said}, at=now)
    db.session.flush()
    return ticket


def _removal(
    made: AccessReview, doomed: list[Access], *, reviewer: User, actor: Actor, now: datetime
) -> Ticket | None:
    """Ask for what is not on its way already."""
    try:
        return _asked(made, doomed, reviewer=reviewer, actor=actor, now=now)
    except NothingToRemoveError:
        return None


def _asked(
    made: AccessReview, doomed: list[Access], *, reviewer: User, actor: Actor, now: datetime
) -> Ticket:
    reason = _(
        "Access review of %(system)s, %(quarter)s.",
        system=made.system.acronym,
        quarter=made.quarter,
    )
    return ask_removal(doomed, holder=None, reason=reason, requester=reviewer, actor=actor, now=now)

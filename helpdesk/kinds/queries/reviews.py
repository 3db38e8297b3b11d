"""Which systems have been looked at in a quarter, and what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.accounts.models import User
from helpdesk.audit.queries import subject_names
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.kinds.models.access import Access
from helpdesk.kinds.models.reviews import AccessReview, AccessReviewLine
from helpdesk.kinds.permissions import sees_every_access
from helpdesk.systems import queries as systems
from helpdesk.systems.models import System


@dataclass(frozen=True, slots=True)
class Standing:
    """A system with accesses in a quarter, and its review if there has been one."""

    system: System
    accesses: int
    review: AccessReview | None


def reviews_visible_to(actor: Actor) -> Select[AccessReview]:
    """Those of the council; they name people of every department, so one alone sees none."""
    found = select(AccessReview).where(AccessReview.council_id == actor.council_id)
    return found if sees_every_access(actor) else found.where(false())


@subject_names("access_review")
def review_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(
        select(AccessReview)
        .where(AccessReview.id.in_(ids))
        .options(joinedload(AccessReview.system))
    )
    return {one.id: f"{one.system.acronym}, {one.quarter}" for one in rows}


def review_or_404(review_id: int, *, actor: Actor) -> AccessReview:
    line = selectinload(AccessReview.lines).joinedload(AccessReviewLine.access)
    return found_or_404(
        reviews_visible_to(actor)
        .where(AccessReview.id == review_id)
        .options(
            joinedload(AccessReview.system),
            joinedload(AccessReview.by),
            joinedload(AccessReview.removal),
            line.joinedload(Access.system),
            line.joinedload(Access.person).joinedload(User.department),
        )
    )


def review_of(system: System, quarter: str) -> AccessReview | None:
    """Return the review of a system in a quarter, if somebody has made it."""
    found = AccessReview.system_id == system.id, AccessReview.quarter == quarter
    return db.session.scalars(select(AccessReview).where(*found)).one_or_none()


def standings(actor: Actor, quarter: str) -> Sequence[Standing]:
    """Return the systems that somebody may use, those without a review first.

    A department alone is shown none.
    """
    if not sees_every_access(actor):
        return []
    count = (
        select(func.count())
        .where(Access.system_id == System.id, Access.ended_on.is_(None))
        .correlate(System)
        .scalar_subquery()
    )
    counted = db.session.execute(
        systems.visible_to(actor).add_columns(count).order_by(System.acronym)
    ).all()
    made = {
        one.system_id: one
        for one in db.session.scalars(
            reviews_visible_to(actor)
            .where(AccessReview.quarter == quarter)
            .options(joinedload(AccessReview.by), joinedload(AccessReview.removal))
        )
    }
    found = [Standing(system, number, made.get(system.id)) for system, number in counted]
    kept = [one for one in found if one.accesses or one.review]
    return sorted(kept, key=lambda one: one.review is not None)

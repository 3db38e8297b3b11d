"""What an hour of the unit's own work is reckoned at."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.workorders.models import LabourGrade, LabourRate, OfficerGrade


def hourly_rate(officer: User, *, at: datetime) -> Decimal:
    """Return the rate of an officer's grade, else that of everybody, else nothing."""
    held = select(OfficerGrade.grade_id).where(OfficerGrade.user_id == officer.id)
    rate = db.session.scalar(
        select(LabourRate.hourly_rate)
        .where(LabourRate.council_id == officer.council_id, LabourRate.starts_at <= at)
        .where(or_(LabourRate.grade_id.is_(None), LabourRate.grade_id == held.scalar_subquery()))
        .order_by(LabourRate.grade_id.is_(None), LabourRate.starts_at.desc())
        .limit(1)
    )
    return rate or Decimal(0)


def rates(actor: Actor) -> Sequence[LabourRate]:
    """Return every rate of the council, grade by grade, the newest first."""
    found = select(LabourRate).where(LabourRate.council_id == actor.council_id)
    ordered = found.order_by(
        LabourRate.grade_id.is_not(None), LabourRate.grade_id, LabourRate.starts_at.desc()
    )
    return db.session.scalars(ordered.options(joinedload(LabourRate.grade))).all()


def grades(actor: Actor) -> Sequence[LabourGrade]:
    found = select(LabourGrade).where(LabourGrade.council_id == actor.council_id)
    return db.session.scalars(found.order_by(LabourGrade.id)).all()


def grade_of(grade_id: int, *, actor: Actor) -> LabourGrade:
    own = LabourGrade.council_id == actor.council_id
    return found_or_404(select(LabourGrade).where(own, LabourGrade.id == grade_id))


def officer_grades(actor: Actor) -> dict[int, LabourGrade]:
    """Return the grade of each officer who has one, by the number of his account."""
    rows = select(OfficerGrade).join(OfficerGrade.grade).options(joinedload(OfficerGrade.grade))
    own = db.session.scalars(rows.where(LabourGrade.council_id == actor.council_id))
    return {one.user_id: one.grade for one in own}

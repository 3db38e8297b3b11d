"""What an hour of the unit's own work is reckoned at; the caller commits."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.workorders.models import LabourGrade, LabourRate, OfficerGrade
from helpdesk.workorders.rules import RateThereError


def set_rate(
    *,
    hourly_rate: Decimal,
    starts_at: datetime,
    actor: Actor,
    grade: LabourGrade | None = None,
) -> LabourRate:
    """Say what an hour is reckoned at from a moment on; jobs keep the rate of their day.

    Raises RateThereError where the grade has a rate from that moment on.
    """
    same = select(LabourRate.id).where(
        LabourRate.council_id == actor.council_id,
        LabourRate.grade_id == grade.id if grade else LabourRate.grade_id.is_(None),
        LabourRate.starts_at == starts_at,
    )
    if db.session.scalar(same) is not None:
        raise RateThereError
    rate = LabourRate(
        council_id=actor.council_id, grade=grade, starts_at=starts_at, hourly_rate=hourly_rate
    )
    db.session.add(rate)
    db.session.flush()
    record(actor, "labour_rate.set", rate, {"hourly_rate": [None, hourly_rate]})
    return rate


def add_grade(*, name_sw: str, name_en: str, actor: Actor) -> LabourGrade:
    grade = LabourGrade(council_id=actor.council_id, name_sw=name_sw, name_en=name_en)
    db.session.add(grade)
    db.session.flush()
    record(actor, "labour_grade.add", grade, {"name_sw": [None, name_sw]})
    return grade


def give_grade(officer: User, grade: LabourGrade | None, *, actor: Actor) -> None:
    """Put an officer into a grade, or into none, from his next work on."""
    held = db.session.get(OfficerGrade, officer.id)
    before = held.grade.name_sw if held else None
    if held is None and grade is not None:
        db.session.add(OfficerGrade(user_id=officer.id, grade=grade))
    elif held is not None and grade is not None:
        held.grade = grade
    elif held is not None:
        db.session.delete(held)
    after = grade.name_sw if grade else None
    if before != after:
        record(actor, "labour_grade.give", officer, {"grade": [before, after]})
    db.session.flush()

"""Changing working hours and days off; the caller commits.

Whatever moves the calendar is announced in the same transaction, so that open clocks move with it.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from helpdesk.audit.services import changes_of, record
from helpdesk.core.working_time import Windows, WorkingCalendar
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.org import queries
from helpdesk.org.events import WorkingCalendarChanged
from helpdesk.org.models import Council, Holiday, OfficeHours
from helpdesk.org.rules import DAYS, DayOff, DayTakenError, said


def add_holiday(day_off: DayOff, *, actor: Actor) -> Holiday:
    """Add a day off, in the row of one that was removed where there is such a row."""
    before = queries.holiday_on(day_off.day, actor=actor)
    if before is not None and before.removed_at is None:
        raise DayTakenError
    holiday = _put(day_off, before, actor=actor)
    _tell(actor.council_id)
    return holiday


def add_missing_years(days: Iterable[DayOff], *, actor: Actor) -> int:
    """Add the days of years that were never filled from the national calendar; say how many.

    Whatever the council has is left alone, be it confirmed, changed, removed or its own.
    """
    filled = queries.years_of_calendar(actor)
    known = {one.day: one for one in db.session.scalars(queries.holidays_visible_to(actor))}
    in_force = {day for day, one in known.items() if one.removed_at is None}
    missing = [one for one in days if one.day.year not in filled and one.day not in in_force]
    for one in missing:
        _put(one, known.get(one.day), actor=actor)
    if missing:
        _tell(actor.council_id)
    return len(missing)


def change_holiday(holiday: Holiday, wanted: DayOff, *, actor: Actor, now: datetime) -> None:
    """Change it; to say that its date is certain, where it was an estimate, confirms it."""
    changes = changes_of(holiday, **asdict(wanted))
    if not changes:
        return
    if "day" in changes and queries.holiday_on(wanted.day, actor=actor) is not None:
        raise DayTakenError
    for name, (_before, after) in changes.items():
        setattr(holiday, name, after)
    if "is_estimated" in changes:
        _sign(holiday, actor=actor, now=now)
    record(actor, "holiday.change", holiday, changes, at=now)
    db.session.flush()
    if "day" in changes:
        _tell(holiday.council_id)


def confirm_holiday(holiday: Holiday, *, actor: Actor, now: datetime) -> None:
    """Say that an estimated date has been announced."""
    holiday.is_estimated = False
    _sign(holiday, actor=actor, now=now)
    record(actor, "holiday.confirm", holiday, {"is_estimated": [True, False]}, at=now)
    db.session.flush()


def unconfirm_holiday(holiday: Holiday, *, actor: Actor, now: datetime) -> None:
    holiday.is_estimated = True
    _sign(holiday, actor=actor, now=now)
    record(actor, "holiday.unconfirm", holiday, {"is_estimated": [False, True]}, at=now)
    db.session.flush()


def remove_holiday(holiday: Holiday, *, actor: Actor, now: datetime) -> None:
    """Make it a day of work again; its row stays, so that no later import brings it back."""
    holiday.removed_at = now
    record(actor, "holiday.remove", holiday, {"day": [holiday.day, None]}, at=now)
    _tell(holiday.council_id)


def restore_holiday(holiday: Holiday, *, actor: Actor, now: datetime) -> None:
    holiday.removed_at = None
    record(actor, "holiday.restore", holiday, {"day": [None, holiday.day]}, at=now)
    _tell(holiday.council_id)


def set_office_hours(council: Council, week: tuple[Windows, ...], *, actor: Actor) -> None:
    """Set the working hours of Monday to Sunday, for all clocks that are still open."""
    WorkingCalendar(week=week)  # refuses what no week can be
    before = queries.week_of(council.id)
    pairs = zip(DAYS, before, week, strict=True)
    changes = {name: [said(old), said(new)] for name, old, new in pairs if old != new}
    if not changes:
        return
    record(actor, "council.hours", council, changes)
    _replace_hours(council, week)
    _tell(council.id)


def _replace_hours(council: Council, week: tuple[Windows, ...]) -> None:
    for row in db.session.scalars(select(OfficeHours).filter_by(council_id=council.id)):
        db.session.delete(row)
    db.session.flush()
    for weekday, windows in enumerate(week):
        for opens, closes in windows:
            hours = OfficeHours(weekday=weekday, opens=opens, closes=closes)
            hours.council_id = council.id
            db.session.add(hours)
    council.version += 1  # the form is about the council, whose own row says nothing of this


def _put(day_off: DayOff, removed: Holiday | None, *, actor: Actor) -> Holiday:
    holiday = removed or Holiday(council_id=actor.council_id)
    for name, value in asdict(day_off).items():
        setattr(holiday, name, value)
    holiday.removed_at = holiday.confirmed_by = holiday.confirmed_at = None
    db.session.add(holiday)
    said_of_it = {"day": [None, day_off.day], "name": [None, day_off.name_sw]}
    record(actor, "holiday.add", holiday, said_of_it)  # its id is asked for when the log is sealed
    return holiday


def _sign(holiday: Holiday, *, actor: Actor, now: datetime) -> None:
    """Note who vouches for a date, or that nobody does any more."""
    vouched = not holiday.is_estimated
    holiday.confirmed_by = actor.name if vouched else None
    holiday.confirmed_at = now if vouched else None


def _tell(council_id: int) -> None:
    """Write first: whoever listens asks for the new calendar."""
    db.session.flush()
    announce(WorkingCalendarChanged(council_id=council_id))

"""Working hours and days off: the calendar by which a council's promises are counted."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, bindparam, event, extract, func, select
from sqlalchemy.orm import ORMExecuteState, Session

from helpdesk.audit.queries import subject_names
from helpdesk.core.working_time import Windows, WorkingCalendar
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import day as written
from helpdesk.infra.i18n import named
from helpdesk.org.models import Council, Holiday, OfficeHours
from helpdesk.org.rules import HolidaySource

PARTS = (Council, OfficeHours, Holiday)
HOLIDAYS = select(Holiday.day).where(
    Holiday.council_id == bindparam("council_id"), Holiday.removed_at.is_(None)
)
HOURS = (
    select(OfficeHours.weekday, OfficeHours.opens, OfficeHours.closes)
    .where(OfficeHours.council_id == bindparam("council_id"))
    .order_by(OfficeHours.opens)
)

USUAL_HOURS = select(Council.opens, Council.closes).where(Council.id == bindparam("council_id"))


def calendar_of(council_id: int) -> WorkingCalendar:
    """Return the working hours and holidays of a council; asked again, it is as quick as a dict."""
    known: dict[int, WorkingCalendar] = db.session.info.setdefault("calendars", {})
    if council_id not in known:
        known[council_id] = _calendar_of(council_id)
    return known[council_id]


def _calendar_of(council_id: int) -> WorkingCalendar:
    days = db.session.scalars(HOLIDAYS, {"council_id": council_id})
    return WorkingCalendar(
        week=week_of(council_id),
        holidays=frozenset(days),
        zone=clock.ZONE,
    )


def week_of(council_id: int) -> tuple[Windows, ...]:
    """Return the working hours of Monday to Sunday."""
    rows = db.session.execute(HOURS, {"council_id": council_id}).all()
    if not rows:
        usual = db.session.execute(USUAL_HOURS, {"council_id": council_id}).one()
        return (((usual.opens, usual.closes),),) * 5 + ((),) * 2
    return tuple(
        tuple((row.opens, row.closes) for row in rows if row.weekday == weekday)
        for weekday in range(7)
    )


def holidays_visible_to(actor: Actor) -> Select[Holiday]:
    return select(Holiday).where(Holiday.council_id == actor.council_id)


def holiday_or_404(holiday_id: int, *, actor: Actor) -> Holiday:
    return found_or_404(holidays_visible_to(actor).where(Holiday.id == holiday_id))


def holidays_in(year: int, *, actor: Actor) -> Sequence[Holiday]:
    """Return the days off of a year, also those that were removed, in their order."""
    of_year = Holiday.day.between(date(year, 1, 1), date(year, 12, 31))
    return db.session.scalars(holidays_visible_to(actor).where(of_year).order_by(Holiday.day)).all()


def holiday_on(day: date, *, actor: Actor) -> Holiday | None:
    return db.session.scalars(holidays_visible_to(actor).where(Holiday.day == day)).one_or_none()


def holidays_by_year(actor: Actor) -> dict[int, int]:
    """Return how many days are off in each year that has any."""
    year = extract("year", Holiday.day)
    rows = db.session.execute(
        holidays_visible_to(actor)
        .where(Holiday.removed_at.is_(None))
        .with_only_columns(year, func.count())
        .group_by(year)
        .order_by(year)
    )
    return {int(found): count for found, count in rows}


def years_of_calendar(actor: Actor) -> frozenset[int]:
    """Return the years that have been filled from the national calendar."""
    national = Holiday.source == HolidaySource.CALENDAR
    year = extract("year", Holiday.day)
    found = holidays_visible_to(actor).where(national).with_only_columns(year).distinct()
    return frozenset(map(int, db.session.scalars(found)))


@subject_names("holiday")
def holiday_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(Holiday).where(Holiday.id.in_(ids)))
    return {row.id: f"{named(row)}, {written(row.day)}" for row in rows}


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_soft_rollback")
def _forget(current: Session, *_previous: object) -> None:
    """A calendar is remembered within one transaction only."""
    current.info.pop("calendars", None)


@event.listens_for(Session, "after_flush")
def _notice_rows(current: Session, _context: object) -> None:
    written_rows = (*current.new, *current.dirty, *current.deleted)
    if any(isinstance(row, PARTS) for row in written_rows):
        _forget(current)


@event.listens_for(Session, "do_orm_execute")
def _notice_statement(state: ORMExecuteState) -> None:
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and state.bind_mapper is not None and state.bind_mapper.class_ in PARTS:
        _forget(state.session)

"""Reading what the report on the help desk is made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import load_only

from helpdesk.accounts.models import User
from helpdesk.core.fiscal_year import Period
from helpdesk.core.working_time import WorkingCalendar, working_time_between
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.i18n import named
from helpdesk.org.models import Location
from helpdesk.org.queries import calendar_of
from helpdesk.reports.rules import Case
from helpdesk.tickets import rules
from helpdesk.tickets.models import Category, Satisfaction, SlaEvent, Ticket, TimeEntry
from helpdesk.tickets.queries import visible_to
from helpdesk.tickets.rules import SlaEventKind, Status, WaitingFor


def cases(actor: Actor, period: Period) -> list[Case]:
    """Return every request that touches a period; a merged or withdrawn one is none."""
    tickets = db.session.scalars(_touching(actor, period).order_by(Ticket.id)).all()
    events = _events(actor, period)
    calendar, until = calendar_of(actor.council_id), min(clock.now(), period.ends_at)
    return [_case(ticket, events[ticket.id], calendar, until=until) for ticket in tickets]


def _touching(actor: Actor, period: Period) -> Select[Ticket]:
    still_open = or_(Ticket.resolved_at.is_(None), Ticket.resolved_at >= period.starts_at)
    return visible_to(actor).where(
        Ticket.opened_at < period.ends_at,
        still_open,
        Ticket.merged_into_id.is_(None),
        Ticket.status != Status.CANCELLED,
    )


def _events(actor: Actor, period: Period) -> Mapping[int, list[SlaEvent]]:
    ids = _touching(actor, period).with_only_columns(Ticket.id)
    rows = select(SlaEvent).where(SlaEvent.ticket_id.in_(ids)).order_by(SlaEvent.at, SlaEvent.id)
    found: defaultdict[int, list[SlaEvent]] = defaultdict(list)
    for event in db.session.scalars(rows):
        found[event.ticket_id].append(event)
    return found


def _case(
    ticket: Ticket, events: Sequence[SlaEvent], calendar: WorkingCalendar, *, until: datetime
) -> Case:
    opened, solved = ticket.opened_at, ticket.resolved_at
    return Case(
        reference=ticket.reference,
        subject=ticket.subject,
        category_id=ticket.category_id,
        department_id=ticket.at_department_id,
        location_id=ticket.at_location_id,
        officer_id=ticket.assignee_id,
        priority=ticket.priority,
        cause=ticket.cause,
        opened_at=opened,
        response_due_at=ticket.response_due_at,
        responded_at=ticket.responded_at,
        resolution_due_at=ticket.resolution_due_at,
        resolved_at=solved,
        reopened=ticket.reopened,
        is_late_by_change=any(event.is_breach for event in rules.standing(events)),
        answered_in=_answered_in(ticket, events, calendar),
        solved_in=_solved_in(ticket, events, calendar),
        paused=_paused(events, calendar, until=solved or until),
    )


def _solved_in(
    ticket: Ticket, events: Sequence[SlaEvent], calendar: WorkingCalendar
) -> timedelta | None:
    """Return what was kept when it was solved; a holiday of later changes no report."""
    if ticket.resolved_at is None:
        return None
    kept = _kept(rules.stopped_by(events))
    if kept is not None:
        return kept
    pauses = rules.pauses(events)
    return rules.time_used(ticket.opened_at, ticket.resolved_at, calendar, pauses)


def _answered_in(
    ticket: Ticket, events: Sequence[SlaEvent], calendar: WorkingCalendar
) -> timedelta | None:
    kept = _kept(_answer(events))
    if kept is not None:
        return kept
    return _between(ticket.opened_at, ticket.responded_at, calendar)


def _answer(events: Sequence[SlaEvent]) -> SlaEvent | None:
    answers = (one for one in rules.standing(events) if one.kind is SlaEventKind.ANSWER)
    return next(answers, None)


def _kept(event: SlaEvent | None) -> timedelta | None:
    if event is None or event.used_seconds is None:
        return None
    return timedelta(seconds=event.used_seconds)


def _between(
    began: datetime, ended: datetime | None, calendar: WorkingCalendar
) -> timedelta | None:
    return working_time_between(began, ended, calendar) if ended else None


def _paused(
    events: Sequence[SlaEvent], calendar: WorkingCalendar, *, until: datetime
) -> Mapping[WaitingFor, timedelta]:
    """Sum the working time of each pause by what was waited for; an open one lasts `until`."""
    sums: defaultdict[WaitingFor, timedelta] = defaultdict(timedelta)
    halted: SlaEvent | None = None
    for event in rules.standing(events):
        if halted and halted.waiting_for and event.kind is SlaEventKind.RESUME:
            kept = _kept(event)
            stood = working_time_between(halted.at, event.at, calendar) if kept is None else kept
            sums[halted.waiting_for] += stood
            halted = None
        elif event.kind is SlaEventKind.PAUSE:
            halted = event
    if halted and halted.waiting_for and halted.at < until:
        sums[halted.waiting_for] += working_time_between(halted.at, until, calendar)
    return sums


def scores(actor: Actor, period: Period) -> Mapping[int, int]:
    """Count the answers to how content the requesters were, by score."""
    rows = (
        visible_to(actor)
        .join(Satisfaction, Satisfaction.ticket_id == Ticket.id)
        .where(_given_in(period))
        .group_by(Satisfaction.score)
        .with_only_columns(Satisfaction.score, func.count())
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


def _given_in(period: Period) -> ColumnElement[bool]:
    return and_(Satisfaction.at >= period.starts_at, Satisfaction.at < period.ends_at)


def minutes_by_officer(actor: Actor, period: Period) -> Mapping[int, int]:
    rows = (
        visible_to(actor)
        .join(TimeEntry, TimeEntry.ticket_id == Ticket.id)
        .where(
            TimeEntry.worked_on.between(period.first_day, period.last_day),
            TimeEntry.removed_at.is_(None),
        )
        .group_by(TimeEntry.user_id)
        .with_only_columns(TimeEntry.user_id, func.sum(TimeEntry.minutes))
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


def ticket_category_names(actor: Actor) -> dict[int, str]:
    rows = select(Category).where(Category.council_id == actor.council_id)
    return {row.id: named(row) for row in db.session.scalars(rows)}


def place_names(actor: Actor) -> dict[int, str]:
    rows = select(Location).where(Location.council_id == actor.council_id)
    return {row.id: row.name for row in db.session.scalars(rows.options(load_only(Location.name)))}


def officer_names(actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    rows = select(User.id, User.name).where(User.id.in_(set(ids)))
    rows = rows.where(User.council_id == actor.council_id)
    return {row.id: row.name for row in db.session.execute(rows)}

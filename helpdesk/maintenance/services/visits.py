"""What becomes of visits that were handed out."""

from collections.abc import Sequence
from datetime import date, datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.checklists.rules import check_answered
from helpdesk.core.local_time import local_date
from helpdesk.core.recurrence import Nonworking, dated
from helpdesk.infra.access import Actor, the_program
from helpdesk.infra.db import db
from helpdesk.maintenance import queries, rules
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import Reason, State
from helpdesk.maintenance.services.findings import Found, report
from helpdesk.org.queries import calendar_of
from helpdesk.workorders import services as workorders
from helpdesk.workorders.rules import IllegalTransitionError, Status

ORDER_OF = {
    State.MISSED: Status.MISSED,
    State.WAIVED: Status.CANCELLED,
    State.REPLANNED: Status.CANCELLED,
}


def begin(visit: Occurrence, *, by: User, actor: Actor, now: datetime) -> None:
    """Say that somebody is at it, for work that takes more than one day."""
    if visit.state is not State.GENERATED or visit.work_order is None:
        raise IllegalTransitionError(visit.state, State.GENERATED)
    workorders.begin_planned(visit.work_order, technician=by, actor=actor, now=now)
    record(actor, "maintenance_occurrence.begin", visit, {}, at=now)


def finish(
    visit: Occurrence,
    *,
    minutes: int,
    by: User,
    actor: Actor,
    now: datetime,
    found: Found | None = None,
) -> None:
    """Keep that the work was done; whether it was punctual its window decides.

    Late work that lies in the time of the next visit may keep that one too. Raises
    UnansweredError where an item that must be looked at was not.
    """
    if visit.state is not State.GENERATED or visit.work_order is None:
        raise IllegalTransitionError(visit.state, State.DONE_ON_TIME)
    if found is not None:
        check_answered(zip(found.checklist.items, found.answers, strict=True))
    taken = found.taken if found else workorders.NOTHING
    workorders.finish_planned(
        visit.work_order, minutes=minutes, technician=by, actor=actor, now=now, taken=taken
    )
    done_on = local_date(taken.done_at or now)
    state = rules.done_state(done_on, window_until=visit.window_until)
    changes = changes_of(visit, state=state, done_on=done_on)
    visit.state, visit.done_on = state, done_on
    record(actor, "maintenance_occurrence.done", visit, changes, at=now)
    if found is not None:
        report(visit, found, by=by, actor=actor, now=now)
    if found is not None and found.keeps_next and state is State.DONE_LATE:
        _keep_next(visit, done_on, actor=actor, now=now)
    db.session.flush()


def _keep_next(visit: Occurrence, done_on: date, *, actor: Actor, now: datetime) -> None:
    """Let the work stand for the next visit too, which nobody makes any more."""
    later = queries.next_of(visit, done_on)
    if later is None or later.work_order is None or visit.work_order is None:
        return
    reference = visit.work_order.reference
    workorders.drop_planned(
        later.work_order, Status.CANCELLED, actor=actor, now=now, reason=reference
    )
    changes = changes_of(later, state=State.DONE_ON_TIME, done_on=done_on, satisfied_by_id=visit.id)
    later.state, later.done_on, later.satisfied_by = State.DONE_ON_TIME, done_on, visit
    record(actor, "maintenance_occurrence.satisfied", later, changes, at=now)


def postpone(visit: Occurrence, on: date, *, reason: str, actor: Actor, now: datetime) -> None:
    """Put a visit off; the nominal day and the window of the promise stay as they were."""
    _check_postponement(visit, on, reason=reason, now=now)
    changes = changes_of(visit, due_on=on, postponed_why=reason)
    visit.postponed_from = visit.postponed_from or visit.due_on
    visit.due_on, visit.postponed_at, visit.postponed_why = on, now, reason
    record(actor, "maintenance_occurrence.postpone", visit, changes, at=now)
    db.session.flush()


def postpone_all(
    visits: Sequence[Occurrence], on: date, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Put several off to one day, all or none; raises what `postpone` raises."""
    for visit in visits:
        _check_postponement(visit, on, reason=reason, now=now)
    for visit in visits:
        postpone(visit, on, reason=reason, actor=actor, now=now)


def _check_postponement(visit: Occurrence, on: date, *, reason: str, now: datetime) -> None:
    rules.check_open(visit.state)
    window = visit.window_from, visit.window_until
    rules.check_postponement(on, window, today=local_date(now), reason=reason)
    keeps = visit.revision.nonworking is Nonworking.KEEP
    if not keeps and not calendar_of(visit.council_id).is_working_day(on):
        raise rules.ClosedDayError


def waive(visit: Occurrence, *, note: str, actor: Actor, now: datetime) -> None:
    """Let a visit be, for a reason in words; it counts no more as promised."""
    if visit.state is not State.GENERATED:
        raise IllegalTransitionError(visit.state, State.WAIVED)
    drop(visit, State.WAIVED, Reason.OTHER, actor=actor, now=now, note=note)


def drop(
    visit: Occurrence, state: State, reason: Reason, *, actor: Actor, now: datetime, note: str = ""
) -> None:
    """Close a visit that nobody began, and its order with it."""
    if visit.work_order is not None:
        workorders.drop_planned(
            visit.work_order, ORDER_OF[state], actor=actor, now=now, reason=note
        )
    changes = changes_of(visit, state=state, reason=reason, note=note)
    visit.state, visit.reason, visit.note = state, reason, note
    record(actor, f"maintenance_occurrence.{state}", visit, changes, at=now)
    db.session.flush()


def let_go_of_left(council_id: int, *, now: datetime) -> None:
    """Close what waits for devices that left service: missed only where its time was over."""
    program, today = the_program(council_id), local_date(now)
    for visit in queries.of_left_devices(council_id):
        left_on = visit.asset.retired_on or today
        state = rules.after_retirement(visit.window_until, retired_on=left_on)
        drop(visit, state, Reason.RETIRED, actor=program, now=now)


def follow_calendar(council_id: int, *, now: datetime) -> None:
    """Give visits that nobody has begun the days that follow from today's calendar."""
    calendar, program = calendar_of(council_id), the_program(council_id)
    for visit in queries.not_begun_in(council_id):
        due = dated(visit.revision.rule, calendar, visit.nominal_on)
        _move(visit, due.due_on, (due.window_from, due.window_until), actor=program, now=now)


def _move(
    visit: Occurrence, due_on: date, window: tuple[date, date], *, actor: Actor, now: datetime
) -> None:
    changes = changes_of(visit, due_on=due_on)
    if changes:
        visit.due_on, (visit.window_from, visit.window_until) = due_on, window
        record(actor, "maintenance_occurrence.move", visit, changes, at=now)
        db.session.flush()

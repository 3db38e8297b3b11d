"""The clock of tickets as it is kept: promises, calendars, warnings, and what nobody answers."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.accounts.queries import as_actor
from helpdesk.audit.queries import history
from helpdesk.infra import events
from helpdesk.infra.access import the_program
from helpdesk.infra.clock import ZONE
from helpdesk.infra.db import db
from helpdesk.org import services as org
from helpdesk.org.models import Council
from helpdesk.org.queries import holiday_on
from helpdesk.org.rules import DayOff
from helpdesk.tickets import jobs, queries, rules, services
from helpdesk.tickets.events import RequesterReminded, TicketGivenUp, TicketWarned
from helpdesk.tickets.models import Category, SlaEvent, SlaTarget, Ticket
from helpdesk.tickets.rules import (
    Cause,
    Hardship,
    Kind,
    Priority,
    SlaEventKind,
    Status,
    Targets,
    WaitingFor,
)
from tests import factories
from tests.factories import MONDAY_MORNING, saved
from tests.pages import save
from tests.system.test_commands import said
from tests.tickets.factories import ticket as opened

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TUESDAY = date(2026, 3, 3)
KEPT = ("response_due_at", "resolution_due_at", "sort_at", "warned_percent")


@pytest.fixture
def heard(registries):
    """What was announced of these kinds, in order."""
    found: list[object] = []
    for kind in (TicketWarned, RequesterReminded, TicketGivenUp):
        events.on(kind)(found.append)
    return found


def kept(ticket):
    return {name: getattr(ticket, name) for name in KEPT}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def kinds(ticket):
    return [event.kind for event in queries.sla_events(ticket)]


def holiday(council_id, day=TUESDAY):
    off = DayOff(day=day, name_sw="Siku ya mapumziko", name_en="Day off")
    return org.add_holiday(off, actor=the_program(council_id))


def wait(ticket, officer, now, waiting_for=WaitingFor.REQUESTER):
    services.wait(ticket, waiting_for=waiting_for, reason="?", actor=as_actor(officer), now=now)


def resolve(ticket, officer, now):
    services.resolve(
        ticket, cause=Cause.WEAR, resolution="Tayari", actor=as_actor(officer), now=now
    )


def raised(ticket, officer, now, priority=Priority.P1):
    services.change(
        ticket,
        {"priority": priority, "priority_reason": "Mishahara"},
        reason="Mishahara",
        actor=as_actor(officer),
        now=now,
    )


# -- another priority --------------------------------------------------------


def test_a_raised_priority_counts_from_the_beginning_less_earlier_pauses(ticket, officer):
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    wait(ticket, officer, MONDAY_MORNING + HOUR)
    services.resume(ticket, actor=as_actor(officer), now=MONDAY_MORNING + 3 * HOUR)

    raised(ticket, officer, MONDAY_MORNING + 4 * HOUR)

    assert ticket.resolution_due_at == MONDAY_MORNING + 6 * HOUR
    (event,) = [e for e in queries.sla_events(ticket) if e.kind is SlaEventKind.RETARGET]
    assert (event.is_breach, event.reason, event.resolve_minutes) == (False, "Mishahara", 240)


def test_what_is_late_only_by_its_new_priority_is_marked_so(requester, officer):
    """L24: Monday 09:00 as normal, raised to urgent on Tuesday 13:00."""
    ticket = opened(requester=requester)

    raised(ticket, officer, MONDAY_MORNING + 28 * HOUR)

    assert ticket.resolution_due_at == MONDAY_MORNING + 4 * HOUR
    assert queries.sla_events(ticket)[-1].is_breach


def test_what_was_late_before_is_not_late_by_the_change(ticket, officer):
    raised(ticket, officer, MONDAY_MORNING + timedelta(days=9))

    assert queries.sla_events(ticket)[-1].is_breach is False


def test_undoing_a_priority_leaves_the_clock_as_if_nothing_had_been(ticket, officer):
    before = kept(ticket)
    raised(ticket, officer, MONDAY_MORNING + HOUR)

    services.undo(ticket, actor=as_actor(officer), now=MONDAY_MORNING + HOUR)

    assert (kept(ticket), ticket.priority) == (before, Priority.P3)


def test_a_category_with_the_same_promise_leaves_the_clock_alone(ticket, officer):
    other = category(ticket.council_id)

    services.change(
        ticket, {"category_id": other.id}, reason="", actor=as_actor(officer), now=MONDAY_MORNING
    )

    assert kinds(ticket) == ["start"]


def test_undoing_twice_undoes_once(ticket, officer):
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    due = ticket.resolution_due_at
    wait(ticket, officer, MONDAY_MORNING + HOUR)

    services.undo(ticket, actor=as_actor(officer), now=MONDAY_MORNING + HOUR + MINUTE)
    with pytest.raises(rules.NothingToUndoError):
        services.undo(ticket, actor=as_actor(officer), now=MONDAY_MORNING + HOUR + 2 * MINUTE)

    assert (ticket.status, ticket.resolution_due_at) == (Status.IN_PROGRESS, due)


def test_an_answer_that_is_taken_back_is_none(ticket, officer):
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING + HOUR)
    services.undo(ticket, actor=as_actor(officer), now=MONDAY_MORNING + HOUR)
    assert ticket.responded_at is None

    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING + 2 * HOUR)
    later = MONDAY_MORNING + 2 * HOUR + MINUTE
    services.reply(ticket, text="Nakuja", author=officer, actor=as_actor(officer), now=later)
    services.undo(ticket, actor=as_actor(officer), now=later)
    assert ticket.responded_at == later


# -- what is promised --------------------------------------------------------


def category(council_id, code="PRN"):
    made = Category(council_id=council_id, code=code, kind=Kind.INCIDENT)
    made.name_sw, made.name_en = "Printa", "Printer"
    return saved(made)


def promised(respond, resolve):
    return Targets(timedelta(minutes=respond), timedelta(minutes=resolve))


def set_targets(council_id, wanted, of=None):
    council = db.session.get_one(Council, council_id)
    services.set_targets(council, wanted, category=of, actor=the_program(council_id))


def test_a_council_promises_its_own_times_and_a_category_others(requester):
    council_id, printers = requester.council_id, category(requester.council_id)
    set_targets(council_id, {Priority.P3: promised(30, 120)})
    set_targets(council_id, {Priority.P3: promised(15, 60)}, of=printers)

    usual = opened(requester=requester)
    special = opened(requester=requester, category=printers)
    elsewhere = opened()

    assert usual.resolution_due_at == MONDAY_MORNING + 2 * HOUR
    assert special.resolution_due_at == MONDAY_MORNING + HOUR
    assert special.response_due_at == MONDAY_MORNING + 15 * MINUTE
    assert elsewhere.response_due_at == MONDAY_MORNING + 4 * HOUR


def test_open_tickets_keep_what_they_were_promised(ticket, officer):
    before = kept(ticket)

    set_targets(ticket.council_id, {Priority.P3: promised(1, 2)})
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    services.rebuild_all(ticket.council_id)

    assert kept(ticket) == before


def test_a_category_can_be_as_everyone_again(requester):
    printers = category(requester.council_id)
    set_targets(requester.council_id, {Priority.P3: promised(15, 60)}, of=printers)
    set_targets(requester.council_id, {Priority.P3: None}, of=printers)

    assert db.session.scalars(db.select(SlaTarget)).all() == []
    assert opened(requester=requester, category=printers).response_due_at == (
        MONDAY_MORNING + 4 * HOUR
    )


def test_new_times_stand_in_the_log_and_the_same_times_do_not(requester):
    council_id = requester.council_id
    set_targets(council_id, {Priority.P1: promised(30, 240)})
    set_targets(council_id, {Priority.P1: promised(45, 300)})
    save()

    (entry,) = [e for e in history("council", council_id) if e.action == "council.targets"]
    assert "0:30 / 4:00" in entry.changes
    assert "0:45 / 5:00" in entry.changes


# -- another calendar --------------------------------------------------------


def test_a_holiday_moves_open_clocks_and_no_closed_one(requester, officer):
    running, waiting, stopped, cancelled = (opened(requester=requester) for _ in range(4))
    elsewhere = opened()
    services.take(waiting, actor=as_actor(officer), now=MONDAY_MORNING)
    wait(waiting, officer, MONDAY_MORNING + HOUR)
    resolve(stopped, officer, MONDAY_MORNING + HOUR)
    services.cancel(cancelled, reason="x", actor=as_actor(officer), now=MONDAY_MORNING + HOUR)
    before = {one.id: kept(one) for one in (running, waiting, stopped, cancelled, elsewhere)}

    added = holiday(requester.council_id)

    day = timedelta(days=1)
    assert running.resolution_due_at == before[running.id]["resolution_due_at"] + day
    assert waiting.resolution_due_at is None
    assert waiting.sort_at == before[waiting.id]["sort_at"] + day
    assert waiting.response_due_at == before[waiting.id]["response_due_at"], "it was answered"
    for untouched in (stopped, cancelled, elsewhere):
        assert kept(untouched) == before[untouched.id]
    assert services.rebuild_all(requester.council_id) == 0

    org.remove_holiday(added, actor=the_program(requester.council_id), now=MONDAY_MORNING)
    assert kept(running) == before[running.id]


def test_a_new_calendar_makes_no_form_stale(requester, ticket):
    db.session.flush()
    version = ticket.version

    holiday(requester.council_id)
    db.session.refresh(ticket)

    assert ticket.version == version


def test_what_was_closed_before_the_holiday_is_reopened_into_the_new_calendar(
    ticket, requester, officer
):
    due = ticket.resolution_due_at
    resolve(ticket, officer, MONDAY_MORNING + HOUR)
    holiday(requester.council_id)
    assert ticket.resolution_due_at == due

    now = MONDAY_MORNING + HOUR
    services.reopen(ticket, reason="Bado", actor=as_actor(requester), now=now)

    assert ticket.resolution_due_at == due + timedelta(days=1)


def test_other_working_hours_move_open_clocks_too(ticket, requester):
    until_five = (((time(7, 30), time(17)),),) * 5
    council = db.session.get_one(Council, requester.council_id)

    org.set_office_hours(council, (*until_five, (), ()), actor=the_program(council.id))

    assert ticket.resolution_due_at == at("2026-03-04 14:00")


def test_two_thousand_open_clocks_move_in_seconds_by_few_statements(ticket, pages):
    many(ticket, 2000)
    started = datetime.now(UTC)

    holiday(ticket.council_id)

    assert datetime.now(UTC) - started < timedelta(seconds=15)
    moved = db.session.scalars(db.select(Ticket.resolution_due_at).distinct()).all()
    assert moved == [at("2026-03-06 09:00")]


def many(ticket, times):
    """Write copies with their clocks straight into the tables."""
    db.session.flush()
    row = {one.key: getattr(ticket, one.key) for one in Ticket.__table__.columns if one.key != "id"}
    copies = [{**row, "reference": f"X/{number}"} for number in range(times)]
    db.session.execute(db.insert(Ticket), copies)
    (start,) = queries.sla_events(ticket)
    event = {one.key: getattr(start, one.key) for one in SlaEvent.__table__.columns}
    ids = db.session.scalars(db.select(Ticket.id).where(Ticket.id != ticket.id))
    copies = [{**event, "id": None, "ticket_id": ticket_id} for ticket_id in ids]
    for copy in copies:
        copy.pop("id")
    db.session.execute(db.insert(SlaEvent), copies)


# -- the caches are nothing but caches ---------------------------------------

ACTS = (
    *("take", "assign", "parts", "ask", "approval", "resume", "reply", "resolve", "confirm"),
    *("reopen", "raise", "lower", "undo", "holiday", "work_day", "warn", "silence", "cancel"),
)
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1500)), min_size=3, max_size=9)


def act(name, ticket, people, now):
    requester, officer = people
    actor, council_id = as_actor(officer), ticket.council_id
    day = now.date() + timedelta(days=1)
    acts = {
        "take": lambda: services.take(ticket, actor=actor, now=now),
        "assign": lambda: services.assign(ticket, to=officer, actor=actor, now=now),
        "parts": lambda: wait(ticket, officer, now, WaitingFor.PARTS),
        "ask": lambda: wait(ticket, officer, now),
        "approval": lambda: wait(ticket, officer, now, WaitingFor.APPROVAL),
        "resume": lambda: services.resume(ticket, actor=actor, now=now),
        "reply": lambda: services.reply(
            ticket, text="x", author=requester, actor=as_actor(requester), now=now
        ),
        "resolve": lambda: resolve(ticket, officer, now),
        "confirm": lambda: services.confirm(ticket, actor=as_actor(requester), now=now),
        "reopen": lambda: services.reopen(ticket, reason="x", actor=as_actor(requester), now=now),
        "raise": lambda: raised(ticket, officer, now),
        "lower": lambda: raised(ticket, officer, now, Priority.P4),
        "undo": lambda: services.undo(ticket, actor=actor, now=now),
        "holiday": lambda: holiday_on(day, actor=actor) or holiday(council_id, day),
        "work_day": lambda: work_day(day, actor, now),
        "warn": lambda: services.warn(council_id, now=now),
        "silence": lambda: services.end_waiting(council_id, lambda _: "x", now=now),
        "cancel": lambda: services.cancel(ticket, reason="x", actor=actor, now=now),
    }
    acts[name]()


def work_day(day, actor, now):
    found = holiday_on(day, actor=actor)
    if found and found.removed_at is None:
        org.remove_holiday(found, actor=actor, now=now)


@settings(
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(done=steps)
def test_whatever_is_done_to_tickets_a_rebuild_changes_nothing(requester, officer, done):
    ticket, now = opened(requester=requester), MONDAY_MORNING
    for name, minutes in done:
        now += minutes * MINUTE
        try:
            act(name, ticket, (requester, officer), now)
        except (rules.IllegalTransitionError, rules.NothingToUndoError):
            continue
        halted = rules.halted_by(queries.sla_events(ticket))
        is_over = ticket.status not in rules.OPEN
        assert (halted is not None and halted.kind is SlaEventKind.STOP) is is_over
        assert services.rebuild_all(ticket.council_id) == 0, name
    assert services.rebuild_all(ticket.council_id) == 0


def test_the_command_says_how_many_tickets_kept_something_else(app, ticket, requester):
    opened(requester=requester)
    due = ticket.resolution_due_at
    spoilt = {"resolution_due_at": MONDAY_MORNING, "warned_percent": 80}
    db.session.execute(db.update(Ticket).where(Ticket.id == ticket.id).values(**spoilt))
    save()
    code = db.session.get_one(Council, ticket.council_id).code

    first = said(app, "tickets", "rebuild-clocks")
    second = said(app, "tickets", "rebuild-clocks", "--council", code)
    unknown = said(app, "tickets", "rebuild-clocks", "--council", "XYZ")

    assert first.output == f"{code}: 1 tickets differed\n"
    assert second.output == f"{code}: 0 tickets differed\n"
    assert "there is no such council" in unknown.output
    db.session.expire_all()
    assert (ticket.resolution_due_at, ticket.warned_percent) == (due, 0)


# -- warnings ----------------------------------------------------------------


def warnings(ticket):
    return [e.percent for e in queries.sla_events(ticket) if e.kind is SlaEventKind.WARN]


def warn(now):
    save()
    jobs.warn_in_time(now)
    db.session.expire_all()


@pytest.fixture
def urgent(requester):
    """Due in eight working hours: on Tuesday at 09:00."""
    return opened(requester=requester, hardship=Hardship.EVERYONE_STOPPED)


def test_each_step_is_warned_of_once_in_its_time(urgent, heard):
    told = []
    for hours in (3, 4, 4.1, 6.4, 24, 25):
        warn(MONDAY_MORNING + hours * HOUR)
        told.append(urgent.warned_percent)

    assert told == [0, 50, 50, 80, 100, 100]
    assert heard == [TicketWarned(ticket_id=urgent.id, percent=step) for step in (50, 80, 100)]
    assert warnings(urgent) == [50, 80, 100]


def test_a_week_late_all_steps_are_noted_and_the_last_one_is_told(urgent, heard):
    for _ in range(2):
        warn(MONDAY_MORNING + timedelta(days=7))

    assert warnings(urgent) == [50, 80, 100]
    assert heard == [TicketWarned(ticket_id=urgent.id, percent=100)]


@pytest.mark.parametrize("hours", [7, 15, 22, 5 * 24 + 2])
def test_nobody_is_warned_at_night_or_on_saturday(urgent, heard, hours):
    warn(MONDAY_MORNING + hours * HOUR)

    assert (heard, urgent.warned_percent) == ([], 0)


def test_a_warning_makes_no_form_stale(urgent, heard):
    save()
    version = urgent.version

    warn(MONDAY_MORNING + 4 * HOUR)

    assert (urgent.version, urgent.warned_percent) == (version, 50)


def test_what_waits_or_is_over_is_not_warned_of(urgent, requester, officer, heard):
    services.take(urgent, actor=as_actor(officer), now=MONDAY_MORNING)
    wait(urgent, officer, MONDAY_MORNING + HOUR, WaitingFor.PARTS)
    resolve(opened(requester=requester), officer, MONDAY_MORNING + HOUR)

    warn(MONDAY_MORNING + timedelta(days=7))

    assert heard == []


def test_each_council_has_its_own_office_hours(heard, app):
    early = factories.council(opens=time(6))
    late = factories.council(opens=time(10))
    first, _second = (
        opened(
            requester=factories.user(council_id=one.id),
            hardship=Hardship.EVERYONE_STOPPED,
            now=MONDAY_MORNING - timedelta(days=7),
        )
        for one in (early, late)
    )

    warn(MONDAY_MORNING)

    assert [event.ticket_id for event in heard] == [first.id]


# -- silence -----------------------------------------------------------------


def days(number, hours=0):
    """Nine o'clock of the working week that follows Monday morning, counted in days."""
    return MONDAY_MORNING + timedelta(days=number, hours=hours)


def end_silence(now):
    save()
    jobs.end_silence(now)
    db.session.expire_all()


@pytest.fixture
def asked(ticket, officer):
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    wait(ticket, officer, MONDAY_MORNING)
    return ticket


def test_a_requester_is_reminded_twice_and_then_given_up(asked, heard):
    seen = []
    for number in (1, 2, 2.1, 3, 4, 5, 7, 8, 9):  # the next Monday is 7
        end_silence(days(number))
        seen.append((len(heard), asked.status))

    waiting, closed = Status.WAITING, Status.CLOSED
    assert seen == [
        (0, waiting),
        *[(1, waiting)] * 3,
        *[(2, waiting)] * 3,
        *[(3, closed)] * 2,
    ]
    last_day = date(2026, 3, 9)
    assert [type(event) for event in heard] == [RequesterReminded] * 2 + [TicketGivenUp]
    assert {one.answer_by for one in heard[:2]} == {last_day}


def test_who_is_given_up_is_told_why_in_his_language_and_by_the_program(asked, requester):
    for number in (2, 4, 8):
        end_silence(days(number))

    assert (asked.status, asked.cause) == (Status.CLOSED, Cause.UNKNOWN)
    assert asked.resolution.startswith("Limefungwa kwa sababu swali la Kitengo")
    assert asked.resolved_at == asked.closed_at == days(8)
    assert [change.by_id for change in queries.changes(asked)][-2:] == [None, None]
    assert asked.resolution_due_at > asked.closed_at, "the wait was no delay of ours"


def test_a_program_that_was_away_for_weeks_reminds_before_it_closes(asked, heard):
    states = []
    for number in (21, 21.2, 22, 23):
        end_silence(days(number))
        states.append(asked.status)

    assert states == [Status.WAITING] * 3 + [Status.CLOSED]
    assert [type(event) for event in heard] == [RequesterReminded, TicketGivenUp]
    assert heard[0].answer_by == date(2026, 3, 24)
    assert kinds(asked).count("remind") == 2


def test_an_answer_ends_the_reminders(asked, requester, heard):
    end_silence(days(2))
    services.reply(asked, text="Ya Fedha", author=requester, actor=as_actor(requester), now=days(3))

    end_silence(days(30))

    assert (asked.status, len(heard)) == (Status.IN_PROGRESS, 1)


@pytest.mark.parametrize(("number", "is_open"), [(21, True), (23, False)])
def test_an_answer_within_two_weeks_opens_what_was_given_up(asked, requester, number, is_open):
    for step in (2, 4, 8):
        end_silence(days(step))

    services.reply(
        asked, text="Samahani", author=requester, actor=as_actor(requester), now=days(number)
    )

    assert (asked.status is Status.IN_PROGRESS) is is_open
    assert (asked.closed_at is None) is is_open
    assert asked.reopened == int(is_open)


def test_who_says_something_is_not_taken_for_satisfied(pages, ticket, requester, officer):
    resolve(ticket, officer, MONDAY_MORNING)
    said = {"text": "Bado!", "author": requester, "actor": as_actor(requester)}
    services.reply(ticket, now=days(1), **said)
    end_silence(days(30))
    assert ticket.status is Status.RESOLVED
    pages.sign_in(requester)
    assert "atasoma ulichoandika" in pages.get(f"/tickets/{ticket.id}").select_one("#next").text

    services.reply(
        ticket, text="Sasa?", author=officer, actor=as_actor(officer), now=days(30, hours=1)
    )
    end_silence(days(31))
    states = [ticket.status]  # five working days after the officer's word
    end_silence(days(45))
    assert [*states, ticket.status] == [Status.RESOLVED, Status.CLOSED]


def test_thanks_after_ones_own_confirmation_open_nothing(ticket, requester, officer):
    resolve(ticket, officer, MONDAY_MORNING)
    services.confirm(ticket, actor=as_actor(requester), now=MONDAY_MORNING)

    services.reply(ticket, text="Asante", author=requester, actor=as_actor(requester), now=days(1))

    assert ticket.status is Status.CLOSED


def test_what_waits_for_parts_is_not_the_requesters_silence(ticket, officer, heard):
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    wait(ticket, officer, MONDAY_MORNING, WaitingFor.PARTS)

    end_silence(days(30))

    assert (heard, ticket.status) == ([], Status.WAITING)


def test_what_is_solved_closes_after_five_working_days(ticket, officer):
    resolve(ticket, officer, MONDAY_MORNING)
    holiday(ticket.council_id)  # the Tuesday
    states = []
    for number in (4, 7, 8, 9):
        end_silence(days(number))
        states.append(ticket.status)

    assert states == [Status.RESOLVED] * 3 + [Status.CLOSED]
    assert ticket.closed_at == days(9)
    assert queries.changes(ticket)[-1].by_id is None


def test_nothing_is_closed_at_night(ticket, asked, officer, heard):
    end_silence(days(30, hours=12))

    assert (heard, asked.status) == ([], Status.WAITING)

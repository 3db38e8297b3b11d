"""Clocks that older tables told as pauses tick on as events, and fall due when they did."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask_migrate import upgrade
from sqlalchemy import bindparam, text

from helpdesk.app import create_app
from helpdesk.core.working_time import WorkingCalendar, add_working_time
from helpdesk.infra.clock import ZONE
from helpdesk.infra.db import UtcDateTime, db
from helpdesk.tickets import queries, rules, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TARGETS, Priority, resolution_due
from tests.tickets.test_rules import MONDAY_AT_8

HOUR = timedelta(hours=1)
CALENDAR = WorkingCalendar(zone=ZONE)

INSERT_COUNCIL = """INSERT INTO council (code, name_sw, name_en, region, opens, closes, desk_phone,
    desk_room) VALUES ('MBR', 'Mbarali', 'Mbarali', 'Mbeya', '07:30', '15:30', '', '')"""
INSERT_PERSON = """INSERT INTO user_account (council_id, username, name, job_title, phone, email,
    language, password_hash, must_change_password, is_active, version)
    VALUES (1, 'asha', 'Asha', '', '', '', 'sw', 'x', false, true, 1)"""
INSERT_TICKET = """INSERT INTO ticket (council_id, reference, kind, subject, description, hardship,
    impact, urgency, priority, status, waiting_for, requester_id, opened_at, response_due_at,
    responded_at, resolution_due_at, sort_at, resolved_at, closed_at, resolution, reopened,
    last_activity_at, search_text, version)
    VALUES (1, :reference, 'incident', 'x', '', 'stopped', 3, 1, :priority, :status, :waiting_for,
    1, :opened_at, :response_due_at, :responded_at, :resolution_due_at, :sort_at, :resolved_at,
    :closed_at, '', 0, :opened_at, '', 1)"""
INSERT_PAUSE = """INSERT INTO ticket_pause (ticket_id, began_at, ended_at, waiting_for)
    VALUES (:ticket_id, :began_at, :ended_at, :waiting_for)"""
INSERT_REPLY = """INSERT INTO comment (ticket_id, author_id, at, is_internal, text)
    VALUES (:ticket_id, 1, :at, false, 'x')"""
SOLVED = None  # the older tables kept the time since it was solved as a pause for nothing


def hours(number):
    return None if number is None else MONDAY_AT_8 + number * HOUR


# status, waiting for, priority, answered, resolved, closed, pauses (from, to, for what) in hours
OLD: dict[str, tuple[Any, ...]] = {
    "new": ("new", None, "P3", None, None, None, []),
    "running": ("in_progress", None, "P1", 1, None, None, []),
    "paused": ("waiting", "parts", "P2", 1, None, None, [(2, None, "parts")]),
    "late and paused": ("waiting", "vendor", "P1", 1, None, None, [(6, None, "vendor")]),
    "approval": ("waiting", "approval", "P4", 1, None, None, []),
    "was paused": ("in_progress", None, "P2", 1, None, None, [(2, 4, "requester")]),
    "twice paused": (
        "in_progress",
        None,
        "P2",
        1,
        None,
        None,
        [(1, 3, "requester"), (25, 27, "external")],
    ),
    "resolved": ("resolved", None, "P3", 1, 5, None, [(5, None, SOLVED)]),
    "resolved while it waited": (
        "resolved",
        None,
        "P3",
        1,
        5,
        None,
        [(2, 5, "requester"), (5, None, SOLVED)],
    ),
    "closed": ("closed", None, "P3", 1, 5, 26, [(5, 26, SOLVED)]),
    "reopened": ("in_progress", None, "P2", 1, None, None, [(2, 49, SOLVED)]),
    "reopened and closed": ("closed", None, "P2", 1, 50, 51, [(2, 49, SOLVED), (50, 51, SOLVED)]),
}


def old_row(name):
    """A ticket as the older program left it."""
    status, waiting_for, priority, answered, resolved, closed, pauses = OLD[name]
    targets = TARGETS[Priority(priority)]
    counted = [(hours(a), hours(b)) for a, b, for_what in pauses if b is not None or for_what]
    over = [pause for pause in counted if pause[1]]
    due = resolution_due(MONDAY_AT_8, targets.resolve, CALENDAR, counted)
    return {
        "reference": name,
        "status": status,
        "waiting_for": waiting_for,
        "priority": priority,
        "opened_at": MONDAY_AT_8,
        "response_due_at": add_working_time(MONDAY_AT_8, targets.respond, CALENDAR),
        "responded_at": hours(answered),
        "resolution_due_at": due,
        "sort_at": due or resolution_due(MONDAY_AT_8, targets.resolve, CALENDAR, over),
        "resolved_at": hours(resolved),
        "closed_at": hours(closed),
    }


def written(statement, row):
    """Bind moments as the program does, whichever database it is."""
    moments = [name for name in row if name == "at" or name.endswith("_at")]
    return text(statement).bindparams(*(bindparam(name, type_=UtcDateTime()) for name in moments))


@pytest.fixture(scope="module")
def newest(surroundings, database):
    """A database of the first release with all kinds of tickets, brought up to date."""
    with create_app({"DATABASE_URL": database.empty()}).app_context():
        upgrade(revision="0001")
        db.session.execute(text(INSERT_COUNCIL))
        db.session.execute(text(INSERT_PERSON))
        for number, name in enumerate(OLD, start=1):
            row = old_row(name)
            db.session.execute(written(INSERT_TICKET, row), row)
            if row["responded_at"]:
                said = {"ticket_id": number, "at": row["responded_at"]}
                db.session.execute(written(INSERT_REPLY, said), said)
            for began, ended, for_what in OLD[name][-1]:
                pause = {"began_at": hours(began), "ended_at": hours(ended)}
                pause |= {"ticket_id": number, "waiting_for": for_what}
                db.session.execute(written(INSERT_PAUSE, pause), pause)
        db.session.commit()
        upgrade()
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def upgraded(newest):
    """The same for each test, since none saves what it does."""
    yield
    db.session.rollback()


def tickets():
    return {one.reference: one for one in db.session.scalars(db.select(Ticket))}


def test_every_clock_falls_due_when_it_did(upgraded):
    assert len(tickets()) == len(OLD)
    for name, ticket in tickets().items():
        old = old_row(name)
        for column in ("response_due_at", "resolution_due_at"):
            assert getattr(ticket, column) == old[column], (name, column)
    assert services.rebuild_all(1) == 0


@pytest.mark.parametrize("name", OLD)
def test_the_events_of_a_clock_say_what_its_ticket_is(upgraded, name):
    ticket = tickets()[name]
    events = queries.sla_events(ticket)
    halted = rules.halted_by(events)

    kind = halted.kind if halted else None
    expected = {"resolved": "stop", "closed": "stop"}.get(ticket.status)
    if ticket.waiting_for in rules.PAUSING:
        expected = "pause"
    assert kind == expected
    answers = [(event.at, event.by_id) for event in events if event.kind == "answer"]
    assert answers == ([(ticket.responded_at, 1)] if ticket.responded_at else [])


def test_what_ended_keeps_its_due_although_a_holiday_comes_later(upgraded):
    before = {name: one.resolution_due_at for name, one in tickets().items()}
    day = datetime(2026, 6, 2, tzinfo=ZONE).date()
    db.session.execute(
        text(
            "INSERT INTO holiday (council_id, day, name_sw, name_en, is_estimated, version)"
            " VALUES (1, :day, 'x', 'x', false, 1)"
        ).bindparams(bindparam("day", type_=db.Date())),
        {"day": day},
    )

    services.rebuild_all(1)

    db.session.expire_all()
    moved = {name for name, one in tickets().items() if one.resolution_due_at != before[name]}
    assert moved == {"new", "approval", "was paused", "twice paused"}

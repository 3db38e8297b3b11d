"""What a request took is kept when it ends: a holiday that is declared later changes no report."""

from datetime import date, datetime

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import Period
from helpdesk.infra.db import db
from helpdesk.org.models import Holiday
from helpdesk.reports import queries
from helpdesk.tickets import services
from helpdesk.tickets.models import SlaEvent
from helpdesk.tickets.rules import Cause, WaitingFor
from tests import factories
from tests.tickets.factories import ticket as opened

ZONE = "+03:00"
QUARTER = Period.parse("2026-27-Q1")


def at(day, hour):
    return datetime.fromisoformat(f"2026-08-{day:02}T{hour:02}:00:00{ZONE}")


@pytest.fixture
def head(app):
    head = factories.user("head", name="Bi Mkuu")
    ticket = opened(requester=factories.user(council_id=head.council_id), now=at(3, 9))
    officer = as_actor(head)
    services.take(ticket, actor=officer, now=at(4, 9))
    for_parts = WaitingFor.PARTS
    services.wait(ticket, waiting_for=for_parts, reason="x", actor=officer, now=at(5, 9))
    services.resume(ticket, actor=officer, now=at(7, 9))
    services.resolve(ticket, cause=Cause.WEAR, resolution="Tayari", actor=officer, now=at(10, 9))
    services.confirm(ticket, actor=officer, now=at(10, 10))
    return head


def figures(head):
    (case,) = queries.cases(as_actor(head), QUARTER)
    return case.answered_in, case.solved_in, case.paused


def declare_holidays(head):
    for day in (3, 5, 7):
        given = {"name_sw": "Sikukuu", "name_en": "Holiday", "is_estimated": False}
        db.session.add(Holiday(council_id=head.council_id, day=date(2026, 8, day), **given))
    db.session.flush()
    services.rebuild_open(head.council_id)
    services.rebuild_all(head.council_id)
    db.session.expire_all()


def test_a_holiday_of_later_changes_no_time_of_what_was_closed(head):
    before = figures(head)
    assert all(before)

    declare_holidays(head)

    assert figures(head) == before


def test_times_from_before_they_were_kept_are_kept_once(head):
    before = figures(head)
    db.session.execute(db.update(SlaEvent).values(used_seconds=None))
    db.session.expire_all()
    assert figures(head) == before, "counted from the calendar"

    services.time_what_ended(head.council_id)
    declare_holidays(head)

    assert figures(head) == before
    db.session.execute(db.update(SlaEvent).values(used_seconds=None))
    db.session.expire_all()
    assert figures(head) != before, "the holidays do count for whatever ends now"

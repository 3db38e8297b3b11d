"""Letters that the clock sends: to officers as time runs out, to requesters who say nothing."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.outbox.models import Message
from helpdesk.tickets import jobs, services
from helpdesk.tickets.rules import Cause, Hardship, WaitingFor
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.tickets.factories import ticket as opened

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday(app, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://dawati.mbarali.go.tz/")
    with time_machine.travel(MONDAY_MORNING, tick=False) as moment:
        yield moment


@pytest.fixture
def asha(app):
    return factories.user(name="Asha Mrisho", email="asha@mbarali.go.tz")


@pytest.fixture
def juma(asha):
    there = {"council_id": asha.council_id, "email": "juma@mbarali.go.tz"}
    return factories.user("technician", name="Afisa Juma", **there)


@pytest.fixture
def head(asha):
    there = {"council_id": asha.council_id, "email": "mkuu@mbarali.go.tz", "language": "en"}
    return factories.user("head", name="Mkuu wa Kitengo", **there)


@pytest.fixture
def urgent(asha, head):
    """Due in eight working hours."""
    return opened(requester=asha, hardship=Hardship.EVERYONE_STOPPED)


def at(monday, job, *moments):
    """Run a job at these moments, and return the letters that it wrote."""
    before = db.session.scalar(db.select(db.func.count()).select_from(Message))
    for moment in moments:
        save()
        monday.move_to(moment)
        job(moment)
    db.session.rollback()
    return db.session.scalars(select(Message).order_by(Message.id).offset(before)).all()


def hours(*numbers):
    return [MONDAY_MORNING + number * HOUR for number in numbers]


def test_the_officer_is_warned_and_the_head_when_it_is_over(monday, urgent, juma, head):
    services.take(urgent, actor=as_actor(juma), now=MONDAY_MORNING)

    half, most, all_of_it = (at(monday, jobs.warn_in_time, moment) for moment in hours(4, 6.4, 24))

    assert [one.recipient for one in half] == [one.recipient for one in most] == [juma.email]
    assert half[0].subject.endswith("50% ya muda wa kulitatua imetumika")
    assert f"https://dawati.mbarali.go.tz/tickets/{urgent.id}" in half[0].body
    assert "Linapaswa kutatuliwa kabla ya 03/03/2026, 09:00." in half[0].body
    letters = {one.recipient: one.subject for one in all_of_it}
    assert letters.keys() == {juma.email, head.email}
    assert letters[juma.email].endswith("muda wa kulitatua umekwisha")
    assert letters[head.email].endswith("the time to resolve it is over")


def test_of_what_nobody_works_on_the_head_is_told(monday, urgent, juma, head):
    (letter,) = at(monday, jobs.warn_in_time, *hours(4, 4.1))

    assert letter.recipient == head.email
    assert "Nobody yet" in letter.body


def test_where_mail_is_off_nothing_waits_to_be_sent(app, monday, monkeypatch, urgent):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "")

    assert at(monday, jobs.warn_in_time, *hours(4)) == []
    db.session.refresh(urgent)
    assert urgent.warned_percent == 50


def test_who_does_not_answer_is_reminded_and_told_of_the_end(monday, asha, juma):
    ticket = opened(requester=asha)
    services.take(ticket, actor=as_actor(juma), now=MONDAY_MORNING)
    services.wait(
        ticket,
        waiting_for=WaitingFor.REQUESTER,
        reason="?",
        actor=as_actor(juma),
        now=MONDAY_MORNING,
    )
    days = [MONDAY_MORNING + timedelta(days=number) for number in (1, 2, 4, 7, 8)]

    letters = at(monday, jobs.end_silence, *days)

    assert [one.recipient for one in letters] == [asha.email] * 3
    first, second, last = letters
    assert first.subject.endswith("tunasubiri jibu lako")
    assert "Usipojibu hadi 09/03/2026" in first.body
    assert "Usipojibu hadi 09/03/2026" in second.body
    assert last.subject.endswith("limefungwa bila jibu lako")
    assert "ndani ya siku 14" in last.body


def test_the_letter_of_a_solution_says_when_it_closes_by_itself(monday, asha, juma):
    ticket = opened(requester=asha)
    services.resolve(
        ticket, cause=Cause.WEAR, resolution="Tayari", actor=as_actor(juma), now=MONDAY_MORNING
    )
    save()

    letter = db.session.scalars(select(Message)).one()
    assert "Usiposema lolote hadi 09/03/2026, ombi litajifunga lenyewe." in letter.body

"""My reminders: what is given to me, what I put off, and taking that back."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.core.local_time import ZONE
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import declared_jobs
from helpdesk.org.models import Holiday
from helpdesk.reminders import queries, services
from helpdesk.reminders.models import Notification
from helpdesk.reminders.rules import Channel, Kind
from tests import factories
from tests.pages import save
from tests.reminders.factories import wishes
from tests.tickets.test_views import words

MONDAY = datetime.combine(date(2026, 3, 2), time(9), ZONE)
URL = "/notifications/reminders"


def tick(name: str = "reminders.remind") -> None:
    save()
    (job,) = [one for one in declared_jobs() if one.name == name]
    job.work(clock.now())


def told() -> list[Notification]:
    save()
    return list(db.session.scalars(select(Notification).order_by(Notification.id)))


def holiday(council_id: int, name: str, *, days: int = 3) -> Holiday:
    day = clock.local_date(clock.now()) + timedelta(days=days)
    names = {"name_sw": name, "name_en": name}
    return factories.saved(Holiday(council_id=council_id, day=day, is_estimated=True, **names))


@pytest.fixture(autouse=True)
def monday(app):
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def head(app):
    return factories.user("head", council_id=factories.council(code="MBR").id)


@pytest.fixture
def eid(head):
    made = holiday(head.council_id, "Eid")
    tick()
    return made


def send(pages, url: str, **more: str):
    form = pages.get(URL).select_one(f'form[action="{url}"]')
    sent = {one["name"]: one["value"] for one in form.select("input[name]")}
    return pages.post(url, **{**sent, **more})


def later(pages, days: int):
    return send(pages, "/notifications/snooze", days=str(days))


def again(pages):
    return send(pages, f"{URL}/again")


def test_what_is_given_to_me_says_why_and_can_be_put_off_there(pages, head, eid):
    pages.sign_in(head)
    assert 'href="/notifications/reminders"' in str(pages.get("/notifications/"))
    page = words(pages.get(URL), "main")
    assert "Eid" in page
    assert "mfumo" in page
    later(pages, 1)
    assert "Imeahirishwa hadi 03/03/2026" in words(pages.get(URL), ".told .action")


def test_what_was_put_off_and_taken_back_comes_once_more(pages, head, eid):
    pages.sign_in(head)
    later(pages, 7)
    tick()
    assert len(told()) == 1
    again(pages)
    tick()
    tick()
    assert [one.read_at is None for one in told()] == [False, True]


def test_what_was_muted_can_be_heard_again(pages, head, eid, monday):
    pages.sign_in(head)
    later(pages, 0)
    monday.shift(timedelta(days=1))
    tick()
    assert len(told()) == 1
    pages.sign_in(head)
    again(pages)
    tick()
    assert len(told()) == 2
    assert "Eid" in words(pages.get(URL), "main")


def test_only_ones_own_is_taken_back(pages, head, eid):
    factories.user("head", council_id=head.council_id)
    tick()
    of_head, of_colleague = told()
    services.snooze(of_head, None, now=clock.now())
    save()
    pages.sign_in(head)
    form = pages.get(URL).select_one(f'form[action="{URL}/again"]')
    sent = {one["name"]: one["value"] for one in form.select("input[name]")}
    pages.post(f"{URL}/again", status=404, **{**sent, "notification_id": str(of_colleague.id)})


def test_what_is_not_put_off_cannot_be_taken_back(pages, head, eid):
    pages.sign_in(head)
    later(pages, 0)
    form = pages.get(URL).select_one(f'form[action="{URL}/again"]')
    sent = {one["name"]: one["value"] for one in form.select("input[name]")}
    (one,) = told()
    services.remind_again(one, now=clock.now())
    save()
    pages.post(f"{URL}/again", status=404, **sent)


def test_kinds_that_are_muted_are_named(pages, head):
    wishes(head, channels={Kind.TO_CONFIRM: Channel.MUTE})
    pages.sign_in(head)
    assert "siku ya mapumziko" in words(pages.get(URL), "main").lower()


def test_what_was_put_off_keeps_its_name_and_what_is_due_is_not_told_again(head, eid, monday):
    (one,) = told()
    services.snooze(one, None, now=clock.now())
    monday.shift(timedelta(days=100))
    tick("reminders.forget")
    assert len(told()) == 1
    services.remind_again(one, now=clock.now())
    tick("reminders.forget")
    assert not told()


def test_a_step_is_not_told_again_when_what_was_read_is_forgotten(head, monday):
    holiday(head.council_id, "Eid", days=14)
    tick()
    (one,) = told()
    one.read_at = clock.now() - timedelta(days=91)
    tick("reminders.forget")
    tick()
    assert len(told()) == 1


def test_a_step_of_a_day_off_is_told_on_the_next_working_day(head, monday):
    holiday(head.council_id, "Eid", days=9)
    factories.saved(
        Holiday(council_id=head.council_id, day=date(2026, 3, 9), name_sw="Mei", name_en="May")
    )
    monday.move_to(MONDAY + timedelta(days=5))  # Saturday
    tick()
    assert not told()
    monday.move_to(MONDAY + timedelta(days=7))  # a day off
    tick()
    assert not told()
    monday.move_to(MONDAY + timedelta(days=8))
    tick()
    assert [one.at.astimezone(ZONE).date() for one in told()] == [date(2026, 3, 10)]


def test_the_page_takes_the_same_statements_however_much_there_is(pages, head, eid):
    pages.sign_in(head)
    few = pages.statements(URL)
    for number in range(5):
        holiday(head.council_id, f"Siku {number}", days=4 + number)
    tick()
    later(pages, 7)
    assert pages.statements(URL) == few


def test_of_one_thing_only_the_last_reminder_is_listed(head, eid, monday):
    monday.move_to(MONDAY + timedelta(days=1))
    (one,) = told()
    services.snooze(one, clock.local_date(clock.now()), now=clock.now())
    one.read_at = None
    tick()
    today = clock.local_date(clock.now())
    listed = db.session.scalars(queries.reminders(as_actor(head), today)).all()
    assert [other.id for other in listed] == [told()[-1].id]

"""Officers hear once of each step before a contract, a licence or warranties end."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from time_machine import travel

from helpdesk.accounts.queries import as_actor
from helpdesk.contracts import queries
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.reminders import jobs
from helpdesk.reminders.models import Notification
from tests import factories
from tests.contracts.factories import contract, licence
from tests.equipment import factories as made
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.tickets.test_views import words

TODAY = MONDAY_MORNING.date()


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def actor(officer):
    return as_actor(officer)


def told(person):
    db.session.rollback()
    rows = select(Notification).where(Notification.user_id == person.id).order_by(Notification.id)
    return [(one.subject_type, one.step.split("/")[0]) for one in db.session.scalars(rows)]


def run(*, days):
    """Let the job run once on that many days after today."""
    moment = MONDAY_MORNING + timedelta(days=days)
    with travel(moment, tick=False):
        jobs.remind(moment)


def test_in_a_hundred_days_with_restarts_every_step_is_told_once(officer, actor):
    contract(actor=actor, ends_on=TODAY + timedelta(days=95))
    save()

    for day in range(0, 110, 4):
        run(days=day)
        run(days=day)

    assert told(officer) == [("contract", step) for step in ("90", "30", "7", "-1")]


def test_after_days_without_power_only_the_newest_step_is_told(officer, actor):
    licence(actor=actor, ends_on=TODAY + timedelta(days=95))
    save()

    run(days=3)
    run(days=91)

    assert told(officer) == [("licence", "7")]


def test_devices_of_one_purchase_are_one_piece_of_news(officer, pages):
    for _number in range(3):
        made.asset(officer.council_id, warranty_ends_on=TODAY + timedelta(days=20))
    gone = made.asset(officer.council_id, warranty_ends_on=TODAY + timedelta(days=20))
    gone.status = Status.DISPOSED
    save()

    run(days=0)

    assert told(officer) == [("warranty", "30")]
    pages.sign_in(officer)
    shown = words(pages.get("/notifications/"))
    assert "Vifaa ambavyo dhamana yake inaisha: C" in shown
    assert shown.count("/ICT/K") >= 3, "each device is named"
    assert "kwa sababu unasimamia vifaa" in shown


def test_what_was_renewed_is_silent_and_a_new_last_day_is_news(officer, actor):
    old = contract(actor=actor, ends_on=TODAY + timedelta(days=5))
    contract(actor=actor, ends_on=TODAY + timedelta(days=400), follows=old)
    other = contract(actor=actor, ends_on=TODAY + timedelta(days=85))
    save()
    run(days=0)
    other.ends_on += timedelta(days=2)
    save()
    run(days=1)

    assert told(officer) == [("contract", "90")] * 2


def test_what_was_renewed_is_read_and_a_warranty_of_another_council_is_not(officer, actor):
    other = factories.user("technician", council_id=factories.council(code="KYL").id)
    old = contract(actor=actor, ends_on=TODAY + timedelta(days=5))
    device = made.asset(officer.council_id, warranty_ends_on=TODAY + timedelta(days=20))
    made.asset(other.council_id, warranty_ends_on=TODAY + timedelta(days=20))
    save()
    run(days=0)
    contract(actor=actor, ends_on=TODAY + timedelta(days=400), follows=old)
    device.status = Status.DISPOSED
    save()
    run(days=1)

    unread = select(Notification.user_id).where(Notification.read_at.is_(None))
    assert db.session.scalars(unread).all() == [other.id]


def test_only_officers_of_the_council_are_told(officer, actor):
    others = [
        factories.user("requester", council_id=officer.council_id),
        factories.user("technician"),
    ]
    contract(actor=actor, ends_on=TODAY)
    save()

    run(days=0)

    assert told(officer)
    assert not any(told(one) for one in others)


def test_the_report_lists_what_the_count_says(pages, officer, actor):
    today = clock.today()
    contract(actor=actor, number="AMC-9", ends_on=today + timedelta(days=4))
    licence(actor=actor, name="Kinga", ends_on=today + timedelta(days=40))
    device = made.asset(officer.council_id, warranty_ends_on=today + timedelta(days=90))
    made.asset(officer.council_id, warranty_ends_on=today + timedelta(days=91))
    assert queries.ending_soon(actor, today=today) == 3
    pages.sign_in(officer)

    shown = words(pages.get("/reports/warranty-expiry"))

    assert [text in shown for text in ("AMC-9", "Kinga", device.asset_tag)] == [True] * 3
    assert "ndani ya siku 90" in words(pages.get("/dashboard"))


def test_reports_and_panels_run_a_fixed_number_of_statements(pages, officer, actor):
    def more(number):
        for _one in range(number):
            device = made.asset(officer.council_id, warranty_ends_on=clock.today())
            contract(device, actor=actor, ends_on=clock.today())
            licence(actor=actor, ends_on=clock.today())

    more(2)
    pages.sign_in(officer)
    few = pages.statements("/reports/warranty-expiry")
    more(20)

    assert pages.statements("/reports/warranty-expiry") == few
    assert db.session.scalar(select(func.count()).select_from(Notification)) == 0

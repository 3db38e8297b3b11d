"""What the program does by itself, as those see it who look after it."""

from datetime import timedelta

import pytest

from helpdesk.infra import clock, scheduling
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import JobState, declared_jobs, run_if_due
from tests import factories
from tests.pages import save
from tests.tickets.test_views import words

NAME = "stock.points"


@pytest.fixture
def council_id(app):
    return factories.council(code="MBR").id


@pytest.fixture
def administrator(council_id):
    return factories.user("administrator", council_id=council_id)


def state(**given) -> JobState:
    due = clock.now() + timedelta(days=1)
    plain = {"name": NAME, "cron": "20 1 * * *", "next_due_at": due}
    return factories.saved(JobState(**{**plain, **given}))


def test_each_job_has_a_name_in_words(pages, administrator):
    pages.sign_in(administrator)
    page = pages.get("/jobs")
    assert len(page.select("tr[data-row]")) == len(declared_jobs())
    assert all(job.title != job.name for job in declared_jobs() if "." in job.name)


def test_a_job_that_failed_stands_on_the_dashboard_until_it_ran_well(pages, council_id):
    begun = clock.now() - timedelta(minutes=3)
    failed = state(last_error="OSError: imejaa", last_started_at=begun)
    save()
    pages.sign_in(factories.user("technician", council_id=council_id))
    assert "Kazi za nyuma zilizoshindwa" in words(pages.get("/dashboard"), "main")
    assert "OSError: imejaa" in words(pages.get("/jobs"), "main")
    failed.last_error = None
    save()
    assert "Kazi za nyuma zilizoshindwa" not in words(pages.get("/dashboard"), "main")


def test_administrators_read_of_it_on_their_home_page(pages, administrator):
    state(last_error="OSError: imejaa")
    save()
    pages.sign_in(administrator)
    assert "Kazi za nyuma zilizoshindwa" in words(pages.get("/"), "main")


def test_one_that_failed_is_tried_at_once_when_told_to(pages, administrator):
    begun = clock.now() - timedelta(minutes=2)
    times = {"next_due_at": begun, "last_started_at": begun, "last_finished_at": begun}
    state(last_error="OSError: imejaa", claimed_until=begun + scheduling.RETRY, **times)
    save()
    (job,) = [one for one in declared_jobs() if one.name == NAME]
    assert not run_if_due(job, clock.now())
    pages.sign_in(administrator)
    pages.press(pages.get("/jobs"), f"/jobs/{NAME}/run")
    assert run_if_due(job, clock.now())


def test_one_that_runs_again_at_this_moment_is_left_alone(pages, administrator):
    begun = clock.now() - timedelta(minutes=2)
    times = {"last_started_at": begun, "last_finished_at": begun - timedelta(minutes=5)}
    until = begun + scheduling.LEASE
    state(last_error="OSError: imejaa", next_due_at=begun, claimed_until=until, **times)
    save()
    pages.sign_in(administrator)
    pages.press(pages.get("/jobs"), f"/jobs/{NAME}/run")
    (job,) = [one for one in declared_jobs() if one.name == NAME]
    assert not run_if_due(job, clock.now())


def test_a_manager_is_not_told_of_it(pages, council_id):
    state(last_error="OSError: imejaa")
    save()
    pages.sign_in(factories.user("manager", council_id=council_id))
    assert "Kazi za nyuma" not in words(pages.get("/dashboard"), "main")
    pages.get("/jobs", status=403)


def test_an_administrator_lets_it_run_at_once(pages, administrator):
    kept = state()
    save()
    pages.sign_in(administrator)
    pages.press(pages.get("/jobs"), f"/jobs/{NAME}/run")
    db.session.refresh(kept)
    assert kept.next_due_at <= clock.now()
    (job,) = [one for one in declared_jobs() if one.name == NAME]
    assert run_if_due(job, clock.now())
    assert scheduling.failed() == []


def test_a_job_that_nobody_begins_is_called_late(pages, administrator):
    state(next_due_at=clock.now() - timedelta(hours=1))
    save()
    pages.sign_in(administrator)
    assert "Imechelewa" in words(pages.get("/jobs"), "main")


def test_an_officer_lets_nothing_run(pages, council_id):
    state()
    save()
    pages.sign_in(factories.user("head", council_id=council_id))
    assert not pages.get("/jobs").select("form.action")
    pages.post(f"/jobs/{NAME}/run", status=403)

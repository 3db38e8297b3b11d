"""Whoever watches over servers learns whether the program lives and whether it can work."""

from datetime import timedelta

import pytest
from flask_migrate import downgrade

from helpdesk import worker
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import JobState
from helpdesk.infra.transactions import transaction


def answer(app, path):
    response = app.test_client().get(path)
    return response.status_code, response.json


def make_due(ago, **state):
    with transaction():
        due = clock.now() - ago
        db.session.execute(db.update(JobState).values(next_due_at=due, **state))


@pytest.fixture
def ticked(app):
    """The application after its jobs were looked at for the first time."""
    worker.tick(app)
    return app


def test_a_process_that_answers_lives(app):
    assert answer(app, "/healthz") == (200, {"status": "ok"})


def test_a_fresh_installation_is_ready(app):
    assert answer(app, "/readyz") == (
        200,
        {"status": "ok", "database": "ok", "migrations": "ok", "jobs": "ok"},
    )


def test_a_job_that_is_due_for_long_means_that_nobody_runs_them(ticked):
    make_due(timedelta(minutes=20))
    assert answer(ticked, "/readyz")[0] == 200

    make_due(timedelta(minutes=40))
    status, said = answer(ticked, "/readyz")
    assert (status, said["jobs"], said["database"]) == (503, "failing", "ok")


def test_a_long_job_is_not_a_late_one(ticked):
    make_due(timedelta(minutes=40), claimed_until=clock.now() + timedelta(minutes=5))

    assert answer(ticked, "/readyz")[0] == 200


def test_an_old_database_is_not_ready(app):
    downgrade(revision="-1")

    status, said = answer(app, "/readyz")
    assert (status, said["migrations"], said["database"]) == (503, "failing", "ok")


def test_a_database_that_does_not_answer_is_said_so(app, monkeypatch):
    def refuse(*_args, **_settings):
        raise db.engine.dialect.loaded_dbapi.OperationalError("connection refused")

    monkeypatch.setattr(db.engine.pool, "connect", refuse)

    status, said = answer(app, "/readyz")
    assert (status, said["database"]) == (503, "failing")

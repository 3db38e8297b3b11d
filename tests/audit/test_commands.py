"""Checking the log from the command line."""

import pytest
from sqlalchemy import text

from helpdesk.infra.db import db
from tests import factories
from tests.pages import save


@pytest.fixture
def log(app):
    factories.user()
    save()


def verified(app):
    return app.test_cli_runner().invoke(args=["audit", "verify"])


def test_a_whole_log_is_said_to_be_whole(app, log):
    said = verified(app)

    assert (said.exit_code, said.output) == (0, "the audit log is whole\n")


def test_a_changed_log_is_a_failure_that_says_where(app, log):
    db.session.execute(text("UPDATE audit_entry SET actor_name = 'x' WHERE sequence = 2"))
    save()

    said = verified(app)

    assert said.exit_code == 1
    assert "entry 2 is not what was written" in said.output

"""The sample council, loaded once for the whole run and given to each test as a copy."""

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import by_username
from helpdesk.cli import main
from helpdesk.infra.db import db
from tests.databases import Database


def command(app: Flask, *words: str, typed: str = "") -> Result:
    """Run `helpdesk WORDS` over an application."""
    script = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
    return CliRunner().invoke(main, words, input=typed, obj=script)


def person(username: str) -> User:
    found = by_username(username)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def told(session_app: Flask, database: Database) -> Result:
    """What `helpdesk demo` said when it loaded a small sample council."""
    database.load("migrated")
    result = command(session_app, "demo", "--size", "small")
    assert result.exit_code == 0, result.output
    with session_app.app_context():
        db.session.remove()
        db.engine.dispose()
    database.save("sample")
    return result


@pytest.fixture
def sample(told: Result, app: Flask, database: Database) -> Flask:
    """The application over the sample council."""
    database.load("sample")
    return app

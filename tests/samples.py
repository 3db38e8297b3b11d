"""Whole councils, made once for the whole run and given to each test as a copy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask, templating
from flask.cli import ScriptInfo
from flask_wtf.csrf import generate_csrf

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import by_username
from helpdesk.cli import main
from helpdesk.infra.db import db
from tests.databases import Database
from tests.system import world
from tests.system.world import World

Found = Callable[[], World]


def command(app: Flask, *words: str, typed: str = "") -> Result:
    """Run `helpdesk WORDS` over an application."""
    script = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
    return CliRunner().invoke(main, words, input=typed, obj=script)


def person(username: str) -> User:
    found = by_username(username)
    assert found is not None
    return found


def let_go() -> None:
    """Close what is open, so that the database below may be saved or replaced."""
    db.session.remove()
    db.engine.dispose()


@pytest.fixture(scope="session")
def told(session_app: Flask, database: Database) -> Result:
    """What `helpdesk demo` said when it loaded a small sample council."""
    database.load("migrated")
    result = command(session_app, "demo", "--size", "small")
    assert result.exit_code == 0, result.output
    with session_app.app_context():
        let_go()
    database.save("sample")
    return result


@pytest.fixture
def sample(told: Result, app: Flask, database: Database) -> Flask:
    """The application over the sample council."""
    database.load("sample")
    return app


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages answer without being drawn; those who walk from page to page see each one drawn."""
    box = '<input name="csrf_token" value="{}">'
    monkeypatch.setattr(templating, "_render", lambda *_given: box.format(generate_csrf()))


@pytest.fixture(scope="session")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Found]]:
    """The files of the council below, and how its rows are found again once it is made."""
    return tmp_path_factory.mktemp("kept"), []


@pytest.fixture
def one_of_everything(
    app: Flask, database: Database, instance: Path, _kept: tuple[Path, list[Found]]
) -> World:
    """The council of tests/system/world.py, as its maker left it."""
    files, found = _kept
    if found:
        let_go()
        database.load("world")
        shutil.copytree(files, instance, dirs_exist_ok=True)
    else:
        found.append(world.made().found)
        let_go()
        database.save("world")
        shutil.copytree(instance, files, dirs_exist_ok=True)
    return found[0]()

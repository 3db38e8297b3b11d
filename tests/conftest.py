"""Fixtures that every test may use, and how a run counts what it ran on which database."""

import gc
import os
import signal
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade

from helpdesk.accounts.models import User
from helpdesk.app import create_app
from helpdesk.infra import events, passwords, scheduling, slots
from helpdesk.infra.db import db
from tests import databases, factories
from tests.databases import Database
from tests.pages import PageClient
from tests.samples import _kept as _kept
from tests.samples import one_of_everything as one_of_everything
from tests.samples import sample as sample
from tests.samples import told as told
from tests.samples import undrawn as undrawn
from tests.together import Together


def pytest_configure(config: pytest.Config) -> None:
    if databases.KIND not in databases.KINDS:
        raise pytest.UsageError(f"HELPDESK_TEST_DATABASE must be one of {databases.KINDS}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever is ended cleans up too


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together:
    """Give each process its tests as tests/together.py says."""
    return Together(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Pass over what is about the other database, aloud: `sqlite_only(reason="…")`.

    What needs no database at all has been tried in the run on SQLite.
    """
    if databases.KINDS[0] != databases.KIND:
        config.hook.pytest_deselected(items=[item for item in items if not _needs_data(item)])
        items[:] = filter(_needs_data, items)
    for item in items:
        for kind in databases.KINDS:
            only = item.get_closest_marker(f"{kind}_only")
            if only and kind != databases.KIND:
                item.add_marker(pytest.mark.skip(reason=f"{kind} only: {only.kwargs['reason']}"))


def _needs_data(item: pytest.Item) -> bool:
    return not {"app", "database", "empty_database"}.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many tests used the database, without those that only one kind can run."""
    reports = [
        report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)
    ]
    ran = [dict(report.user_properties) for report in reports if report.when == "call"]
    used = [properties for properties in ran if "database" in properties]
    common = [properties for properties in used if not properties["only"]]
    title = used[0]["database"] if used else databases.KIND
    alone = f" and {len(used) - len(common)} for it alone" if len(used) > len(common) else ""
    terminalreporter.write_line(f"database: {title}, {len(common)} database tests{alone}")
    if hasattr(config, "cache"):
        config.cache.set(f"database/{databases.KIND}", len(common))


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests from the data and the settings of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("HELPDESK_")]:
            patch.delenv(name)
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", cheap)  # a test's passwords guard nothing
        patch.setenv("HELPDESK_INSTANCE", str(tmp_path_factory.mktemp("instance")))
        yield


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    with databases.opened() as database:
        yield database


@pytest.fixture
def empty_database(database: Database) -> str:
    """The URL of a database beside the application's own, without a table."""
    return database.empty()


@pytest.fixture(scope="session")
def session_app(surroundings: None, database: Database) -> Flask:
    """The application over a database that the migrations made, once for the whole run."""
    settings = {"SECRET_KEY": "for tests only " * 3, "DATABASE_URL": database.url}
    app = create_app({"TESTING": True, **settings})
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    database.save("migrated")
    gc.freeze()  # what lasts as long as the run need not be looked through again and again
    gc.set_threshold(100_000, 20, 100)
    return app


@pytest.fixture
def instance(session_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the application's files, new for each test."""
    folder = tmp_path / "instance"
    folder.mkdir()
    monkeypatch.setattr(session_app, "instance_path", str(folder))
    return folder


@pytest.fixture
def app(
    session_app: Flask, database: Database, instance: Path, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """The application over a fresh copy of that database.

    The context is the test's own: each request of `pages` gets another.
    """
    only = request.node.get_closest_marker(f"{databases.KIND}_only") is not None
    request.node.user_properties += [("database", database.title), ("only", only)]
    database.load("migrated")
    with session_app.app_context():
        yield session_app
        db.session.remove()
        if database.is_file:
            db.engine.dispose()


@pytest.fixture
def registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the test declares is forgotten afterwards."""
    monkeypatch.setattr(events, "_listeners", deepcopy(events._listeners))
    monkeypatch.setattr(slots, "_panels", deepcopy(slots._panels))
    monkeypatch.setattr(scheduling, "_jobs", scheduling._jobs.copy())


@pytest.fixture
def pages(app: Flask) -> PageClient:
    """A browser stand-in that checks every page it opens."""
    return PageClient(app)


@pytest.fixture
def technician(app: Flask) -> User:
    return factories.user("technician")

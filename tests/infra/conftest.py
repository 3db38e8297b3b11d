"""The application with a small feature of our own, over the database of each test."""

import gc
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from helpdesk.accounts.models import User
from helpdesk.app import create_app
from helpdesk.attachments import queries as attachments
from helpdesk.infra.db import db
from tests import factories
from tests.databases import Database
from tests.infra import samples
from tests.pages import PageClient


@pytest.fixture(scope="session")
def sample_app(session_app: Flask, database: Database) -> Flask:
    settings = {"SECRET_KEY": "0123456789" * 4, "DATABASE_URL": database.url}
    app = create_app({"TESTING": True, **settings})
    app.register_blueprint(samples.bp)
    return app


@pytest.fixture
def sample_instance(sample_app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sample_app, "instance_path", str(instance))
    return instance


@pytest.fixture
def ground(
    app: Flask, sample_app: Flask, sample_instance: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    monkeypatch.setattr(attachments, "_owners", attachments._owners.copy())
    attachments.owner("sample")(samples.visible_ids)
    yield sample_app
    db.session.remove()  # it may have borrowed a connection of the other application
    with sample_app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def pages(ground: Flask) -> PageClient:
    return PageClient(ground)


@pytest.fixture
def asha(app: Flask) -> User:
    return factories.user(name="Asha Mrisho")


@pytest.fixture
def at_desk(pages: PageClient, asha: User) -> PageClient:
    """The pages as Asha sees them."""
    pages.sign_in(asha)
    return pages


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """What a database is told from now on, whoever tells it."""
    said: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield said
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def heavy() -> Iterator[None]:
    """Close at once what the test client leaves open of a large request."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()

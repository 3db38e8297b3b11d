"""What `helpdesk run` and `helpdesk worker` see to before they begin."""

import fcntl
import gc
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import text

from helpdesk.infra import trigrams
from helpdesk.infra.db import db
from helpdesk.setup.queries import is_known
from helpdesk.setup.queries import newest_revision as newest_revision
from helpdesk.setup.queries import revision as revision

LOCK = 7_301_184  # any number that no other program of this database uses
OLDEST_SQLITE = (3, 35)
SHORTEST_KEY = 32


class UnfitError(Exception):
    """Something without which the program must not start."""


class BehindError(UnfitError):
    def __init__(self) -> None:
        super().__init__("the database is older than this program: run `helpdesk db upgrade`")


class AheadError(UnfitError):
    def __init__(self) -> None:
        super().__init__("the database is newer than this program: install the newer program")


def prepare() -> None:
    """Make the secret key and the tables where there are none, in one process at a time."""
    with _alone_with_everything():
        make_secret_key()
        _bring_tables()
        trigrams.build()
    gc.freeze()  # what stays as long as the program need not be looked through again and again


def make_secret_key() -> None:
    """Use the key that was set, or this installation's own, made at its first start."""
    if not current_app.secret_key:
        current_app.secret_key = _own_key(Path(current_app.instance_path) / "secret_key")
    if len(str(current_app.secret_key)) < SHORTEST_KEY:
        raise UnfitError(f"SECRET_KEY must have at least {SHORTEST_KEY} characters")


def bring_up_to_date() -> None:
    """Run the migrations that are still to come; nobody else may start meanwhile."""
    with _alone_with_everything():
        _check_age()
        upgrade()
        trigrams.build()


def _bring_tables() -> None:
    if revision() is None:
        upgrade()
    _check_age()
    if revision() != newest_revision():
        raise BehindError


def _check_age() -> None:
    current = revision()
    if current is not None and not is_known(current):
        raise AheadError


def _own_key(path: Path) -> str:
    """Return the key of this installation; it is there whole or not at all."""
    if not path.exists():
        new = path.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(secrets.token_hex(32))
        new.replace(path)
    return path.read_text().strip()


def _check_sqlite() -> None:
    if db.engine.dialect.name == "sqlite" and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise UnfitError(f"SQLite is {sqlite3.sqlite_version}; 3.35 or newer is needed")


@contextmanager
def _alone_with_everything() -> Iterator[None]:
    _check_sqlite()
    instance = Path(current_app.instance_path)
    instance.mkdir(parents=True, exist_ok=True, mode=0o750)
    with _alone(instance / "start.lock"), _alone_in_database():
        yield


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _alone_in_database() -> Iterator[None]:
    """Servers that share a PostgreSQL share no folder, so they queue in the database."""
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield

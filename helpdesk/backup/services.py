"""Making a backup, checking one, and going back to one."""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from helpdesk.audit.queries import broken_links
from helpdesk.backup import queries
from helpdesk.backup.rules import (
    DATABASE,
    KEPT,
    LARGEST_MANIFEST,
    MANIFEST,
    BadArchiveError,
    Manifest,
    Member,
    read_manifest,
)
from helpdesk.infra import archives, clock, uploads
from helpdesk.infra.db import db
from helpdesk.setup.queries import is_known, newest_revision

BLOCK = 1024 * 1024
LIVE = "helpdesk.sqlite3"
SECRETS = ("secret_key", "helpdesk.toml")
UNFINISHED = ".backup-"
ROOM = 0.9  # of the free disk

Wanted = Callable[[str], bool]


class NothingThereError(Exception):
    """There is no database yet, so nothing to keep."""


class InUseError(Exception):
    """The program is running on the data that should be replaced."""


def backups_folder() -> Path:
    """Where backups lie unless somebody says otherwise: beside the uploads."""
    return uploads.folder().parent / "backups"


def usual_place(now: datetime) -> Path:
    return backups_folder() / f"helpdesk-{now.astimezone(clock.ZONE):%Y%m%d-%H%M%S}.tar.gz"


def make_backup(out: Path, *, now: datetime) -> Manifest:
    """Write a backup to `out`; it is verified before it stands there under its name."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=UNFINISHED, dir=out.parent) as name:
        database, archive = Path(name) / DATABASE, Path(name) / "archive"
        _copy_database(database)
        manifest = _described(database, now=now)
        archives.write(archive, _contents(manifest, database))
        verify(archive)
        archive.rename(out)
    archives.make_lasting(out.parent)
    return manifest


def make_daily_backup(now: datetime) -> None:
    """Write today's backup, and let go of what is more than enough or was never finished."""
    make_backup(usual_place(now), now=now)
    for old in sorted(backups_folder().glob("helpdesk-*.tar.gz"))[:-KEPT]:
        old.unlink()
    for left in backups_folder().glob(f"{UNFINISHED}*"):
        if left.stat().st_mtime < (now - timedelta(days=1)).timestamp():
            shutil.rmtree(left, ignore_errors=True)


def verify(archive: Path) -> Manifest:
    """Read all of an archive and check what can be checked; BadArchiveError says why not."""
    with unpacked(archive, wanted=lambda name: name == DATABASE) as (manifest, _folder):
        return manifest


def restore(archive: Path, into: Path, *, stamp: str) -> Manifest:
    """Put a verified backup in place of what is in a folder, which is kept beside it."""
    into = into.resolve()
    into.parent.mkdir(parents=True, exist_ok=True)
    with unpacked(archive, beside=into) as (manifest, folder):
        (folder / DATABASE).rename(folder / LIVE)
        (folder / "uploads").mkdir(exist_ok=True, mode=0o750)
        _check_nobody_is_in(into / LIVE)
        _swap(folder, into, stamp=stamp)
    return manifest


def fill_database(archive: Path, url: str) -> Manifest:
    """Fill an empty, migrated database, such as a new PostgreSQL, from a backup."""
    with unpacked(archive, wanted=lambda name: name == DATABASE) as (manifest, folder):
        source = queries.sqlite_engine(folder / DATABASE)
        target = create_engine(url, hide_parameters=True)
        try:
            with source.connect() as rows, target.begin() as connection:
                _check_empty(connection, manifest)
                queries.copy_rows(rows, connection)
        except SQLAlchemyError as error:
            reason = str(error).partition("\n")[0]
            raise BadArchiveError(f"the database could not be filled: {reason}") from error
        finally:
            source.dispose()
            target.dispose()
    return manifest


@contextmanager
def unpacked(
    archive: Path, *, beside: Path | None = None, wanted: Wanted = lambda _name: True
) -> Iterator[tuple[Manifest, Path]]:
    """Unpack what is wanted into a folder on the disk of `beside`; check all of the archive."""
    place = (beside or archive).resolve().parent
    with TemporaryDirectory(prefix=".unpacked-", dir=place) as name:
        folder = Path(name) / "data"
        folder.mkdir(mode=0o750)
        try:
            manifest = _unpack(archive, folder, wanted)
            _check_database(folder / DATABASE, manifest)
        except (*archives.UNREADABLE, SQLAlchemyError, sqlite3.Error) as error:
            reason = str(error).partition("\n")[0]
            raise BadArchiveError(f"it cannot be read: {reason}") from error
        yield manifest, folder


def _copy_database(target: Path) -> None:
    """Copy what is there at one moment; nobody has to stop writing for it."""
    if db.engine.dialect.name == "sqlite":
        _copy_sqlite(Path(str(db.engine.url.database)), target)
    else:
        _copy_to_sqlite(target)


def _copy_sqlite(live: Path, target: Path) -> None:
    if not live.exists():
        raise NothingThereError
    with closing(sqlite3.connect(live)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _copy_to_sqlite(target: Path) -> None:
    """Keep what lies on PostgreSQL as the file that SQLite would have: one form for both."""
    engine = queries.sqlite_engine(target)
    snapshot = db.engine.execution_options(isolation_level="REPEATABLE READ")
    with snapshot.connect() as source, engine.begin() as copy:
        if not inspect(source).has_table(queries.REVISION):
            raise NothingThereError
        source.execute(text("SET LOCAL statement_timeout = 0"))
        copy.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        db.metadata.create_all(copy)
        queries.copy_rows(source, copy)
        queries.note_revision(copy, queries.revision_of(source))
    engine.dispose()


def _described(database: Path, *, now: datetime) -> Manifest:
    """Say what the copied database holds; its files were on the disk before their rows."""
    engine = queries.sqlite_engine(database)
    with engine.connect() as copy:
        wanted = queries.stored_files(copy)
        files = {name: _measured(_live(name)) for name in wanted if _live(name).is_file()}
        sound = {name for name, member in files.items() if member.sha256 == wanted[name]}
        manifest = Manifest(
            version=version("helpdesk"),
            revision=queries.revision_of(copy),
            made_at=now,
            tables=queries.row_counts(copy),
            log_ends=queries.log_ends(copy),
            lost=frozenset(wanted.keys() - sound),
            members=files,
        )
    engine.dispose()
    return replace(manifest, members={DATABASE: _measured(database), **files})


def _contents(manifest: Manifest, database: Path) -> Iterator[tuple[str, Path | bytes]]:
    yield MANIFEST, json.dumps(manifest.as_json()).encode()
    for name in manifest.members:
        yield name, database if name == DATABASE else _live(name)


def _live(name: str) -> Path:
    return uploads.folder().parent / name


def _unpack(archive: Path, folder: Path, wanted: Wanted) -> Manifest:
    members = archives.read(archive)
    manifest = _manifest_in(next(members, None))
    _check_room(manifest, folder, wanted)
    missing = dict(manifest.members)
    for name, size, content in members:
        expected = missing.pop(name, None)
        if expected is None or size != expected.size:
            raise BadArchiveError(f"it holds something that is not ours: {name!r}")
        target = folder / name if wanted(name) else Path(os.devnull)
        if _copied(content, target) != expected.sha256:
            raise BadArchiveError(f"{name} is not what was backed up")
    if missing:
        raise BadArchiveError(f"{len(missing)} of its files are missing")
    return manifest


def _manifest_in(first: tuple[str, int, IO[bytes]] | None) -> Manifest:
    if first is None or first[0] != MANIFEST or first[1] > LARGEST_MANIFEST:
        raise BadArchiveError("this is not a backup of this program")
    return read_manifest(json.loads(first[2].read()))


def _check_room(manifest: Manifest, folder: Path, wanted: Wanted) -> None:
    size = sum(member.size for name, member in manifest.members.items() if wanted(name))
    if size > shutil.disk_usage(folder).free * ROOM:
        raise BadArchiveError(f"there is no room here for its {size:,} bytes")


def _copied(content: IO[bytes], target: Path) -> str:
    """Copy and return the hash of what was there."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    digest = hashlib.sha256()
    with target.open("wb") as copy:
        while block := content.read(BLOCK):
            digest.update(block)
            copy.write(block)
    return digest.hexdigest()


def _check_database(path: Path, manifest: Manifest) -> None:
    if not is_known(manifest.revision):
        raise BadArchiveError(f"a newer version of this program made it, {manifest.version}")
    engine = queries.sqlite_engine(path)
    try:
        with Session(engine) as session:
            for complaint in _complaints(session, manifest):
                raise BadArchiveError(complaint)
    finally:
        engine.dispose()


def _complaints(session: Session, manifest: Manifest) -> Iterator[str]:
    connection = session.connection()
    if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        yield "its database is damaged"
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        yield "its database points to rows that are not there"
    if queries.revision_of(connection) != manifest.revision:
        yield "its database is not of the revision that it says"
    if queries.row_counts(connection) != dict(manifest.tables):
        yield "its database does not hold the rows that were counted"
    if queries.log_ends(connection) != dict(manifest.log_ends):
        yield "its audit log does not end where it did"
    yield from _damaged_files(connection, manifest)
    if manifest.revision == newest_revision():  # an older log is read after its upgrade
        yield from (f"its audit log was changed: {line}" for line in broken_links(session))


def _damaged_files(connection: Connection, manifest: Manifest) -> Iterator[str]:
    for name, sha256 in queries.stored_files(connection).items():
        member = manifest.members.get(name)
        is_sound = member is not None and member.sha256 == sha256
        if not is_sound and name not in manifest.lost:
            yield f"{name} is not what was stored"


def _check_empty(connection: Connection, manifest: Manifest) -> None:
    if not inspect(connection).has_table(queries.REVISION):
        raise BadArchiveError("the database has no tables yet: run `helpdesk db upgrade` on it")
    if queries.revision_of(connection) != manifest.revision:
        raise BadArchiveError(f"the database is not of its revision, {manifest.revision}")
    if any(queries.row_counts(connection).values()):
        raise BadArchiveError("the database that it should fill is not empty")


def _check_nobody_is_in(live: Path) -> None:
    """The program keeps its database open while it runs; a damaged file is nobody's to keep."""
    if not live.exists():
        return
    with closing(sqlite3.connect(live, timeout=1)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise InUseError from error


def _swap(folder: Path, into: Path, *, stamp: str) -> None:
    """Two renames; what belongs to this installation and not to the backup comes along."""
    before = into.with_name(f"{into.name}-before-{stamp}")
    if into.exists():
        _bring_along(folder, into)
        into.rename(before)
    try:
        folder.rename(into)
    except OSError:
        if before.exists():
            before.rename(into)
        raise
    if (before / "backups").is_dir():
        (before / "backups").rename(into / "backups")
    archives.make_lasting(into.parent)


def _bring_along(folder: Path, into: Path) -> None:
    """Copy the secrets, and give all to whoever owned it, should an administrator restore it."""
    for name in SECRETS:
        if (into / name).exists():
            shutil.copy2(into / name, folder / name)
    if os.geteuid() == 0:
        owner = into.stat()
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)


def _measured(path: Path) -> Member:
    with path.open("rb") as source:
        return Member(path.stat().st_size, hashlib.file_digest(source, "sha256").hexdigest())

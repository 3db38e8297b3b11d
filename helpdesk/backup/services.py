"""Making a backup, checking one, and going back to one."""

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from sqlalchemy import Connection, create_engine, insert, inspect, select, table, text
from sqlalchemy import column as sql_column
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.attachments.models import Attachment
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
from helpdesk.infra import clock, uploads
from helpdesk.infra.db import db

BLOCK = 1024 * 1024
KEPT_FROM_BEFORE = ("secret_key", "helpdesk.toml", "backups")
ROOM = 0.9  # of the free disk


def backups_folder() -> Path:
    """Where backups lie unless somebody says otherwise: beside the uploads."""
    return uploads.folder().parent / "backups"


def usual_place(now: datetime) -> Path:
    return backups_folder() / f"helpdesk-{now.astimezone(clock.ZONE):%Y%m%d-%H%M%S}.tar.gz"


def make_backup(out: Path, *, now: datetime) -> Manifest:
    """Write a backup to `out`; it is verified before it stands there under its name."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".backup-", dir=out.parent) as name:
        folder = Path(name)
        _copy_database(folder / DATABASE)
        manifest = _collected(folder, now=now)
        archive = folder / "archive.part"
        _pack(folder, manifest, archive)
        verify(archive)
        archive.rename(out)
    _make_lasting(out.parent)
    return manifest


def make_daily_backup(now: datetime) -> None:
    """Write today's backup and let go of those that are more than enough."""
    make_backup(usual_place(now), now=now)
    for old in sorted(backups_folder().glob("helpdesk-*.tar.gz"))[:-KEPT]:
        old.unlink()


def verify(archive: Path) -> Manifest:
    """Unpack an archive aside and check all that can be checked; BadArchiveError says why not."""
    with unpacked(archive) as (manifest, _folder):
        return manifest


@contextmanager
def unpacked(archive: Path, *, beside: Path | None = None) -> Iterator[tuple[Manifest, Path]]:
    """Unpack into a folder of its own, on the disk of `beside`, and check it there."""
    place = (beside or archive).resolve().parent
    with TemporaryDirectory(prefix=".unpacked-", dir=place) as name:
        folder = Path(name) / "data"
        folder.mkdir()
        try:
            manifest = _unpack(archive, folder)
            _check_database(folder / DATABASE, manifest)
        except (tarfile.TarError, gzip.BadGzipFile, EOFError, OSError, sqlite3.Error) as error:
            raise BadArchiveError(f"it is damaged: {error}") from error
        yield manifest, folder


def restore(archive: Path, into: Path, *, stamp: str) -> Manifest:
    """Put a verified backup in place of what is in a folder, which is kept beside it."""
    into = into.resolve()
    into.parent.mkdir(parents=True, exist_ok=True)
    with unpacked(archive, beside=into) as (manifest, folder):
        (folder / DATABASE).rename(folder / "helpdesk.sqlite3")
        (folder / "uploads").mkdir(exist_ok=True)
        _swap(folder, into, stamp=stamp)
    return manifest


def fill_database(archive: Path, url: str) -> Manifest:
    """Fill an empty, migrated database, such as a new PostgreSQL, from a backup."""
    with unpacked(archive) as (manifest, folder):
        source, target = queries.sqlite_engine(folder / DATABASE), create_engine(url)
        try:
            with source.connect() as rows, target.begin() as connection:
                _check_empty(connection, manifest)
                queries.copy_rows(rows, connection)
        except DBAPIError as error:
            raise BadArchiveError(f"the database could not be filled: {error.orig}") from error
        finally:
            source.dispose()
            target.dispose()
    return manifest


def _check_empty(connection: Connection, manifest: Manifest) -> None:
    if not inspect(connection).has_table(queries.REVISION):
        raise BadArchiveError("the database has no tables yet: run `helpdesk db upgrade` on it")
    if queries.revision_of(connection) != manifest.revision:
        raise BadArchiveError(f"the database is not of its revision, {manifest.revision}")
    if any(queries.row_counts(connection).values()):
        raise BadArchiveError("the database that it should fill is not empty")


def _copy_database(target: Path) -> None:
    if db.engine.dialect.name != "sqlite":
        return _copy_to_sqlite(target)
    with sqlite3.connect(str(db.engine.url.database)) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    return None


def _copy_to_sqlite(target: Path) -> None:
    """Keep what lies on PostgreSQL as the file that SQLite would have: one form for both."""
    engine = queries.sqlite_engine(target)
    db.metadata.create_all(engine)
    snapshot = db.engine.execution_options(isolation_level="REPEATABLE READ")
    with snapshot.connect() as source, engine.begin() as copy:
        copy.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        queries.copy_rows(source, copy)
        copy.execute(text(f"CREATE TABLE {queries.REVISION} (version_num VARCHAR(32) NOT NULL)"))
        revision = table(queries.REVISION, sql_column("version_num"))
        copy.execute(insert(revision), {"version_num": queries.revision_of(source)})
    engine.dispose()


def _collected(folder: Path, *, now: datetime) -> Manifest:
    """Bring in the files that the copied database knows; they were on disk before their rows."""
    engine = queries.sqlite_engine(folder / DATABASE)
    with engine.connect() as copy:
        counts, revision = queries.row_counts(copy), queries.revision_of(copy)
        names = list(copy.scalars(select(Attachment.stored_name)))
    engine.dispose()
    members = {DATABASE: _measured(folder / DATABASE)}
    for name in names:
        inside = f"uploads/{name[:2]}/{name}"
        target = folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(uploads.folder() / name[:2] / name, target)
        members[inside] = _measured(target)
    return Manifest(
        version=version("helpdesk"), revision=revision, made_at=now, tables=counts, members=members
    )


def _pack(folder: Path, manifest: Manifest, archive: Path) -> None:
    said = json.dumps(manifest.as_json()).encode()
    with archive.open("xb") as target:
        archive.chmod(0o600)
        with tarfile.open(fileobj=target, mode="w:gz", compresslevel=6) as tar:
            header = tarfile.TarInfo(MANIFEST)
            header.size = len(said)
            tar.addfile(header, BytesIO(said))
            for name in manifest.members:
                tar.add(folder / name, arcname=name, recursive=False)
        target.flush()
        os.fsync(target.fileno())


def _unpack(archive: Path, folder: Path) -> Manifest:
    with tarfile.open(archive, mode="r|gz") as tar:
        members = iter(tar)
        manifest = _manifest_in(tar, next(members, None))
        _check_room(manifest, folder)
        missing = dict(manifest.members)
        for member in members:
            expected = missing.pop(member.name, None)
            if expected is None or not member.isreg() or member.size != expected.size:
                raise BadArchiveError(f"it holds something that is not ours: {member.name!r}")
            _unpack_one(_opened(tar, member), folder / member.name, expected)
    if missing:
        raise BadArchiveError(f"{len(missing)} of its files are missing")
    return manifest


def _manifest_in(tar: tarfile.TarFile, first: tarfile.TarInfo | None) -> Manifest:
    if first is None or first.name != MANIFEST or first.size > LARGEST_MANIFEST:
        raise BadArchiveError("this is not a backup of this program")
    try:
        return read_manifest(json.loads(_opened(tar, first).read()))
    except ValueError as error:
        raise BadArchiveError("its manifest cannot be read") from error


def _opened(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    stream = tar.extractfile(member)
    if stream is None:
        raise BadArchiveError(f"it holds something that is not ours: {member.name!r}")
    return stream


def _check_room(manifest: Manifest, folder: Path) -> None:
    size = sum(member.size for member in manifest.members.values())
    if size > shutil.disk_usage(folder).free * ROOM:
        raise BadArchiveError(f"there is no room here for its {size:,} bytes")


def _unpack_one(stream: IO[bytes], target: Path, expected: Member) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as copy:
        shutil.copyfileobj(stream, copy, BLOCK)
    if _measured(target) != expected:
        raise BadArchiveError(f"{target.name} is not what was backed up")


def _check_database(path: Path, manifest: Manifest) -> None:
    engine = queries.sqlite_engine(path)
    try:
        with Session(engine) as session:
            connection = session.connection()
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                raise BadArchiveError("its database is damaged")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise BadArchiveError("its database points to rows that are not there")
            if queries.revision_of(connection) != manifest.revision:
                raise BadArchiveError("its database is not of the revision that it says")
            if queries.row_counts(connection) != dict(manifest.tables):
                raise BadArchiveError("its database does not hold the rows that were counted")
            for line in broken_links(session):
                raise BadArchiveError(f"its audit log was changed: {line}")
    finally:
        engine.dispose()


def _swap(folder: Path, into: Path, *, stamp: str) -> None:
    """Two renames; what belongs to this installation and not to the backup comes along."""
    if into.exists():
        for name in KEPT_FROM_BEFORE:
            kept = into / name
            if kept.is_dir():
                shutil.copytree(kept, folder / name)
            elif kept.exists():
                shutil.copy2(kept, folder / name)
        into.rename(into.with_name(f"{into.name}-before-{stamp}"))
    folder.rename(into)
    _make_lasting(into.parent)


def _measured(path: Path) -> Member:
    with path.open("rb") as source:
        return Member(path.stat().st_size, hashlib.file_digest(source, "sha256").hexdigest())


def _make_lasting(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""What a database holds, copying it between two kinds of databases, and what is not in order."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    column,
    create_engine,
    func,
    insert,
    inspect,
    select,
    table,
    text,
    update,
)

from helpdesk.attachments.models import Attachment
from helpdesk.audit.models import AuditHead
from helpdesk.backup.rules import LogEnd, inside
from helpdesk.infra import sqlite, trigrams
from helpdesk.infra.db import db

CHUNK = 1000
REVISION = "alembic_version"


def sqlite_engine(path: Path) -> Engine:
    """Open a file as the program would, with its constraints checked only at the end."""
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
    sqlite.tame(engine)
    return engine


def tables() -> list[Table]:
    """All tables, each after those that it points to."""
    return list(db.metadata.sorted_tables)


def row_counts(connection: Connection) -> dict[str, int]:
    """Count the rows of every table that is there, of whatever revision the database is."""
    found = set(inspect(connection).get_table_names()) - {REVISION}
    names = sorted(name for name in found if not trigrams.is_part(name))
    counted = {name: select(func.count()).select_from(table(name)) for name in names}
    return {name: connection.scalar(count) or 0 for name, count in counted.items()}


def revision_of(connection: Connection) -> str:
    noted = table(REVISION, column("version_num", String()))
    return str(connection.scalar(select(noted.c.version_num)))


def note_revision(connection: Connection, revision: str) -> None:
    """Make the table in which migrations keep how far they came."""
    noted = Table(REVISION, MetaData(), Column("version_num", String(32), primary_key=True))
    noted.create(connection)
    connection.execute(insert(noted).values(version_num=revision))


def log_ends(connection: Connection) -> dict[int, LogEnd]:
    ends = connection.execute(select(AuditHead.council_id, AuditHead.sequence, AuditHead.hash))
    return {council_id: LogEnd(sequence, hash_) for council_id, sequence, hash_ in ends}


def stored_files(connection: Connection) -> dict[str, str]:
    """Return the hash of each attached file by its name in an archive."""
    found = connection.execute(select(Attachment.stored_name, Attachment.sha256))
    return {inside(stored_name): sha256 for stored_name, sha256 in found}


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row; columns that point within their own table are filled in a second pass."""
    for one in tables():
        own = [key.parent.name for key in one.foreign_keys if key.column.table is one]
        for rows in _chunks(source, one):
            target.execute(insert(one), [row | dict.fromkeys(own) for row in rows])
            for row in rows:
                _point(target, one, row, own)
    _count_on(target)


def _chunks(source: Connection, one: Table) -> Iterator[list[dict[str, object]]]:
    found = source.execution_options(yield_per=CHUNK).execute(select(one))
    for rows in found.partitions():
        yield [dict(row._mapping) for row in rows]  # noqa: SLF001  # SQLAlchemy's public spelling


def _point(target: Connection, one: Table, row: dict[str, object], own: list[str]) -> None:
    pointers = {name: row[name] for name in own if row[name] is not None}
    if pointers:
        target.execute(update(one).where(one.c.id == row["id"]).values(pointers))


def _count_on(target: Connection) -> None:
    """Tell PostgreSQL which ids are taken; SQLite looks for itself."""
    if target.dialect.name != "postgresql":
        return
    for one in tables():
        if "id" in one.c and one.c.id.autoincrement is not False:
            sequence = target.scalar(
                text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": one.name}
            )
            last = target.scalar(select(func.max(one.c.id)))
            if sequence and last:
                target.execute(select(func.setval(sequence, last)))

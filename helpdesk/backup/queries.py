"""What the database holds, and copying it between two kinds of databases."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, select, text, update

from helpdesk.infra import sqlite
from helpdesk.infra.db import db

CHUNK = 1000
REVISION = "alembic_version"


def sqlite_engine(path: Path) -> Engine:
    """Open a file as the program would, with its constraints checked only at the end."""
    engine = create_engine(f"sqlite:///{path}")
    sqlite.tame(engine)
    return engine


def tables() -> list[Table]:
    """All tables, each after those that it points to."""
    return list(db.metadata.sorted_tables)


def row_counts(connection: Connection) -> dict[str, int]:
    counts = {}
    for table in tables():
        counts[table.name] = connection.scalar(select(func.count()).select_from(table)) or 0
    return counts


def revision_of(connection: Connection) -> str:
    found = connection.scalar(text(f"SELECT version_num FROM {REVISION}"))  # noqa: S608  # a constant
    return str(found)


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row; columns that point within their own table are filled in a second pass."""
    for table in tables():
        own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
        for rows in _chunks(source, table):
            target.execute(insert(table), [row | dict.fromkeys(own) for row in rows])
            for row in rows:
                _point(target, table, row, own)
    _count_on(target)


def _chunks(source: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = source.execution_options(yield_per=CHUNK).execute(select(table))
    for rows in found.partitions():
        yield [dict(row._mapping) for row in rows]  # noqa: SLF001  # SQLAlchemy's public spelling


def _point(target: Connection, table: Table, row: dict[str, object], own: list[str]) -> None:
    pointers = {name: row[name] for name in own if row[name] is not None}
    if pointers:
        target.execute(update(table).where(table.c.id == row["id"]).values(pointers))


def _count_on(target: Connection) -> None:
    """Tell PostgreSQL which ids are taken; SQLite looks for itself."""
    if target.dialect.name != "postgresql":
        return
    for table in tables():
        if "id" in table.c and table.c.id.autoincrement is not False:
            sequence = target.scalar(
                text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name}
            )
            last = target.scalar(select(func.max(table.c.id)))
            if sequence and last:
                target.execute(select(func.setval(sequence, last)))

"""Finding a part of a word among very many rows: an index of all three letters in a row.

It is no part of the tables: whatever is lost of it is made anew from them at the next start, and
without it a search reads every row and finds the same.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from flask import g
from sqlalchemy import DDL, ColumnElement, Connection, Select, column, func, or_, select, table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute

from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction

logger = logging.getLogger(__name__)

Column = InstrumentedAttribute[Any]
PREFIX = "trigrams_"
SHORTEST = 3  # letters that such an index can find
MANY = 2000  # rows

_indexed: dict[str, Column] = {}


def index(*columns: Column) -> None:
    """Declare columns that are searched for parts of words; their tables have an `id`."""
    _indexed.update({_name(one): one for one in columns})


def is_part(name: str) -> bool:
    """Tell the tables of an index from those that hold what people wrote."""
    return name.startswith(PREFIX)


def containing(where: Column, words: Iterable[Sequence[str]]) -> list[ColumnElement[bool]]:
    """Return the conditions that a column has every word, in one of its ways each.

    What very many rows have is found soonest by going through them in their order.
    """
    wanted = list(words)
    long = [ways for ways in wanted if all(len(way) >= SHORTEST for way in ways)]
    if not long or not _is_there(where):
        return [_has(where, ways) for ways in wanted]
    found = _found(where, long)
    if _is_long(found):
        return [_has(where, ways) for ways in wanted]
    rest = [_has(where, ways) for ways in wanted if ways not in long]
    return [_key(where).in_(found), *rest]


def build() -> None:
    """Make what is missing of the indexes; the caller is alone with the database."""
    for one in _indexed.values():
        try:
            with transaction():
                _build(db.session.connection(), one)
        except DBAPIError as error:
            logger.warning("no index of %s, so a search reads it all: %s", one, error.orig)


def _has(where: Column, ways: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(where.contains(way, autoescape=True) for way in ways))


def _found(where: Column, words: Iterable[Sequence[str]]) -> Select[Any]:
    """Ask SQLite's index; there a phrase in quotes is any text."""
    name = _name(where)
    said = " AND ".join(f"({' OR '.join(map(_quoted, ways))})" for ways in words)
    return select(column("rowid")).select_from(table(name)).where(column(name).match(said))


def _is_long(found: Select[Any]) -> bool:
    few = found.limit(MANY + 1).subquery()
    return (db.session.scalar(select(func.count()).select_from(few)) or 0) > MANY


def _quoted(way: str) -> str:
    doubled = way.replace('"', '""')
    return f'"{doubled}"'


def _is_there(where: Column) -> bool:
    """Tell whether SQLite has the index; PostgreSQL uses its own by itself. Asked once a page."""
    name = _name(where)
    if name not in _indexed or db.engine.dialect.name != "sqlite":
        return False
    known: dict[str, bool] = g.setdefault("trigrams", {})
    if name not in known:
        known[name] = _made(db.session.connection(), name)
    return known[name]


def _made(connection: Connection, name: str) -> bool:
    """Tell whether an index is whole: a table that was made anew has lost its triggers."""
    master = table("sqlite_master", column("name"))
    parts = [name, *(f"{name}_{act}" for act in TRIGGERS)]
    kept = select(func.count()).select_from(master).where(master.c.name.in_(parts))
    return bool(connection.scalar(kept) == len(parts))


def _build(connection: Connection, one: Column) -> None:
    name, of, key = _name(one), one.class_.__tablename__, _key(one).key
    gaps = {"name": name, "of": of, "key": key, "text": one.key}
    statements: tuple[str, ...] = BUILT_BY_POSTGRESQL
    if connection.dialect.name != "postgresql":
        statements = () if _made(connection, name) else (*FRESH, *TRIGGERS.values(), FILL)
    for statement in statements:
        connection.execute(DDL(statement, context=gaps))  # type: ignore[no-untyped-call]


def _name(where: Column) -> str:
    return f"{PREFIX}{where.class_.__tablename__}_{where.key}"


def _key(where: Column) -> InstrumentedAttribute[int]:
    key: InstrumentedAttribute[int] = where.class_.id
    return key


BUILT_BY_POSTGRESQL = (
    "SET LOCAL statement_timeout = 0",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS %(name)s ON %(of)s USING gin (%(text)s gin_trgm_ops)",
)
FRESH = (
    "DROP TRIGGER IF EXISTS %(name)s_on_insert",
    "DROP TRIGGER IF EXISTS %(name)s_on_delete",
    "DROP TRIGGER IF EXISTS %(name)s_on_update",
    "DROP TABLE IF EXISTS %(name)s",
    "CREATE VIRTUAL TABLE %(name)s USING fts5"
    "(%(text)s, content='%(of)s', content_rowid='%(key)s', tokenize='trigram', detail='full')",
)
_FORGET = (
    "INSERT INTO %(name)s(%(name)s, rowid, %(text)s) VALUES ('delete', old.%(key)s, old.%(text)s);"
)
_LEARN = "INSERT INTO %(name)s(rowid, %(text)s) VALUES (new.%(key)s, new.%(text)s);"
TRIGGERS = {
    "on_insert": "CREATE TRIGGER %(name)s_on_insert AFTER INSERT ON %(of)s BEGIN "
    + _LEARN
    + " END",
    "on_delete": "CREATE TRIGGER %(name)s_on_delete AFTER DELETE ON %(of)s BEGIN "
    + _FORGET
    + " END",
    "on_update": "CREATE TRIGGER %(name)s_on_update AFTER UPDATE OF %(text)s ON %(of)s BEGIN "
    + _FORGET
    + _LEARN
    + " END",
}
FILL = "INSERT INTO %(name)s(%(name)s) VALUES ('rebuild')"

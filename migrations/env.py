"""Run migrations inside the application; started by `helpdesk db …`."""

import logging
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

logging.getLogger("alembic").setLevel(logging.INFO)
database = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as the plain ones beneath; migrations never import the app."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return getattr(item, "in_migrations", f"sa.{item.impl_instance!r}")
    return False


def _foreign_keys(connection: Connection, state: str) -> None:
    """Set outside a transaction: rebuilding a parent table on SQLite would empty its children."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError(f"migration broke foreign keys: {broken[:5]}")


def _migrate(connection: Connection) -> None:
    """All steps and the check are one transaction, so a step that breaks a key leaves no trace."""
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_item=render_item,
        compare_type=True,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        _check_foreign_keys(connection)


with database.engine.connect() as connection:
    _foreign_keys(connection, "OFF")
    try:
        _migrate(connection)
    finally:
        _foreign_keys(connection, "ON")

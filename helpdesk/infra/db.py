"""The database, its base model and the few statements that every feature needs."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from flask import abort
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Enum, MetaData, Select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
Row = TypeVar("Row")


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC by SQLite and PostgreSQL alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Column types follow from annotations: aware datetimes, and enums kept by their value."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UtcDateTime,
            StrEnum: Enum(StrEnum, native_enum=False, length=32, values_callable=_values),
        },
    )


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:

    class Model(Base):
        __abstract__ = True
else:
    Model = db.Model


class Versioned:
    """A record that people edit: a save that began from an older version is refused."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805  # SQLAlchemy calls it on the class
        return {"version_id_col": cls.version}


def found_or_404(statement: Select[Row], **said: object) -> Row:
    """Return the one row of a statement, or end the request as if there were no such page."""
    return db.session.scalars(statement, said).unique().one_or_none() or abort(404)


def insert_into(model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Start an INSERT that can say ON CONFLICT, which both databases spell alike."""
    on_postgresql = db.engine.dialect.name == "postgresql"
    return postgresql.insert(model) if on_postgresql else sqlite.insert(model)

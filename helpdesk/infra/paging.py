"""Long lists a page at a time, by key: page 400 costs no more than page 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

from helpdesk.infra.db import db

Row = TypeVar("Row")
Position = tuple[Any, int]
LARGEST_KEY = 2**63 - 1
SIZE = 50
COUNTED = 1000  # beyond this a list says "more than 1,000"


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted: by one column that is never NULL, then by id."""

    column: InstrumentedAttribute[Any]
    key: InstrumentedAttribute[int]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """`after` and `before` are what the links to the next and last page say, or None."""

    items: Sequence[Row]
    total: int
    after: str | None
    before: str | None

    @property
    def is_more_than_counted(self) -> bool:
        return self.total > COUNTED


def paged(statement: Select[Row], order: Order, *, size: int = SIZE) -> Page[Row]:
    """Return the page that this request asks for, in two statements.

    Where all rows beyond its cursor are gone meanwhile, that is the first page.
    """
    before = _position(request.args.get("before"), order)
    after = _position(request.args.get("after"), order)
    page = _page(statement, order, before=before, after=after, size=size)
    gone = not page.items and (before or after)
    return _page(statement, order, before=None, after=None, size=size) if gone else page


def _page(
    statement: Select[Row],
    order: Order,
    *,
    before: Position | None,
    after: Position | None,
    size: int,
) -> Page[Row]:
    backwards = before is not None
    rows = _rows(statement, order, backwards=backwards, position=before or after, size=size + 1)
    more = len(rows) > size
    items = list(reversed(rows[:size])) if backwards else rows[:size]
    return Page(
        items=items,
        total=db.session.scalar(_count_of(statement, order)) or 0,
        after=_cursor(items[-1], order) if items and (more or backwards) else None,
        before=_cursor(items[0], order) if items and (more if backwards else after) else None,
    )


def counted(statement: Select[Any]) -> int:
    """Count the rows of a statement, but stop one beyond COUNTED."""
    return db.session.scalar(_count(statement)) or 0


def _count(statement: Select[Any]) -> Select[int]:
    few = statement.order_by(None).options().limit(COUNTED + 1).subquery()
    return select(func.count()).select_from(few)


@lru_cache  # a list that is asked for often passes the very same statement
def _count_of(statement: Select[Any], order: Order) -> Select[int]:
    return _count(statement.with_only_columns(order.key, maintain_column_froms=True))


def _rows(
    statement: Select[Row], order: Order, *, backwards: bool, position: Position | None, size: int
) -> list[Row]:
    falling = order.descending != backwards
    found = _sorted(statement, order, falling=falling, size=size)
    if position is not None:
        here = tuple_(order.column.expression, order.key.expression)
        there = tuple_(*map(literal, position, _types(order)))
        found = found.where(here < there if falling else here > there)
    return list(db.session.scalars(found).unique())


@lru_cache
def _sorted(statement: Select[Row], order: Order, *, falling: bool, size: int) -> Select[Row]:
    columns: list[ColumnElement[Any]] = [order.column.expression, order.key.expression]
    sorted_by = [column.desc() if falling else column.asc() for column in columns]
    return statement.order_by(*sorted_by).limit(size)


def _cursor(row: object, order: Order) -> str:
    value = getattr(row, order.column.key)
    said = value.isoformat() if isinstance(value, date) else str(value)
    return f"{getattr(row, order.key.key)}~{said}"


def _types(order: Order) -> tuple[TypeEngine[Any], TypeEngine[int]]:
    return order.column.type, order.key.type


def _position(cursor: str | None, order: Order) -> Position | None:
    """Read a cursor; one that somebody made up begins at the first page."""
    key, _, said = (cursor or "").partition("~")
    try:
        return _parsed(said, order.column.type.python_type), _whole(key)
    except (ValueError, ArithmeticError):
        return None


def _parsed(said: str, kind: type[Any]) -> Any:
    """Return a value that both databases can compare, or raise."""
    if "\x00" in said:
        raise ValueError
    if issubclass(kind, datetime):
        return datetime.fromisoformat(said).astimezone(UTC)
    if issubclass(kind, date):
        return date.fromisoformat(said)
    if issubclass(kind, Decimal):
        return Decimal(_whole(Decimal(said).scaleb(6))).scaleb(-6)
    return _whole(said) if issubclass(kind, int) else kind(said)


def _whole(said: str | Decimal) -> int:
    """Read a number that fits into a column; the databases refuse any larger one."""
    number = int(said)
    if abs(number) > LARGEST_KEY:
        raise ValueError
    return number

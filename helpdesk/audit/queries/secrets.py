"""What somebody may not even know of; the features that keep such things declare them."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_
from sqlalchemy.orm import Mapped

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

Hidden = Callable[[Actor], Select[Any] | None]

_ids: dict[str, Hidden] = {}
_names: list[Hidden] = []


def hidden(*subject_types: str) -> Callable[[Hidden], Hidden]:
    """Declare a query for the ids of what an actor may not know of; None where there is nothing."""

    def declare(ids: Hidden) -> Hidden:
        _ids.update(dict.fromkeys(subject_types, ids))
        return ids

    return declare


def hidden_names(names: Hidden) -> Hidden:
    """Declare a query for what such things are called, wherever an entry about others says it."""
    _names.append(names)
    return names


def is_hidden(
    actor: Actor, table: Mapped[str], key: Mapped[Any], *, but: str = ""
) -> ColumnElement[bool]:
    """Say of a row that points to records of many tables whether it points to a hidden one."""
    found = ((name, ids(actor)) for name, ids in _ids.items() if name != but)
    return or_(
        false(), *(and_(table == name, key.in_(ids)) for name, ids in found if ids is not None)
    )


def names_hidden(actor: Actor, text: Mapped[str]) -> ColumnElement[bool]:
    """Say of a text whether it has the name of something hidden in it."""
    found = (names.subquery() for one in _names if (names := one(actor)) is not None)
    return or_(false(), *(one.select().where(text.contains(one.c[0])).exists() for one in found))


def hidden_among(table: str, keys: Collection[int], *, actor: Actor) -> Iterator[int]:
    """Return which of these ids of a table somebody may not know of."""
    ids = _ids[table](actor) if table in _ids else None
    if ids is not None:
        yield from db.session.scalars(ids.where(ids.selected_columns[0].in_(keys)))

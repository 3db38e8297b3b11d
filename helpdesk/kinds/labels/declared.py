"""How a kind of request is told apart from others: its fields, in the steps that fill them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel.speaklater import LazyString

from helpdesk.tickets.rules import Kind

LONGEST_LINE, LONGEST_TEXT = 120, 5000
MOST_COPIES = 999


class Sort(StrEnum):
    """What may stand in a field."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    SYSTEM = "system"


class When(StrEnum):
    """On which side of today a day lies; today will do for both."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """One field of a record; its `name` is the column's. Without `required` it may stay empty.

    A day may have to lie on one side of today (`when`), or not before that of another (`since`).
    """

    name: str
    label: LazyString
    sort: Sort = Sort.LINE
    required: LazyString | None = None
    choices: Mapping[Any, LazyString] = field(default_factory=dict)
    hint: LazyString | None = None
    when: When | None = None
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """What an officer fills in after it was asked; some steps wait until it is approved.

    `title` says what to do, `heading` stands above what was done.
    The last one solves the request.
    """

    name: str
    title: LazyString
    heading: LazyString
    parts: tuple[Part, ...]
    done: LazyString
    is_after_approval: bool = False
    is_last: bool = False
    has_files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Declared:
    """One kind: what is asked for it, and what follows.

    `called` is the field that a list calls it by, `tells` that which says it at length.
    `filters` are the fields by which its list can be narrowed, `columns` those that it shows.
    """

    kind: Kind
    title: LazyString
    about: LazyString
    asked: tuple[Part, ...]
    steps: tuple[Step, ...]
    columns: tuple[str, ...]
    called: str
    tells: str = ""
    filters: tuple[str, ...] = ()

    def step(self, name: str) -> Step | None:
        return next((one for one in self.steps if one.name == name), None)

    @property
    def parts(self) -> dict[str, Part]:
        every = [*self.asked, *(part for step in self.steps for part in step.parts)]
        return {part.name: part for part in every}


def said(record: object, part: Part) -> str | int | date | None:
    """Return what a record says in a field, in words where it is a choice; None says nothing."""
    value = getattr(record, part.name)
    if value is None or value == "":
        return None
    if part.sort is Sort.CHOICE:
        return str(part.choices[value])
    if part.sort is Sort.SYSTEM:
        return str(getattr(record, part.name.removesuffix("_id")).acronym)
    return value if isinstance(value, int | date) else str(value)

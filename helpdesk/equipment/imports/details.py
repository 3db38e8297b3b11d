"""Columns of a sheet that answer what a council asks about a category of devices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpdesk.equipment import labels, queries
from helpdesk.equipment.imports.lines import Line, shown
from helpdesk.equipment.imports.words import Words
from helpdesk.equipment.models import CategoryField
from helpdesk.equipment.rules.fields import LONGEST_ANSWER, NO, YES, FieldKind, plain
from helpdesk.equipment.rules.imports import Problem, Reason, RefusedCellError, heading_key
from helpdesk.infra.access import Actor
from helpdesk.infra.i18n import named
from helpdesk.infra.spreadsheets import Cell, UnreadableError, as_amount, as_date, as_text

YES_OR_NO = Words([("yes", YES), ("ndiyo", YES), ("ndio", YES), ("no", NO), ("hapana", NO)])
HOW = {
    FieldKind.NUMBER: Reason.FIELD_NUMBER,
    FieldKind.DATE: Reason.FIELD_DATE,
    FieldKind.YES_NO: Reason.FIELD_YES_NO,
    FieldKind.CHOICE: Reason.FIELD_CHOICE,
    FieldKind.TEXT: Reason.FIELD_TEXT,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, and which categories lie in which."""

    fields: Sequence[CategoryField]
    parents: Mapping[int, int | None]


def asked(actor: Actor) -> Asked:
    fields = [field for field in queries.all_fields(actor) if field.is_active]
    return Asked(fields, queries.parents_of(actor) if fields else {})


def headings(fields: Iterable[CategoryField]) -> list[str]:
    """Name every field once; those of several categories may share a column."""
    return list(dict.fromkeys(labels.with_unit(named(one), one.unit) for one in fields))


def columns(headings: Sequence[str], known: Asked) -> dict[int, list[CategoryField]]:
    """Return which fields the columns answer, by their place."""
    meant: dict[str, list[CategoryField]] = {}
    for one in known.fields:
        names = {one.name_sw, one.name_en}
        for name in names | {labels.with_unit(name, one.unit) for name in names}:
            meant.setdefault(heading_key(name), []).append(one)
    keys = ((place, heading_key(name)) for place, name in enumerate(headings))
    return {place: meant[key] for place, key in keys if key in meant}


def read_details(
    line: Line,
    cells: Mapping[int, Cell],
    meant: Mapping[int, Sequence[CategoryField]],
    known: Asked,
) -> None:
    """Take the answers of a row, or note why they cannot be taken."""
    filled = {place: cell for place, cell in cells.items() if shown(cell)}
    of_category = queries.fields_among(known.fields, line.category_id or 0, known.parents)
    for place, cell in filled.items() if line.category_id else ():
        field = next((one for one in meant[place] if one in of_category), None)
        if field is None:
            _refuse(line, meant[place][0], Reason.FIELD_NOT_ASKED, cell)
            continue
        try:
            line.details[str(field.id)] = _answer(field, cell)
        except (RefusedCellError, UnreadableError):
            _refuse(line, field, HOW[field.kind], cell)


def _refuse(line: Line, field: CategoryField, reason: Reason, cell: Cell) -> None:
    line.problems.append(Problem(line.row, None, reason, shown(cell), named(field)))


def _answer(field: CategoryField, cell: Cell) -> str:
    match field.kind:
        case FieldKind.NUMBER:
            number = as_amount(cell)
            return plain(number) if number is not None else ""
        case FieldKind.DATE:
            day = as_date(cell)
            return day.isoformat() if day is not None else ""
        case FieldKind.YES_NO:
            return YES_OR_NO.find(as_text(cell))
        case FieldKind.CHOICE:
            return Words([(one, one) for one in field.choices]).find(as_text(cell))
        case FieldKind.TEXT:
            return _short(as_text(cell))


def _short(words: str) -> str:
    if len(words) > LONGEST_ANSWER:
        raise RefusedCellError(Reason.TOO_LONG, str(LONGEST_ANSWER))
    return words

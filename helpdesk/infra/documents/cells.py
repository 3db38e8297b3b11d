"""How a value is written for a person to read: in PDF, on a page and in a legend."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from flask_babel import gettext as _

from helpdesk.infra.clock import ZONE
from helpdesk.infra.documents.model import Band, Cell, Number, Table

Row = TypeVar("Row")

NOTHING = "\N{EN DASH}"
KEPT = "\n\t"
NO_LETTERS = range(0xFDD0, 0xFDF0)
MOST_PLACES = 3


def shown(cell: Cell, places: int | None = None) -> str:
    match cell:
        case None:
            return NOTHING
        case str():
            return clean(cell)
        case datetime():
            return f"{local(cell):%d/%m/%Y, %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return _number(cell, decimal_places([cell]) if places is None else places)


def shown_rows(table: Table) -> list[list[str]]:
    places = column_places(table)
    return [[shown(*pair) for pair in zip(row, places, strict=True)] for row in table.rows]


def banded(table: Table, rows: Sequence[Row]) -> Iterator[tuple[Band, Sequence[Row]]]:
    """Part rows, as they are or as they are shown, among the bands of their table."""
    start = 0
    for band in table.bands or [Band("", len(rows))]:
        yield band, rows[start : start + band.rows]
        start += band.rows


def shown_sums(sums: Sequence[Cell], places: Sequence[int]) -> list[str]:
    """Write sums as their columns are written, and nothing where there is no sum."""
    pairs = zip(sums, places, strict=True)
    return ["" if cell is None else shown(cell, place) for cell, place in pairs]


def shown_totals(table: Table) -> list[str]:
    return shown_sums(totals(table), column_places(table))


def totals(table: Table) -> Sequence[Cell]:
    if not table.totals:
        return [None] * len(table.columns)
    first, *others = table.totals
    return [_("Total") if first is None else first, *others]


def empty_words(table: Table) -> str:
    return table.empty or _("No records.")


def decimal_places(cells: Iterable[Cell]) -> int:
    """Return how many decimals a column needs: none where all are whole, cents where any has."""
    numbers = [cell for cell in cells if isinstance(cell, Decimal) and cell.is_finite()]
    most = max((_exponent(number.normalize()) for number in numbers), default=0)
    is_money = any(_exponent(number) == 2 for number in numbers)
    return min(2 if most == 1 and is_money else most, MOST_PLACES)


def column_places(table: Table) -> list[int]:
    lines = [*table.rows, table.totals] if table.totals else table.rows
    return [decimal_places(line[n] for line in lines) for n in range(len(table.columns))]


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE)


def clean(text: str) -> str:
    """Drop what no paper can show: control characters, halves of letters, direction marks."""
    if text.isprintable():
        return text
    return "\n".join(text.splitlines()).translate(_PRINTABLE)


class _Printable(dict[int, int | None]):
    """A table for `str.translate` that learns each letter when it first meets it."""

    def __missing__(self, code: int) -> int | None:
        is_kept = chr(code) in KEPT or not _is_unshowable(code)
        return self.setdefault(code, code if is_kept else None)


def _is_unshowable(code: int) -> bool:
    """Let a letter be that is only newer than this program; what can never be one goes."""
    is_none = code & 0xFFFE == 0xFFFE or code in NO_LETTERS
    return is_none or unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs"}


_PRINTABLE = _Printable()


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number(value: Number, places: int) -> str:
    if isinstance(value, Decimal) and not value.is_finite():
        return NOTHING
    digits = f"{abs(Decimal(value)):,.{places}f}"
    is_negative = value < 0 and digits.strip("0.,")
    return f"({digits})" if is_negative else digits

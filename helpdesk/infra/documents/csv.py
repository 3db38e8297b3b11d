"""A report for a spreadsheet: its words and tables, one below the other.

A list begins with its headings, as programs that read it expect; what else there is to say of it
follows after an empty line.
"""

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import StringIO

from helpdesk.infra.documents.cells import banded, clean, empty_words, local, totals
from helpdesk.infra.documents.model import Cell, Report, Table
from helpdesk.infra.documents.tables import as_table, list_table

FORMULA = frozenset("=+-@|%")
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes the file for another encoding


def print_csv(report: Report) -> bytes:
    target = StringIO()
    writer = csv.writer(target)
    for line in _list_lines(report) if report.is_list else _lines(report):
        writer.writerow([_plain(cell) for cell in line])
    return (BYTE_ORDER_MARK + target.getvalue()).encode()


def harmless(text: str) -> str:
    """Keep a spreadsheet from running what somebody typed into a ticket."""
    cleaned = clean(text)
    start = unicodedata.normalize("NFKC", cleaned.lstrip()[:1])  # so are full-width signs
    return f"'{cleaned}" if start in FORMULA or cleaned[:1] in {"\t", "\n"} else cleaned


def _lines(report: Report) -> Iterator[Sequence[Cell]]:
    yield from [[report.title], [report.reference], [report.period]]
    for section in report.sections:
        yield from [[], [section.title]]
        for block in section.blocks:
            yield from _table_lines(as_table(block))


def _list_lines(report: Report) -> Iterator[Sequence[Cell]]:
    table, narrowed = list_table(report)
    yield [column.heading for column in table.columns]
    yield from (_even(table, row) for row in table.rows)
    below = [*narrowed, *([_even(table, totals(table))] if table.totals else [])]
    yield from [[], *below] if below else []


def _table_lines(table: Table) -> Iterator[Sequence[Cell]]:
    if table.caption:
        yield [table.caption]
    headings = [column.heading for column in table.columns]
    if any(headings):
        yield headings
    for band, rows in banded(table, table.rows):
        yield from [[band.title]] if band.title else []
        yield from (_even(table, row) for row in rows)
        yield from [_even(table, band.totals)] if band.totals else []
    if not table.rows:
        yield [empty_words(table)]
    if table.totals:
        yield _even(table, totals(table))


def _even(table: Table, row: Sequence[Cell]) -> Sequence[Cell]:
    """Give the numbers of a column as many decimals as any of them has."""
    return [_rounded(*pair) for pair in zip(row, _places(table), strict=True)]


def _places(table: Table) -> list[int]:
    lines = [*table.rows, table.totals] if table.totals else table.rows
    return [
        max((_decimals(line[n]) for line in lines), default=0) for n in range(len(table.columns))
    ]


def _decimals(cell: Cell) -> int:
    exponent = cell.as_tuple().exponent if isinstance(cell, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded(cell: Cell, places: int) -> Cell:
    if isinstance(cell, Decimal) and cell.is_finite():
        return cell.quantize(Decimal(1).scaleb(-places))
    is_whole = isinstance(cell, int) and not isinstance(cell, bool) and places
    return Decimal(str(cell)).quantize(Decimal(1).scaleb(-places)) if is_whole else cell


def _plain(cell: Cell) -> str | int | None:
    """Write numbers and dates so that every program reads them alike."""
    match cell:
        case str():
            return harmless(cell)
        case Decimal():
            return f"{cell:f}"
        case datetime():
            return f"{local(cell):%Y-%m-%d %H:%M}"
        case int() | None:
            return cell
        case _:
            return cell.isoformat()

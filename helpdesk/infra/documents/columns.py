"""How wide columns are: by their shares, but so that words and numbers stay whole."""

from collections.abc import Iterable, Sequence
from heapq import nlargest

from helpdesk.infra.documents.model import Column, Table
from helpdesk.infra.documents.typesetting import BOLD, LONGEST_WORD, Style

PADDING = 3.0
FULLEST = {8.0: 0.8, 7.0: 1.0}  # type sizes, and how much of the paper is needed at most
SMALLEST = 6.0  # for registers of twenty columns
MEASURED = 8  # of the longest words, since the longest need not be the widest
LEGIBLE = 34.0  # points that a heading above narrow numbers may have
WIDEST_WORD = 0.23  # of the paper; a longer word may be broken, a number never


def type_size(table: Table, lines: Sequence[Sequence[str]], width: float) -> float:
    """Return a size in which every column gets what it needs, and long texts some more."""
    for size, fullest in FULLEST.items():
        if sum(_needs(table, lines, width, size)) <= width * fullest:
            return size
    return SMALLEST


def column_widths(
    table: Table, lines: Sequence[Sequence[str]], width: float, size: float
) -> list[float]:
    needs = _needs(table, lines, width, size)
    if sum(needs) > width:
        return _squeezed(table, lines, needs, width, size)
    shares = sum(column.share for column in table.columns)
    wanted = [width * column.share / shares for column in table.columns]
    return _relieved(wanted, needs)


def _squeezed(
    table: Table, lines: Sequence[Sequence[str]], needs: Sequence[float], width: float, size: float
) -> list[float]:
    """Leave numbers whole, whatever their headings do; words take less, each in its measure."""
    numbers = [
        max(min(need, LEGIBLE), _widest(cells, Style(BOLD, size)) + 2 * PADDING)
        if column.numeric
        else 0.0
        for need, column, cells in zip(needs, table.columns, _columns(table, lines), strict=True)
    ]
    words = sum(need for need, number in zip(needs, numbers, strict=True) if not number)
    left = width - sum(numbers)
    if left < words / 3:
        return [width * need / sum(needs) for need in needs]
    pairs = zip(needs, numbers, strict=True)
    return [number or need * left / words for need, number in pairs]


def _columns(table: Table, lines: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
    return zip(*lines, strict=True) if lines else [()] * len(table.columns)


def _relieved(wanted: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Give narrow columns what they need, and take it from those that have more."""
    pairs = list(zip(wanted, needs, strict=True))
    missing = sum(max(0, need - has) for has, need in pairs)
    spare = sum(max(0, has - need) for has, need in pairs)
    taken = missing / spare if spare else 0
    return [need if has <= need else has - taken * (has - need) for has, need in pairs]


def _needs(table: Table, lines: Sequence[Sequence[str]], width: float, size: float) -> list[float]:
    return [
        _need(column, cells, size, width * WIDEST_WORD)
        for column, cells in zip(table.columns, _columns(table, lines), strict=True)
    ]


def _need(column: Column, cells: Sequence[str], size: float, limit: float) -> float:
    heading = min(_widest(column.heading.split(), Style(BOLD, size)), limit)
    if column.numeric:
        return max(heading, _widest(cells, Style(BOLD, size))) + 2 * PADDING  # bold in the totals
    words = (word for cell in cells for word in cell.split())
    return max(heading, min(_widest(words, Style(size=size)), limit)) + 2 * PADDING


def _widest(texts: Iterable[str], style: Style) -> float:
    return max(
        (style.wide(text[:LONGEST_WORD]) for text in nlargest(MEASURED, texts, len)), default=0
    )

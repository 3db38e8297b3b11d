"""Tables on paper, a strip for each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, compress

from reportlab.graphics import renderPDF
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from helpdesk.infra.documents.cells import (
    NOTHING,
    banded,
    column_places,
    empty_words,
    shown,
    shown_rows,
    shown_sums,
    shown_totals,
)
from helpdesk.infra.documents.columns import PADDING, column_widths, type_size
from helpdesk.infra.documents.model import Column, Facts, Table
from helpdesk.infra.documents.qr import qr_drawing
from helpdesk.infra.documents.strips import Strip, glued, space
from helpdesk.infra.documents.texts import CAPTION, EMPTY, Align, Lane, text_strips
from helpdesk.infra.documents.typesetting import BOLD, LINE, PALE_INK, REGULAR, SHADE, Style

LONGEST = 2000  # letters of a cell; a whole e-mail belongs in an annex
MOST_LINES = 12  # a higher row is cut, so that it may cross pages
HAIR = 0.4
ABOVE = 2.2
CODE = 38.0  # points; a telephone reads thirteen millimetres
NO_FACT = ("", "")
PALE_SHADE = HexColor("#f3f5f7")


@dataclass(frozen=True, slots=True)
class Row:
    """The lines of each cell, in the lanes of a table's columns."""

    lanes: Sequence[Lane]
    cells: Sequence[Sequence[str]]
    shade: Color | None = None
    is_begun: bool = False
    is_continued: bool = False
    code: str = ""
    shaded: Sequence[bool] = ()

    @property
    def height(self) -> float:
        words = max(map(len, self.cells), default=0) * self.lanes[0].style.leading + 2 * ABOVE
        return max(words, CODE + HAIR if self.code else 0)

    def draw(self, canvas: Canvas) -> None:
        self._rule(canvas)
        if self.code:
            renderPDF.draw(qr_drawing(self.code, CODE), canvas, HAIR, -CODE - HAIR)
        for lane, lines in zip(self.lanes, self.cells, strict=True):
            lane.draw(lines, canvas, -ABOVE)

    def _rule(self, canvas: Canvas) -> None:
        right, bottom = self.lanes[-1].left + self.lanes[-1].width + PADDING, -self.height
        canvas.setLineWidth(HAIR)
        canvas.setStrokeColor(LINE)
        if self.shade:
            canvas.setFillColor(self.shade)
            canvas.rect(0, bottom, right, self.height, stroke=0, fill=1)
        canvas.setFillColor(SHADE)
        for lane in compress(self.lanes, self.shaded):
            wide = lane.width + 2 * PADDING
            canvas.rect(lane.left - PADDING, bottom, wide, self.height, stroke=0, fill=1)
        sides = [*(lane.left - PADDING for lane in self.lanes), right]
        canvas.lines([(x, 0, x, bottom) for x in sides])
        edges = [0.0] * (not self.is_begun) + [bottom] * (not self.is_continued)
        canvas.lines([(0, y, right, y) for y in edges])

    def parts(self) -> Iterator["Row"]:
        """Cut a high row into pieces that follow each other, on the next page if need be."""
        highest = max(map(len, self.cells), default=0)
        for start in range(0, highest, MOST_LINES):
            end = start + MOST_LINES
            yield replace(
                self,
                cells=[lines[start:end] for lines in self.cells],
                is_begun=start > 0,
                is_continued=end < highest,
            )


def table_strips(table: Table, width: float) -> list[Strip]:
    caption = _caption(table.caption, width)
    if not table.rows:
        return [*caption, *text_strips(empty_words(table), Lane(EMPTY, 0, width))]
    table = _for_paper(table)
    rows = shown_rows(table)
    sums = [shown_totals(table)] if table.totals else []
    places = column_places(table) if table.bands else ()
    within = [shown_sums(band.totals, places) for band in table.bands if band.totals]
    measured = [*rows, *within, *sums]
    size = type_size(table, measured, width)
    widths = column_widths(table, measured, width, size)
    plain, bold = (_lanes(table.columns, widths, Style(font, size)) for font in (REGULAR, BOLD))
    heading = _heading(table.columns, bold)
    total = [strip for row in sums for strip in _strips(row, bold, heading)]
    body: list[Strip] = []
    codes = iter(table.codes)
    for band, lines in banded(table, rows):
        body += _title(band.title, bold, heading)
        part = [
            strip
            for row in lines
            for strip in _strips(row, plain, heading, next(codes, ""), _shaded(table.columns, row))
        ]
        said = shown_sums(band.totals, places) if band.totals else None
        subtotal = _strips(said, bold, heading) if said else []
        body += [*part[:-1], *(glued(part[-1:]) if subtotal else part[-1:]), *subtotal]
    return [*caption, heading, *body[:-1], *(glued(body[-1:]) if sums else body[-1:]), *total]


def _for_paper(table: Table) -> Table:
    """Leave out the columns whose words stand in the bands."""
    kept = [not column.in_band for column in table.columns]
    if all(kept):
        return table
    return replace(
        table,
        columns=list(compress(table.columns, kept)),
        rows=[list(compress(row, kept)) for row in table.rows],
        totals=table.totals and list(compress(table.totals, kept)),
        bands=[
            replace(band, totals=band.totals and list(compress(band.totals, kept)))
            for band in table.bands
        ],
    )


def facts_strips(facts: Facts, width: float) -> list[Strip]:
    """Set facts in two columns, each a label and a value, which stay together."""
    half = (len(facts.facts) + 1) // 2
    left, right = list(facts.facts[:half]), [*facts.facts[half:], NO_FACT]
    label, value = Style(REGULAR, 8, PALE_INK), Style(BOLD, 8)
    widths = [width * share for share in (0.18, 0.32, 0.18, 0.32)]
    lanes = _lanes([Column("")] * 4, widths, label)
    lanes = [replace(lane, style=(label, value)[n % 2]) for n, lane in enumerate(lanes)]
    rows = [(a, shown(b), c, shown(d)) for (a, b), (c, d) in zip(left, right, strict=False)]
    strips = [strip for row in rows for strip in _strips(row, lanes)]
    return [*glued(strips[:-1]), *strips[-1:]]


def _caption(caption: str, width: float) -> list[Strip]:
    if not caption:
        return []
    return [*glued(text_strips(caption, Lane(CAPTION, 0, width))), space(3)]


def _lanes(columns: Sequence[Column], widths: Sequence[float], style: Style) -> list[Lane]:
    edges = accumulate(widths, initial=0.0)
    return [
        Lane(style, left + PADDING, wide - 2 * PADDING, _align(column))
        for column, wide, left in zip(columns, widths, edges, strict=False)
    ]


def _align(column: Column) -> Align:
    return Align.RIGHT if column.numeric else Align.LEFT


def _title(words: str, lanes: Sequence[Lane], heading: Strip) -> list[Strip]:
    """Set the name of a band across the table, on the page of its first row."""
    if not words:
        return []
    first, last = lanes[0], lanes[-1]
    lane = replace(first, width=last.left + last.width - first.left, align=Align.LEFT)
    row = Row([lane], [lane.wrap(words, MOST_LINES)], PALE_SHADE)
    return [Strip(row.height, row.draw, glued=True, heading=heading)]


def _heading(columns: Sequence[Column], lanes: Sequence[Lane]) -> Strip:
    cells = [lane.wrap(c.heading, MOST_LINES) for c, lane in zip(columns, lanes, strict=True)]
    row = Row(lanes, cells, SHADE)
    return Strip(row.height, row.draw, glued=True)


def _strips(
    texts: Sequence[str],
    lanes: Sequence[Lane],
    heading: Strip | None = None,
    code: str = "",
    shaded: Sequence[bool] = (),
) -> list[Strip]:
    cells = [lane.wrap(_capped(text)) for text, lane in zip(texts, lanes, strict=True)]
    rows = Row(lanes, cells, code=code, shaded=shaded).parts()
    return [Strip(row.height, row.draw, heading=heading) for row in rows]


def _shaded(columns: Sequence[Column], texts: Sequence[str]) -> list[bool]:
    pairs = zip(columns, texts, strict=True)
    return [column.shaded and text != NOTHING for column, text in pairs]


def _capped(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

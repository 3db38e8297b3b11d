"""Reports on A4 paper under the council's letterhead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import BytesIO
from math import atan2, degrees, hypot
from typing import Any

from flask_babel import gettext as _
from reportlab.graphics import renderPDF
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from helpdesk.infra.documents.cells import clean, local, shown
from helpdesk.infra.documents.charts import drawing, is_empty
from helpdesk.infra.documents.grid import facts_strips, table_strips
from helpdesk.infra.documents.letterhead import letterhead_strips
from helpdesk.infra.documents.model import (
    Block,
    Facts,
    Figure,
    Paragraph,
    Report,
    Section,
    Table,
    Tiles,
)
from helpdesk.infra.documents.signatures import signature_strips
from helpdesk.infra.documents.strips import Strip, ending_glued, glued, pages, space
from helpdesk.infra.documents.texts import (
    BODY,
    CAPTION,
    EMPTY,
    HEADING,
    Align,
    Lane,
    legible,
    text_strips,
)
from helpdesk.infra.documents.tiles import tiles_strips
from helpdesk.infra.documents.typesetting import (
    BOLD,
    LINE,
    PALE_INK,
    REGULAR,
    SHADE,
    Style,
    fitted,
)

SIDE, TOP, BOTTOM = 18 * mm, 18 * mm, 18 * mm
RUNNING_HEAD, FOOT = 11 * mm, 11 * mm
SMALL = Style(size=7.5, colour=PALE_INK)
BETWEEN_SECTIONS, BETWEEN_BLOCKS = 14.0, 8.0
BESIDE_SIGNATURES = 60.0  # points of the report that share a page with the signatures
LONGEST_TITLE = 300
ACROSS, LARGEST_MARK = 0.7, 150.0  # share of the diagonal, points


def print_pdf(report: Report) -> bytes:
    target = BytesIO()
    width, height = landscape(A4) if report.landscape else A4
    canvas = _canvas(report, target, (width, height))
    report = legible(report)
    cut = pages(_strips(report, width - 2 * SIDE), height - TOP - BOTTOM)
    margin = _Margins(report, width, height, len(cut))
    for number, strips in enumerate(cut, start=1):
        margin.draw(canvas, number)
        _draw(canvas, strips, height - TOP)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _canvas(report: Report, target: BytesIO, size: tuple[float, float]) -> Canvas:
    options: dict[str, Any] = {"initialFontName": REGULAR, "lang": report.language}
    canvas = Canvas(target, pagesize=size, invariant=True, **options)
    canvas.setTitle(clean(report.title)[:LONGEST_TITLE])
    canvas.setAuthor(clean(" / ".join(report.letterhead.lines))[:LONGEST_TITLE])
    canvas.setSubject(clean(report.period)[:LONGEST_TITLE])
    canvas.setDateFormatter(lambda *_its_own: _moment(report.made_at))
    return canvas


def _moment(made_at: datetime) -> str:
    """Spell a moment as PDF does; the clock is ours, so that one report gives the same bytes."""
    return f"{local(made_at):D:%Y%m%d%H%M%S+03'00'}"


def _draw(canvas: Canvas, strips: Sequence[Strip], top: float) -> None:
    for strip in strips:
        if strip.draw:
            canvas.saveState()
            canvas.translate(SIDE, top)
            strip.draw(canvas)
            canvas.restoreState()
        top -= strip.height


def _strips(report: Report, width: float) -> list[Strip]:
    strips = letterhead_strips(report, width)
    for title, section in _numbered(report.sections):
        heading = text_strips(title, Lane(HEADING, 0, width)) if title else []
        before = replace(space(BETWEEN_SECTIONS), turns=section.starts_page)
        strips += [before, *glued(heading)]
        for block in section.blocks:
            strips += [space(BETWEEN_BLOCKS), *_block_strips(block, width)]
    if not report.signatures:
        return strips
    return [*ending_glued(strips, BESIDE_SIGNATURES), *signature_strips(report.signatures, width)]


def _numbered(sections: Sequence[Section]) -> Iterator[tuple[str, Section]]:
    """Number the headings, as official papers do, where there are several."""
    several = sum(bool(section.title) for section in sections) > 1
    number = 0
    for section in sections:
        number += bool(section.title)
        yield f"{number}. {section.title}" if several and section.title else section.title, section


def _block_strips(block: Block, width: float) -> list[Strip]:
    match block:
        case Paragraph(text):
            return text_strips(text, Lane(BODY, 0, width))
        case Table():
            return table_strips(block, width)
        case Tiles():
            return tiles_strips(block, width)
        case Facts():
            return facts_strips(block, width)
        case Figure():
            return _figure_strips(block, width)


def _figure_strips(figure: Figure, width: float) -> list[Strip]:
    caption = glued(text_strips(figure.title, Lane(CAPTION, 0, width)))
    if is_empty(figure):
        return [*caption, *text_strips(_("No records."), Lane(EMPTY, 0, width))]
    drawn = drawing(figure, width)
    draw = partial(renderPDF.draw, drawn, x=0, y=-drawn.height)
    return [*caption, space(4), Strip(drawn.height, draw)]


@dataclass(frozen=True, slots=True)
class _Margins:
    """What stands on every page outside the report itself."""

    report: Report
    width: float
    height: float
    pages: int

    def draw(self, canvas: Canvas, number: int) -> None:
        lane = Lane(SMALL, SIDE, self.width - 2 * SIDE)
        if self.report.watermark:
            self._watermark(canvas)
        if number > 1:
            self._running_head(canvas, lane)
        self._rule(canvas, FOOT + SMALL.leading)
        page = _("Page %(page)d of %(pages)d", page=number, pages=self.pages)
        self._line(canvas, lane, FOOT + SMALL.leading, self._printed_by, page)

    def _watermark(self, canvas: Canvas) -> None:
        """Write a pale word from corner to corner, under all the rest."""
        word = clean(self.report.watermark)
        diagonal = hypot(self.width, self.height)
        size = ACROSS * diagonal / max(canvas.stringWidth(word, BOLD, 1), 1)
        canvas.saveState()
        canvas.setFillColor(SHADE)
        canvas.setFont(BOLD, min(size, LARGEST_MARK))
        canvas.translate(self.width / 2, self.height / 2)
        canvas.rotate(degrees(atan2(self.height, self.width)))
        canvas.drawCentredString(0, -min(size, LARGEST_MARK) / 3, word)
        canvas.restoreState()

    def _running_head(self, canvas: Canvas, lane: Lane) -> None:
        top = self.height - RUNNING_HEAD + SMALL.leading
        about = f"{self.report.title}: {self.report.period}"
        self._line(canvas, lane, top, about, self.report.reference)
        self._rule(canvas, top - SMALL.leading - 2)

    def _line(self, canvas: Canvas, lane: Lane, top: float, left: str, right: str) -> None:
        end = fitted(clean(right), SMALL, lane.width / 3)
        start = fitted(clean(left), SMALL, lane.width * 0.95 - SMALL.wide(end))
        lane.draw([start], canvas, top)
        replace(lane, align=Align.RIGHT).draw([end], canvas, top)

    def _rule(self, canvas: Canvas, y: float) -> None:
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        canvas.line(SIDE, y, self.width - SIDE, y)

    @property
    def _printed_by(self) -> str:
        moment = shown(self.report.made_at)
        said: str = _("Printed by %(name)s on %(moment)s", name=self.report.made_by, moment=moment)
        return said

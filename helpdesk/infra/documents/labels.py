"""Labels to stick on things: sheets and tape, a code that leads to the thing, words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from helpdesk.infra.documents.qr import qr_drawing
from helpdesk.infra.documents.texts import Lane, legible
from helpdesk.infra.documents.typesetting import BOLD, REGULAR, Style

GAP = 1.5 * mm
SMALLEST = 0.7  # of the size at which a number is set if it fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet of labels, or a piece of tape which is a sheet of one; all lengths in millimetres."""

    page: tuple[float, float]
    label: tuple[float, float]
    grid: tuple[int, int] = (1, 1)
    corner: tuple[float, float] = (0, 0)  # of the first label, from the left and from the top
    across: float = 0  # from one label to the next beside it
    code: float  # side of the code, the white around it included
    edge: float = 3  # what is kept free within a label
    letters: float = 7

    @property
    def per_page(self) -> int:
        columns, rows = self.grid
        return columns * rows

    def place(self, number: int) -> tuple[float, float]:
        """Return the lower left corner of a label of the page in points, counted by rows."""
        row, column = divmod(number, self.grid[0])
        left = self.corner[0] + column * (self.across or self.label[0])
        top = self.corner[1] + row * self.label[1]
        return left * mm, (self.page[1] - top - self.label[1]) * mm


@dataclass(frozen=True, slots=True)
class Label:
    """`number` is read from afar; `address` is what the code says."""

    owner: str
    number: str
    words: str
    address: str


def print_labels(labels: Sequence[Label], layout: Layout, *, title: str, first: int = 1) -> bytes:
    """Print labels from the `first` place of the first page on, which others used before."""
    target = BytesIO()
    width, height = layout.page
    options: dict[str, Any] = {"initialFontName": REGULAR}
    canvas = Canvas(target, pagesize=(width * mm, height * mm), invariant=True, **options)
    canvas.setTitle(title)
    for place, label in enumerate(labels, start=first - 1):
        if place > first - 1 and place % layout.per_page == 0:
            canvas.showPage()
        canvas.saveState()
        canvas.translate(*layout.place(place % layout.per_page))
        _draw(canvas, legible(label), layout)
        canvas.restoreState()
    canvas.save()
    return target.getvalue()


def _draw(canvas: Canvas, label: Label, layout: Layout) -> None:
    width, height = (length * mm for length in layout.label)
    code, edge = layout.code * mm, layout.edge * mm
    renderPDF.draw(qr_drawing(label.address, code), canvas, edge, (height - code) / 2)
    left = edge + code + GAP
    lines = set_words(label, layout, Lane(Style(), left, width - left - edge))
    top = (height + sum(_height(lane, said) for lane, said in lines)) / 2
    for lane, said in lines:
        lane.draw(said, canvas, top)
        top -= _height(lane, said)


def set_words(label: Label, layout: Layout, lane: Lane) -> list[tuple[Lane, list[str]]]:
    """Set owner, number and words in lines; three of two at most, whatever they say."""
    small = replace(lane, style=Style(REGULAR, layout.letters))
    number = replace(lane, style=_fitting(label.number, layout.letters * 1.5, lane.width))
    owner = replace(lane, style=Style(BOLD, layout.letters * 0.9))
    said = ((owner, label.owner), (number, label.number), (small, label.words))
    return [(one, one.wrap(text, most=2)) for one, text in said if text]


def _fitting(text: str, size: float, width: float) -> Style:
    """Return the largest letters that set it in one line, or the smallest, which may take two."""
    wide = Style(BOLD, size).wide(text)
    return Style(BOLD, size * max(min(1.0, width / wide), SMALLEST) if wide else size)


def _height(lane: Lane, lines: Sequence[str]) -> float:
    return len(lines) * lane.style.leading

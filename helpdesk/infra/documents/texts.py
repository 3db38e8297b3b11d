"""Words on paper: titles, paragraphs and captions, a strip for each line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from helpdesk.infra.documents.cells import clean
from helpdesk.infra.documents.strips import Strip
from helpdesk.infra.documents.typesetting import BOLD, BRAND, ITALIC, MANY, PALE_INK, Style, wrapped

LONGEST = 20_000  # letters of a paragraph
BODY = Style()
HEADING = Style(BOLD, 11, BRAND)
CAPTION = Style(BOLD, 8.5)
EMPTY = Style(ITALIC, 8.5, PALE_INK)


class Align(Enum):
    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A part of a strip's width, and how words are set in it."""

    style: Style
    left: float
    width: float
    align: Align = Align.LEFT

    def wrap(self, text: str, most: int = MANY) -> list[str]:
        return wrapped(clean(text[:LONGEST]), self.style, self.width, most)

    def draw(self, lines: Sequence[str], canvas: Canvas, top: float = 0) -> None:
        style = self.style
        canvas.setFont(style.font, style.size)
        canvas.setFillColor(style.colour)
        for number, line in enumerate(lines):
            x = self.left + self.align.value * (self.width - style.wide(line))
            canvas.drawString(x, top - style.ascent - number * style.leading, line)


def text_strips(text: str, lane: Lane, most: int = MANY) -> list[Strip]:
    """Set a text; neither its first nor its last line stands alone on a page."""
    lines = lane.wrap(text, most)
    strips = [Strip(lane.style.leading, partial(lane.draw, [line])) for line in lines]
    kept = {0, len(strips) - 2} - {len(strips) - 1}
    return [replace(strip, glued=number in kept) for number, strip in enumerate(strips)]

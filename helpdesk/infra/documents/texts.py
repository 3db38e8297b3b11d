"""Words on paper: titles, paragraphs and captions, a strip for each line."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import partial
from typing import Any, TypeVar, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from helpdesk.infra.documents.cells import KEPT, clean
from helpdesk.infra.documents.strips import Strip
from helpdesk.infra.documents.typesetting import (
    BOLD,
    BRAND,
    ITALIC,
    MANY,
    PALE_INK,
    REGULAR,
    Style,
    wrapped,
)

Thing = TypeVar("Thing")

LONGEST = 20_000  # letters of a paragraph
BODY = Style()
HEADING = Style(BOLD, 11, BRAND)
CAPTION = Style(BOLD, 8.5)
EMPTY = Style(ITALIC, 8.5, PALE_INK)

UNDRAWABLE = "?"
# What has no simpler letters of its own, and yet can be written with others.
ALIKE = {"→": "->", "←": "<-", "✓": "√", "✔": "√", "ŋ": "ng", "Ŋ": "Ng"}
ALIKE |= {"\u02bb": "'", "\u02bc": "'", "\N{HYPHEN}": "-"}


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


def legible(thing: Thing) -> Thing:
    """Return a report, or a part of one, in letters that the paper's fonts have: none vanishes."""
    if isinstance(thing, Enum):
        return thing
    if isinstance(thing, str):
        return cast("Thing", thing if thing.isascii() else _drawable(thing))
    if isinstance(thing, Sequence):
        return cast("Thing", tuple(map(legible, thing)))
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(
            thing, **{one.name: legible(getattr(thing, one.name)) for one in fields(thing)}
        )
    return thing


def _drawable(text: str) -> str:
    return unicodedata.normalize("NFC", clean(text)).translate(_DRAWABLE)


class _Drawable(dict[int, str]):
    """A table for `str.translate`: a letter the fonts lack becomes its plain one, or a mark."""

    def __init__(self) -> None:
        super().__init__()
        font: Any = pdfmetrics.getFont(REGULAR)
        self._known = font.face.charToGlyph

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, self._spelt(chr(code)))

    def _spelt(self, letter: str) -> str:
        if letter in KEPT or ord(letter) in self._known:
            return letter
        parts = unicodedata.normalize("NFKD", ALIKE.get(letter, letter))
        bare = (one for one in parts if unicodedata.category(one)[0] != "M")
        plain = "".join(ALIKE.get(one, one) for one in bare)
        return plain if all(ord(one) in self._known for one in plain) else UNDRAWABLE


_DRAWABLE = _Drawable()

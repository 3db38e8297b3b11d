"""Letters on paper: the fonts, how wide words are, where lines break."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "Vera", "Vera-Bold", "Vera-Italic"

# Embedded, because a PDF that names fonts looks different on every machine.
for name, file in {REGULAR: "Vera.ttf", BOLD: "VeraBd.ttf", ITALIC: "VeraIt.ttf"}.items():
    pdfmetrics.registerFont(TTFont(name, file))

INK, PALE_INK, LINE = HexColor("#15191e"), HexColor("#48525c"), HexColor("#8994a0")
PALE_LINE, BRAND, SHADE = HexColor("#c9d0d6"), HexColor("#0a4a82"), HexColor("#eaeef2")

LONGEST_WORD = 60  # whatever is longer is no word
LONGEST_LINE = 500
MANY = 10_000
GOOD_BREAKS = "/-_.,@"  # where a reference or an address is best broken


@dataclass(frozen=True, slots=True)
class Style:
    font: str = REGULAR
    size: float = 9.5
    colour: Color = INK

    @property
    def leading(self) -> float:
        return self.size * 1.36

    @property
    def ascent(self) -> float:
        """How far below its top edge a line has its baseline."""
        return self.size * 1.08

    def wide(self, text: str) -> float:
        return pdfmetrics.stringWidth(text, self.font, self.size)


def wrapped(text: str, style: Style, width: float, most: int = MANY) -> list[str]:
    """Break a text into lines that fit; what is beyond `most` of them becomes an ellipsis."""
    if "\n" not in text and style.wide(text) <= width:
        return [" ".join(text.split())]
    filled = (line for part in text.split("\n") for line in _filled(part, style, width))
    lines = list(islice(filled, most + 1))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _ellipsis(lines[most - 1], style, width)]


def fitted(text: str, style: Style, width: float) -> str:
    """Cut a text to what one line holds."""
    line = " ".join(text[:LONGEST_LINE].split())
    return line if style.wide(line) <= width else _ellipsis(line, style, width)


def _ellipsis(line: str, style: Style, width: float) -> str:
    return line[: _fitting(line, style, width - style.wide("…"))] + "…"


def _filled(text: str, style: Style, width: float) -> Iterator[str]:
    """Put words on a line until one is too many; widths may be added, the fonts have no kerning."""
    line, used = "", 0.0
    for word in _pieces(text, style, width):
        needed = style.wide(f" {word}" if line else word)
        if line and used + needed > width:
            yield line
            line, used = word, style.wide(word)
        else:
            line, used = f"{line} {word}" if line else word, used + needed
    yield line


def _pieces(text: str, style: Style, width: float) -> Iterator[str]:
    for word in text.split():
        for start in range(0, len(word), LONGEST_WORD):
            yield from _broken(word[start : start + LONGEST_WORD], style, width)


def _broken(word: str, style: Style, width: float) -> Iterator[str]:
    while len(word) > 1 and style.wide(word) > width:
        fitting = max(_fitting(word, style, width), 1)
        good = max(word.rfind(sign, 0, fitting) for sign in GOOD_BREAKS) + 1
        yield word[: good or fitting]
        word = word[good or fitting :]
    yield word


def _fitting(word: str, style: Style, width: float) -> int:
    """Return how many of its letters fit."""
    ends = list(accumulate(style.wide(letter) for letter in word))
    return bisect_right(ends, width)

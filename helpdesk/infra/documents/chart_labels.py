"""Names of categories below a chart: level where they fit, slanted where they do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Protocol

from reportlab.graphics.shapes import Shape

from helpdesk.infra.documents.chart_axes import GAP, Plot
from helpdesk.infra.documents.shapes import turned, words
from helpdesk.infra.documents.typesetting import Style, wrapped

SLANT = 45
SLANTED = 1 / sqrt(2)
LONGEST = 13.0  # times the type size
MOST_LINES = 3
NARROWED = 0.75  # the slots shrink by the room that the labels take


class CategoryLabels(Protocol):
    @property
    def depth(self) -> float:
        """How far they reach below the plot."""

    @property
    def overhang(self) -> float:
        """How much room they need to the left of the first bar's middle."""

    def shapes(self, plot: Plot) -> list[Shape]: ...


def category_labels(categories: Sequence[str], slot: float, style: Style) -> CategoryLabels:
    room = slot - GAP
    lines = [wrapped(category, style, room) for category in categories]
    words_fit = all(style.wide(word) <= room for c in categories for word in c.split())
    if words_fit and max(map(len, lines)) <= MOST_LINES:
        return Level(lines, style)
    across = max(1, int(slot * SLANTED / style.leading))
    slanted = [
        wrapped(category, style, LONGEST * style.size, min(across, MOST_LINES))
        for category in categories
    ]
    return Slanted(slanted, style, slot)


@dataclass(frozen=True, slots=True)
class Level:
    lines: Sequence[Sequence[str]]
    style: Style
    overhang: float = 0

    @property
    def depth(self) -> float:
        return GAP + max(map(len, self.lines)) * self.style.leading

    def shapes(self, plot: Plot) -> list[Shape]:
        top = plot.bottom - GAP - self.style.size
        return [
            words((plot.centre(n), top - row * self.style.leading), line, self.style, "middle")
            for n, lines in enumerate(self.lines)
            for row, line in enumerate(lines)
        ]


@dataclass(frozen=True, slots=True)
class Slanted:
    lines: Sequence[Sequence[str]]
    style: Style
    slot: float

    @property
    def depth(self) -> float:
        most = max(map(len, self.lines))
        return (
            GAP + self.style.size + (self._longest(self.lines) + most * self.style.size) * SLANTED
        )

    @property
    def overhang(self) -> float:
        reaches = (self._longest([lines]) * SLANTED for lines in self.lines)
        return max(reach - n * self.slot * NARROWED for n, reach in enumerate(reaches))

    def shapes(self, plot: Plot) -> list[Shape]:
        every = ceil(self.style.leading / (plot.slot * SLANTED))
        return [
            self._turned(plot, category, row)
            for category in range(0, len(self.lines), every)
            for row in range(len(self.lines[category]))
        ]

    def _longest(self, labels: Sequence[Sequence[str]]) -> float:
        return max(self.style.wide(line) for lines in labels for line in lines)

    def _turned(self, plot: Plot, category: int, row: int) -> Shape:
        lines = self.lines[category]
        across = (row - (len(lines) - 1) / 2) * self.style.leading * SLANTED
        x = plot.centre(category) + self.style.size * 0.3 + across
        y = plot.bottom - GAP - self.style.size * 0.8 - across
        return turned(words((0, 0), lines[row], self.style, "end"), (x, y), SLANT)

"""What surrounds the marks of a chart: the value axis, the legend, the frame of it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.graphics.shapes import Shape
from reportlab.lib.colors import Color

from helpdesk.infra.documents.cells import decimal_places, shown
from helpdesk.infra.documents.model import Number
from helpdesk.infra.documents.scales import Scale
from helpdesk.infra.documents.shapes import box, stroke, words
from helpdesk.infra.documents.typesetting import INK, PALE_LINE, Style, fitted

GAP = 4.0
LEGEND_GAP = 14.0


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the marks are drawn: categories from the left, values from below."""

    left: float
    bottom: float
    width: float
    count: int
    scale: Scale

    @property
    def slot(self) -> float:
        return self.width / self.count

    @property
    def right(self) -> float:
        return self.left + self.width

    def centre(self, category: int) -> float:
        return self.left + self.slot * (category + 0.5)

    def height(self, value: Number) -> float:
        return self.bottom + self.scale.at(value)


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: what a colour stands for."""

    label: str
    colour: Color
    dash: Sequence[float] = ()
    is_line: bool = False


def tick_labels(scale: Scale) -> list[str]:
    places = decimal_places(scale.ticks)
    return [shown(tick, places) for tick in scale.ticks]


def value_axis(plot: Plot, style: Style) -> list[Shape]:
    shapes: list[Shape] = []
    for tick, label in zip(plot.scale.ticks, tick_labels(plot.scale), strict=True):
        y = plot.height(tick)
        shapes.append(stroke([(plot.left, y), (plot.right, y)], PALE_LINE))
        shapes.append(words((plot.left - GAP, _middle(y, style)), label, style, "end"))
    return shapes


def zero_line(plot: Plot) -> Shape:
    y = plot.height(0)
    return stroke([(plot.left, y), (plot.right, y)], INK)


def percentage_axis(plot: Plot, whole: Decimal, style: Style) -> list[Shape]:
    ticks = [(n, plot.height(whole * n / 100)) for n in range(0, 101, 25)]
    return [words((plot.right + GAP, _middle(y, style)), f"{n}%", style) for n, y in ticks]


def legend_rows(keys: Sequence[Key], width: float, style: Style) -> list[list[Key]]:
    """Set the keys in as many rows as they need."""
    rows: list[list[Key]] = []
    used = width
    for key in keys:
        needed = _key_width(key, width, style)
        if used + needed > width:
            rows.append([])
            used = 0
        rows[-1].append(key)
        used += needed
    return rows


def legend(rows: Sequence[Sequence[Key]], top: float, width: float, style: Style) -> list[Shape]:
    shapes: list[Shape] = []
    for number, row in enumerate(rows, start=1):
        x, y = 0.0, top - number * style.leading - (number - 1) * GAP
        for key in row:
            shapes.append(_swatch(key, x, y, style.size))
            text = fitted(key.label, style, width - 2 * LEGEND_GAP)
            shapes.append(words((x + 2 * style.size, y), text, style))
            x += _key_width(key, width, style)
    return shapes


def _key_width(key: Key, width: float, style: Style) -> float:
    text = fitted(key.label, style, width - 2 * LEGEND_GAP)
    return 2 * style.size + style.wide(text) + LEGEND_GAP


def _swatch(key: Key, x: float, y: float, size: float) -> Shape:
    if not key.is_line:
        return box((x, y - size * 0.1), size, size, key.colour)
    middle = y + size * 0.35
    ends = [(x, middle), (x + size * 1.6, middle)]
    return stroke(ends, key.colour, 1.5, key.dash)


def _middle(y: float, style: Style) -> float:
    """Return the baseline of words whose middle is at `y`."""
    return y - style.size * 0.35

"""The marks of a chart: bars, stacks, lines, and the figures above them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from reportlab.graphics.shapes import Circle, Shape
from reportlab.lib.colors import Color, HexColor, white

from helpdesk.infra.documents.cells import decimal_places, shown
from helpdesk.infra.documents.chart_axes import Plot
from helpdesk.infra.documents.model import Figure, Number
from helpdesk.infra.documents.shapes import Point, box, stroke, words
from helpdesk.infra.documents.typesetting import Style

COLOURS = tuple(HexColor(code) for code in ("#0a4a82", "#c2410c", "#0b6b3a", "#7a4a9e"))
DASHES: Sequence[Sequence[float]] = ((), (5, 2), (1.5, 1.5), (6, 2, 1.5, 2))
FILLED = 0.7  # of the room of a category
WIDEST_BAR = 42.0
DOT = 1.9


def bars(figure: Figure, plot: Plot, style: Style) -> Iterator[Shape]:
    several = len(figure.series)
    width = min(plot.slot * FILLED / several, WIDEST_BAR)
    for number, series in enumerate(figure.series):
        shift = (number - (several - 1) / 2) * width
        for category, value in enumerate(series.values):
            middle = plot.centre(category) + shift
            yield _bar(plot, middle, width, (0, value), COLOURS[number])
        room = plot.slot if several == 1 else width
        yield from _figures(plot, series.values, style, room=room, shift=shift)


def stacks(figure: Figure, plot: Plot, style: Style) -> Iterator[Shape]:
    width = min(plot.slot * FILLED, WIDEST_BAR)
    for category in range(plot.count):
        up = down = Decimal(0)
        for number, series in enumerate(figure.series):
            value = Decimal(series.values[category])
            start = up if value > 0 else down
            yield _bar(plot, plot.centre(category), width, (start, start + value), COLOURS[number])
            up, down = up + max(value, Decimal(0)), down + min(value, Decimal(0))
    yield from _figures(plot, heights(figure), style, room=plot.slot)


def lines(figure: Figure, plot: Plot, style: Style) -> Iterator[Shape]:
    for number, series in enumerate(figure.series):
        points = [(plot.centre(n), plot.height(value)) for n, value in enumerate(series.values)]
        yield from _line(points, COLOURS[number], DASHES[number])
    if len(figure.series) == 1:
        yield from _figures(plot, figure.series[0].values, style, room=plot.slot)


def pareto(figure: Figure, plot: Plot, style: Style) -> Iterator[Shape]:
    yield from bars(figure, plot, style)
    edge = min(plot.slot * FILLED, WIDEST_BAR) / 2
    sums = accumulate(figure.series[0].values)
    points = [(plot.centre(n) + edge, plot.height(value)) for n, value in enumerate(sums)]
    yield from _line(points, COLOURS[1])


def heights(figure: Figure) -> list[Number]:
    """Return the sum of what is stacked in each category."""
    return [sum(values) for values in zip(*(s.values for s in figure.series), strict=True)]


def _bar(
    plot: Plot, middle: float, width: float, ends: tuple[Number, Number], colour: Color
) -> Shape:
    low, high = sorted(plot.height(end) for end in ends)
    return box((middle - width / 2, low), width, high - low, colour, edge=white)


def _line(points: Sequence[Point], colour: Color, dash: Sequence[float] = ()) -> Iterator[Shape]:
    yield stroke(points, colour, 1.5, dash)
    for x, y in points:
        yield Circle(x, y, DOT, fillColor=colour, strokeColor=white, strokeWidth=0.5)


def _figures(
    plot: Plot, values: Sequence[Number], style: Style, *, room: float, shift: float = 0
) -> Iterator[Shape]:
    """Write each value above its mark, unless they would touch."""
    places = decimal_places(values)
    texts = [shown(value, places) for value in values]
    if max(map(style.wide, texts)) > room - 1:
        return
    for category, (value, text) in enumerate(zip(values, texts, strict=True)):
        y = plot.height(max(value, 0)) + style.size * 0.4
        yield words((plot.centre(category) + shift, y), text, style, "middle")

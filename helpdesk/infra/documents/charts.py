"""Figures drawn once, as vectors, for paper and for the page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from flask_babel import gettext as _
from reportlab.graphics.shapes import Drawing, Shape

from helpdesk.infra.documents.chart_axes import (
    GAP,
    Key,
    Plot,
    legend,
    legend_rows,
    percentage_axis,
    tick_labels,
    value_axis,
    zero_line,
)
from helpdesk.infra.documents.chart_labels import category_labels
from helpdesk.infra.documents.chart_marks import (
    COLOURS,
    DASHES,
    bars,
    lines,
    pareto,
    stacks,
)
from helpdesk.infra.documents.model import Figure, FigureKind, Number
from helpdesk.infra.documents.scales import Scale, scale_for
from helpdesk.infra.documents.shapes import canvas_of, words
from helpdesk.infra.documents.typesetting import Style, fitted

PAPER_WIDTH = 480.0
LOWEST, FLATNESS = 150.0, 0.3
Marks: TypeAlias = Callable[[Figure, Plot, Style], Iterator[Shape]]
MARKS: Mapping[FigureKind, Marks] = {
    FigureKind.BARS: bars,
    FigureKind.STACKED_BARS: stacks,
    FigureKind.PARETO: pareto,
    FigureKind.LINES: lines,
}


def is_empty(figure: Figure) -> bool:
    return not figure.categories or not figure.series


def drawing(figure: Figure, width: float = PAPER_WIDTH, size: float = 8) -> Drawing:
    """Draw a figure that is not empty, with letters of `size` points."""
    style = Style(size=size)
    scale = _scale(figure, max(LOWEST, width * FLATNESS))
    left, right = _margins(figure, scale, style)
    count = len(figure.categories)
    labels = category_labels(figure.categories, (width - left - right) / count, style)
    left = max(left, labels.overhang)
    plot = Plot(left, labels.depth, width - left - right, count, scale)
    rows = legend_rows(list(_keys(figure)), width, style)
    top = labels.depth + scale.length + style.size * 2.6
    height = top + len(rows) * (style.leading + GAP)
    shapes = [
        *value_axis(plot, style),
        *labels.shapes(plot),
        *legend(rows, height, width, style),
        words((0, top - style.size), fitted(figure.unit, style, width), style),
        *(percentage_axis(plot, _whole(figure), style) if _is_pareto(figure) else []),
        *MARKS[figure.kind](figure, plot, style),
        zero_line(plot),
    ]
    return canvas_of(width, height, shapes)


def _scale(figure: Figure, length: float) -> Scale:
    scale = scale_for(_extent(figure), length)
    whole = _whole(figure) if _is_pareto(figure) else Decimal(0)
    return replace(scale, top=whole) if whole > 0 else scale  # 100% is the top


def _extent(figure: Figure) -> list[Number]:
    """Return the values that the axis must reach."""
    if figure.kind is FigureKind.STACKED_BARS:
        return [end for n in range(len(figure.categories)) for end in _stack_ends(figure, n)]
    if _is_pareto(figure):
        return [_whole(figure)]
    return [value for series in figure.series for value in series.values]


def _stack_ends(figure: Figure, category: int) -> list[Decimal]:
    values = [Decimal(series.values[category]) for series in figure.series]
    return [
        sum((v for v in values if v > 0), Decimal(0)),
        sum((v for v in values if v < 0), Decimal(0)),
    ]


def _margins(figure: Figure, scale: Scale, style: Style) -> tuple[float, float]:
    left = max(map(style.wide, tick_labels(scale))) + GAP
    return left, style.wide("100%") + GAP if _is_pareto(figure) else 0


def _keys(figure: Figure) -> Iterator[Key]:
    is_line = figure.kind is FigureKind.LINES
    if len(figure.series) > 1 or _is_pareto(figure):
        for series, colour, dash in zip(figure.series, COLOURS, DASHES, strict=False):
            yield Key(series.label, colour, dash, is_line=is_line)
    if _is_pareto(figure):
        yield Key(_("Cumulative percentage"), COLOURS[1], is_line=True)


def _is_pareto(figure: Figure) -> bool:
    return figure.kind is FigureKind.PARETO


def _whole(figure: Figure) -> Decimal:
    return Decimal(sum(figure.series[0].values))

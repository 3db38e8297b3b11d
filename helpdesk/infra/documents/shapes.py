"""The few shapes that charts and codes are made of."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias

from reportlab.graphics.shapes import Drawing, Group, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color

from helpdesk.infra.documents.typesetting import REGULAR, Style

Point: TypeAlias = tuple[float, float]


def canvas_of(width: float, height: float, shapes: Iterable[Shape]) -> Drawing:
    """Return a drawing that does not ask for a font which the paper does not bring."""
    return Drawing(width, height, *shapes, initialFontName=REGULAR)


def box(
    corner: Point, width: float, height: float, colour: Color, edge: Color | None = None
) -> Rect:
    looks: dict[str, Any] = {"fillColor": colour, "strokeColor": edge, "strokeWidth": 0.5}
    return Rect(*corner, width, height, **looks)


def stroke(
    points: Sequence[Point], colour: Color, width: float = 0.5, dash: Sequence[float] = ()
) -> PolyLine:
    """Draw a line from point to point; `dash` is the lengths of its strokes and gaps."""
    looks: dict[str, Any] = {"strokeColor": colour, "strokeDashArray": list(dash) or None}
    flat = [coordinate for point in points for coordinate in point]
    return PolyLine(flat, strokeWidth=width, **looks)


def words(
    place: Point,
    text: str,
    style: Style,
    anchor: Literal["start", "middle", "end"] = "start",
) -> String:
    looks: dict[str, Any] = {"fontName": style.font, "fontSize": style.size}
    return String(*place, text, fillColor=style.colour, textAnchor=anchor, **looks)


def turned(text: String, place: Point, degrees: float) -> Group:
    """Turn a text that starts or ends at the origin, and put its origin at `place`."""
    group = Group(text)
    group.translate(*place)
    group.rotate(degrees)
    return group

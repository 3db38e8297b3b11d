"""A figure as inline SVG, without styles, scripts or ids that could meet others on the page."""

from collections.abc import Iterable, Mapping
from functools import singledispatch
from html import escape

from reportlab.graphics.shapes import Circle, Group, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color

from helpdesk.infra.documents.cells import clean, shown_rows
from helpdesk.infra.documents.charts import drawing
from helpdesk.infra.documents.model import Figure
from helpdesk.infra.documents.tables import figure_table
from helpdesk.infra.documents.typesetting import INK

PHONE_WIDTH, PHONE_SIZE = 360.0, 11.0  # letters stay readable on the smallest screens
MOST_DESCRIBED = 12


def svg(figure: Figure, prefix: str) -> str:
    """Draw a figure that is not empty; `prefix` makes its ids the only ones of their kind."""
    drawn = drawing(figure, PHONE_WIDTH, PHONE_SIZE)
    title, description = f"{prefix}-title", f"{prefix}-desc"
    frame = {
        "viewBox": f"0 0 {_n(drawn.width)} {_n(drawn.height)}",
        "role": "img",
        "aria-labelledby": title,
        "aria-describedby": description,
    }
    inside = (
        _tag("title", {"id": title}, _text(figure.title))
        + _tag("desc", {"id": description}, _text(_description(figure)))
        + _shapes(drawn.contents, drawn.height)
    )
    return _tag("svg", frame, inside)


def _description(figure: Figure) -> str:
    """Say the values; whoever wants more than a dozen finds them in the table."""
    rows = shown_rows(figure_table(figure))
    said = "; ".join(f"{name}: {', '.join(values)}" for name, *values in rows[:MOST_DESCRIBED])
    return f"{said} …" if len(rows) > MOST_DESCRIBED else said


def _shapes(shapes: Iterable[Shape], height: float) -> str:
    return "".join(_element(shape, height) for shape in shapes)


@singledispatch
def _element(shape: Shape, height: float) -> str:
    """Turn a shape upside down: on paper y grows upwards, on the screen downwards."""
    raise TypeError(f"no SVG for {shape!r} {height}")


@_element.register
def _(shape: Rect, height: float) -> str:
    place = {"x": shape.x, "y": height - shape.y - shape.height}
    size = {"width": shape.width, "height": shape.height}
    return _tag("rect", {**place, **size, "fill": _colour(shape.fillColor)})


@_element.register
def _(shape: Circle, height: float) -> str:
    place = {"cx": shape.cx, "cy": height - shape.cy, "r": shape.r}
    return _tag("circle", {**place, "fill": _colour(shape.fillColor)})


@_element.register
def _(shape: PolyLine, height: float) -> str:
    pairs = zip(shape.points[::2], shape.points[1::2], strict=True)
    points = " ".join(f"{_n(x)},{_n(height - y)}" for x, y in pairs)
    pen = {"stroke": _colour(shape.strokeColor), "stroke-width": shape.strokeWidth}
    dash = {"stroke-dasharray": shape.strokeDashArray} if shape.strokeDashArray else {}
    return _tag("polyline", {"points": points, "fill": "none", **pen, **dash})


@_element.register
def _(shape: String, height: float) -> str:
    place = {"x": shape.x, "y": height - shape.y, "font-size": shape.fontSize}
    look = {"text-anchor": shape.textAnchor, "fill": _colour(shape.fillColor)}
    return _tag("text", {**place, **look}, _text(shape.text))


@_element.register
def _(shape: Group, height: float) -> str:
    a, b, c, d, e, f = shape.transform
    turned = " ".join(map(_n, (a, -b, -c, d, e, height - f)))
    return _tag("g", {"transform": f"matrix({turned})"}, _shapes(shape.contents, 0))


def _colour(colour: Color | None) -> str:
    return "currentColor" if colour == INK else f"#{colour.hexval()[2:]}" if colour else "none"


def _tag(name: str, attributes: Mapping[str, object], inside: str = "") -> str:
    said = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{said}>{inside}</{name}>"


def _value(value: object) -> str:
    match value:
        case float():
            return _n(value)
        case [*numbers]:
            return " ".join(map(str, numbers))
        case _:
            return escape(str(value))


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(clean(text))

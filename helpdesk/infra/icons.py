"""The icons that pages may show, drawn once into one file; the drawings are lucide's."""

from importlib.resources import files
from xml.etree import ElementTree
from zipfile import ZipFile

ICONS = (
    "archive", "arrow-left", "bell", "book-open", "calculator", "calendar-check", "camera",
    "chart-column", "check", "chevron-left", "chevron-right", "circle-alert", "circle-check",
    "clipboard-list", "clock", "download", "file-text", "funnel", "gauge", "history", "house",
    "inbox", "info", "keyboard", "lock", "map-pin", "menu", "message-square", "monitor", "package",
    "paperclip", "pencil", "phone", "plus", "printer", "qr-code", "search", "send", "settings",
    "tag", "trash-2", "triangle-alert", "truck", "undo-2", "user", "users", "wrench", "x",
)  # fmt: skip
SVG = "http://www.w3.org/2000/svg"


def known(name: str) -> str:
    """Return the name of an icon, or fail where a template names one that is not drawn."""
    if name not in ICONS:
        raise LookupError(f"add the icon {name!r} to ICONS")
    return name


def sprite() -> bytes:
    """Draw every icon under its name."""
    ElementTree.register_namespace("", SVG)
    sheet = ElementTree.Element(f"{{{SVG}}}svg")
    with files("lucide").joinpath("lucide.zip").open("rb") as zipped, ZipFile(zipped) as drawings:
        for name in ICONS:
            sheet.append(_symbol(name, drawings.read(f"{name}.svg")))
    return ElementTree.tostring(sheet)


def _symbol(name: str, drawing: bytes) -> ElementTree.Element:
    svg = ElementTree.fromstring(drawing)  # noqa: S314  # it came with the package
    kept = {key: said for key, said in svg.attrib.items() if key not in {"width", "height"}}
    symbol = ElementTree.Element(f"{{{SVG}}}symbol", {"id": name, **kept})
    symbol.extend(svg)
    for shape in symbol.iter():
        shape.text = shape.tail = None
    return symbol

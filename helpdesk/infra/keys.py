"""Keys of rows as they stand in addresses: whole numbers that a database can hold."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**31 - 1


class KeyConverter(IntegerConverter):
    """In paths, more digits than a key has lead to no page instead of to a fault."""

    def __init__(self, map: Map, *given: int, **named: int) -> None:  # noqa: A002  # werkzeug's name
        super().__init__(map, *given, **{"max": LARGEST_KEY, **named})  # type: ignore[arg-type]


def init_app(app: Flask) -> None:
    """Register before the pages, whose addresses are read with it."""
    app.url_map.converters["int"] = KeyConverter


def key(typed: str) -> int:
    """Read a key from a query; what is none raises ValueError, which Flask takes for nothing."""
    number = int(typed)
    if not 0 < number <= LARGEST_KEY:
        raise ValueError(typed)
    return number


def choice(typed: object) -> int:
    """Read a choice among rows, 0 for none of them; what no row can have raises ValueError."""
    return 0 if str(typed) == "0" else key(str(typed))

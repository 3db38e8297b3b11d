"""Reading once what several panels of one page show."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import g, has_request_context, request

from helpdesk.infra.transactions import READING

P = ParamSpec("P")
R = TypeVar("R")


def once_a_page(read: Callable[P, R]) -> Callable[P, R]:
    """Ask the database once for a page that only reads; what is written is looked at each time."""

    @wraps(read)
    def asked(*args: P.args, **said: P.kwargs) -> R:
        if not has_request_context() or request.method not in READING:
            return read(*args, **said)
        known: dict[Any, Any] = g.setdefault("read_once", {})
        key = read, args, tuple(sorted(said.items()))
        if key not in known:
            known[key] = read(*args, **said)
        found: R = known[key]
        return found

    return asked

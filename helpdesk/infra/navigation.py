"""The menu: each feature names its page, and a person sees those that they may open."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel.speaklater import LazyString

from helpdesk.infra.access import Permission, can, somebody


@dataclass(frozen=True, slots=True)
class Entry:
    endpoint: str
    label: LazyString
    permission: Permission
    order: int


@dataclass(frozen=True, slots=True)
class NavigationItem:
    url: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pill:
    """A view of a list, with how many it holds."""

    label: str
    url: str
    is_current: bool
    count: int


_entries: dict[str, Entry] = {}


def entry(endpoint: str, label: LazyString, permission: Permission, *, order: int) -> None:
    """Put a page into the menu."""
    _entries[endpoint] = Entry(endpoint, label, permission, order)


def navigation() -> list[NavigationItem]:
    seen = [item for item in _entries.values() if can(somebody(), item.permission)]
    items = sorted(seen, key=lambda item: item.order)
    urls = [url_for(item.endpoint) for item in items]
    here = max((url for url in urls if _is_at_or_below(url)), key=len, default="")
    return [
        NavigationItem(url, str(item.label), url == here)
        for url, item in zip(urls, items, strict=True)
    ]


def _is_at_or_below(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url.rstrip("/") + "/"))

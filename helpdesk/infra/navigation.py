"""The menu and the page of settings: features name pages, a person sees what they may open."""

from dataclasses import dataclass
from enum import StrEnum, auto

from flask import request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from helpdesk.infra.access import Permission, can, somebody

MOST = 7  # entries that a reader takes in at a glance


class Group(StrEnum):
    """The parts of the page of settings, from what everybody uses to what few do."""

    OWN = auto()
    KNOWLEDGE = auto()
    REQUESTS = auto()
    COUNCIL = auto()
    PROGRAM = auto()


HEADINGS = {
    Group.OWN: _l("For you"),
    Group.KNOWLEDGE: _l("Registers and knowledge"),
    Group.REQUESTS: _l("The work on requests"),
    Group.COUNCIL: _l("The council"),
    Group.PROGRAM: _l("The program"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    endpoint: str
    label: LazyString
    permission: Permission
    order: int
    if_room: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A page that is seldom wanted, with a line on what it is for."""

    endpoint: str
    label: LazyString
    permission: Permission
    group: Group
    about: LazyString


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
_settings: dict[str, Setting] = {}
_shelf: list[Entry] = []


def entry(
    endpoint: str,
    label: LazyString,
    permission: Permission,
    *,
    order: int,
    if_room: bool = False,
) -> None:
    """Put a page into the menu; `if_room`: one that is a setting too, and leaves a long menu."""
    _entries[endpoint] = Entry(endpoint, label, permission, order, if_room)


def setting(
    endpoint: str, label: LazyString, permission: Permission, *, group: Group, about: LazyString
) -> None:
    """Put a page onto the page of settings, for whoever has no room for it in the menu."""
    _settings[endpoint] = Setting(endpoint, label, permission, group, about)


def shelf(endpoint: str, label: LazyString, permission: Permission) -> None:
    """Name the page of settings, which ends the menu of whoever finds something there."""
    _shelf[:] = [Entry(endpoint, label, permission, order=len(_entries))]


def navigation() -> list[NavigationItem]:
    items = _menu()
    urls = {item.endpoint: url_for(item.endpoint) for item in items}
    pages = {*urls.values(), *(url_for(item.endpoint) for item in _allowed_settings())}
    here = max(filter(_is_at_or_below, pages), key=len, default="")
    if here and here not in urls.values():
        here = url_for(_shelf[0].endpoint)
    return [
        NavigationItem(urls[item.endpoint], str(item.label), urls[item.endpoint] == here)
        for item in items
    ]


def settings() -> dict[str, list[Setting]]:
    """Return what the menu leaves out, under its headings."""
    shown = {item.endpoint for item in _menu()}
    rest = [item for item in _allowed_settings() if item.endpoint not in shown]
    grouped = {group: [item for item in rest if item.group is group] for group in Group}
    return {str(HEADINGS[group]): found for group, found in grouped.items() if found}


def _menu() -> list[Entry]:
    """Return all that there is, or what matters most and the page with the rest."""
    actor = somebody()
    seen = [item for item in _entries.values() if can(actor, item.permission)]
    seen.sort(key=lambda item: item.order)
    named = {item.endpoint for item in seen}
    if len(seen) <= MOST and named.issuperset(item.endpoint for item in _allowed_settings()):
        return seen
    movable = [item for item in seen if item.if_room]
    excess = max(0, len(seen) + len(_shelf) - MOST)
    moved = movable[max(0, len(movable) - excess) :]
    return [item for item in seen if item not in moved] + _shelf


def _allowed_settings() -> list[Setting]:
    actor = somebody()
    return [item for item in _settings.values() if can(actor, item.permission)]


def _is_at_or_below(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url.rstrip("/") + "/"))

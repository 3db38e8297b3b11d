"""The words for the state of a system, and what it is for by language."""

from typing import Protocol

from flask_babel import get_locale, lazy_pgettext

from helpdesk.systems.rules import State

STATE = {
    State.IN_USE: lazy_pgettext("system", "In use"),
    State.RETIRED: lazy_pgettext("system", "Retired"),
}


class Described(Protocol):
    """A system, as far as its purpose goes."""

    @property
    def purpose_sw(self) -> str: ...

    @property
    def purpose_en(self) -> str: ...


def purpose(system: Described) -> str:
    """Return what a system is for in the reader's language, as far as it is written in it."""
    locale = get_locale()
    english = locale is not None and locale.language == "en"
    return (english and system.purpose_en) or system.purpose_sw

"""What can be wrong with an entry of the register of systems, and which one a text is about."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Protocol, TypeVar

from helpdesk.core.text import fold

OF_A_SYSTEM = re.compile(r"\b(?:mfumo|mifumo|akaunti|nywila|system|account|password)")
CAPITALS = re.compile(r"[A-Z]\w*[A-Z]")


class State(StrEnum):
    IN_USE = "in_use"
    RETIRED = "retired"


class AcronymTakenError(Exception):
    """Another system of the council has this short name."""


class Named(Protocol):
    """A system, as far as guessing cares."""

    @property
    def acronym(self) -> str: ...

    @property
    def full_name(self) -> str: ...

    @property
    def other_names(self) -> str: ...


System = TypeVar("System", bound=Named)


def guess_system(text: str, systems: Iterable[System]) -> System | None:
    """Return the one system that a text names, or None where it names none or several.

    The first line is what somebody wrote as the subject; the rest, where much is mentioned by the
    way, counts only where the subject speaks of a system and does not name it.
    """
    subject, _, more = text.partition("\n")
    first, rest = fold(subject), fold(more)
    known = list(systems)
    named = [one for one in known if _is_named(first, one)]
    if not named and OF_A_SYSTEM.search(first):
        named = [one for one in known if _is_named(rest, one)]
    return named[0] if len(named) == 1 else None


def _is_named(line: str, system: Named) -> bool:
    return bool(_pattern(system.acronym, system.full_name, system.other_names).search(line))


@lru_cache(maxsize=1024)
def _pattern(acronym: str, full_name: str, other_names: str) -> re.Pattern[str]:
    """Match its names as whole words.

    A short name in plain words, such as "Dawati la Msaada", stands in many a greeting.
    """
    short = [one for one in re.split(r"[/()]", acronym) if _is_telling(one.strip())]
    names = {fold(one) for one in (*short, full_name, *other_names.split(","))} - {""}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _is_telling(name: str) -> bool:
    return " " not in name or bool(CAPITALS.search(name))

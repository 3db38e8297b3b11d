"""What people write in many ways, brought to one: spea, vipuli and spare all mean kipuri."""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from helpdesk.core.text import fold, search_words

SHORTEST = 4  # letters; a shorter word stands inside too many others
FILE = Path(__file__).with_name("synonyms.csv")


def canonical(text: str) -> str:
    """Return a text as `fold` does, with the agreed word for each that means the same."""
    words = _agreed()
    return _pattern().sub(lambda found: words[found[0]], fold(text))


def searchable(*texts: str) -> str:
    """Return what a search looks into: the words as they stand, and what they mean."""
    whole = " ".join(texts)
    return f"{fold(whole)} {canonical(whole)}"


def alternatives(text: str) -> list[tuple[str, ...]]:
    """Return for each word to look for all that mean the same; what was written comes first."""
    typed, found, at = " ".join(search_words(text)), list[tuple[str, ...]](), 0
    for match in _known().finditer(typed):
        found += [(word,) for word in typed[at : match.start()].split()]
        found.append((match[0], *_others(match[0])))
        at = match.end()
    return found + [(word,) for word in typed[at:].split()]


def _others(word: str) -> list[str]:
    """Return what else means the same, but nothing that is found by a part of it already."""
    others = [one for one in _meanings()[word] if one != word and len(one) >= SHORTEST]
    return [
        one for one in others if not any(part in one for part in [word, *others] if part != one)
    ]


@cache
def _meanings() -> Mapping[str, list[str]]:
    """Return for each word, agreed or not, all that mean the same."""
    groups: dict[str, list[str]] = {}
    for written, agreed in _agreed().items():
        groups.setdefault(fold(agreed), [fold(agreed)]).append(written)
    return {word: group for group in groups.values() for word in group}


@cache
def _known() -> re.Pattern[str]:
    return _any_of(_meanings())


@cache
def _agreed() -> Mapping[str, str]:
    with FILE.open(newline="", encoding="utf-8") as file:
        return {fold(row["written"]): row["canonical"] for row in csv.DictReader(file)}


@cache
def _pattern() -> re.Pattern[str]:
    return _any_of(_agreed())


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Match whole words, the longest phrase first."""
    phrases = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")

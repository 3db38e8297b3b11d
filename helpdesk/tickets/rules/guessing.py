"""What a ticket is about, guessed from its words; officers correct it where it is wrong."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from helpdesk.core.text import fold

ENOUGH = 3  # points below which nothing is guessed
LEAD = 1  # points by which the best must be ahead of the next
LETTERS_OF_A_WORD = 4  # shorter ones are in every sentence


class Guessable(Protocol):
    """A category, as far as guessing cares.

    `keywords` are words or phrases between commas; `*` stands for any letters, and `:4` behind
    one says how much it weighs where that is not 1.
    """

    code: str
    keywords: str


def guess_category(text: str, categories: Iterable[Guessable]) -> str | None:
    """Return the code of the category that a text is about, or None where that is not sure.

    The first line is what somebody wrote as the subject, and weighs double.
    """
    first, _, rest = text.partition("\n")
    lines = ((fold(first), 2), (fold(rest), 1))
    points = {one.code: _points(lines, one.keywords) for one in categories}
    ranked = sorted(points, key=lambda code: points[code], reverse=True)
    if not ranked or points[ranked[0]] < ENOUGH:
        return None
    behind = points[ranked[1]] if len(ranked) > 1 else 0
    return ranked[0] if points[ranked[0]] - behind >= LEAD else None


def share_words(text: str, other: str, *, least: int = 2) -> bool:
    """Tell whether two texts have enough words in common to be about the same thing."""
    return len(_words(text) & _words(other)) >= least


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) >= LETTERS_OF_A_WORD}


def _points(lines: Iterable[tuple[str, int]], keywords: str) -> int:
    found = _patterns(keywords)
    return sum(
        weight * times for line, times in lines for pattern, weight in found if pattern.search(line)
    )


@lru_cache(maxsize=1024)
def _patterns(keywords: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple(_pattern(one) for one in keywords.split(",") if one.strip())


def _pattern(keyword: str) -> tuple[re.Pattern[str], int]:
    words, _, weight = keyword.strip().partition(":")
    letters = re.escape(fold(words)).replace(r"\*", r"\w*")
    return re.compile(rf"(?<!\w){letters}(?!\w)"), int(weight or 1)

"""The details that a council asks about a category: their kinds, and how an answer is kept."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    YES_NO = "yes_no"


YES, NO = "yes", "no"
MOST_CHOICES = 40
LONGEST_CHOICE = 60
LONGEST_ANSWER = 200


class FieldKindFixedError(Exception):
    """A detail that devices answer already keeps its kind, or its answers would mean nothing."""


def choices_in(text: str) -> list[str]:
    """Return what stands on the lines of a box, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(filter(None, lines)))


def plain(number: Decimal) -> str:
    """Spell a number in one way: 8, 12.5."""
    said = f"{number:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def merged(before: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """Put new answers over old ones; an empty one takes the old away, what was not asked stays."""
    return {field: answer for field, answer in {**before, **said}.items() if answer}

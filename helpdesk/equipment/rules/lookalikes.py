"""Which serial numbers and tags people take for one another."""

import re
from collections.abc import Iterable
from itertools import zip_longest

SAME_SIGNS = str.maketrans("OI", "01")
SIGNS = re.compile(r"[^0-9A-Z]+")

ENDING = 2  # signs at the end of a serial number that count on


class LookalikeError(Exception):
    """A device like this one is in the register; whoever knows that it is another may say so."""

    def __init__(self, ids: Iterable[int]) -> None:
        super().__init__("a device like this is in the register")
        self.ids = list(ids)


def serials_alike(one: str, other: str, *, in_a_row: bool = False) -> bool:
    """Tell numbers that differ in O and 0, I and 1, gaps, dashes or in one sign.

    Of boxes that were bought together the numbers often run on: `in_a_row`, one digit for another
    is no slip, nor is another letter at the end.
    """
    one, other = _bare(one), _bare(other)
    if one == other:
        return True
    if in_a_row and len(one) == len(other) and _runs_on(one, other):
        return False
    return _differ_in_one(one, other)


def tags_alike(one: str, other: str) -> bool:
    """Tell tags that differ only in signs between, in leading zeros, or in O and 0, I and 1."""
    return _parts(one) == _parts(other)


def _bare(serial: str) -> str:
    return SIGNS.sub("", serial.upper().translate(SAME_SIGNS))


def _parts(tag: str) -> list[str]:
    found = SIGNS.split(tag.upper().translate(SAME_SIGNS))
    return [part.lstrip("0") for part in found if part]


def _runs_on(one: str, other: str) -> bool:
    """Tell numbers of one delivery: other digits, or other signs at their end."""
    pairs = enumerate(zip(one, other, strict=True), start=ENDING - len(one))
    return all(
        a == b or (a.isdigit() and b.isdigit()) or (at >= 0 and a.isalpha() and b.isalpha())
        for at, (a, b) in pairs
    )


def _differ_in_one(one: str, other: str) -> bool:
    """Tell two words of which one sign was changed, left out or put in."""
    if abs(len(one) - len(other)) > 1:
        return False
    pairs = enumerate(zip_longest(one, other))
    at = next(place for place, (a, b) in pairs if a != b)
    if len(one) == len(other):
        return one[at + 1 :] == other[at + 1 :]
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer[at + 1 :] == shorter[at:]

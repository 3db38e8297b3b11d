"""Tables of moves: which state may follow which."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

State = TypeVar("State", bound=StrEnum)


class IllegalTransitionError(Exception):
    def __init__(self, current: StrEnum, wanted: StrEnum) -> None:
        super().__init__(f"no way from {current} to {wanted}")
        self.current = current
        self.wanted = wanted


def check(moves: Mapping[State, frozenset[State]], current: State, wanted: State) -> None:
    if wanted not in moves[current]:
        raise IllegalTransitionError(current, wanted)

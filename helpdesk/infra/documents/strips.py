"""A paper as bands from edge to edge, and how they are cut into pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TypeAlias, TypeVar

from reportlab.pdfgen.canvas import Canvas

Draw: TypeAlias = Callable[[Canvas], None]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Strip:
    """One band that is never cut; its origin is its top left corner, down is negative."""

    height: float
    draw: Draw | None = None  # nothing: a space, which no page begins with
    glued: bool = False  # stays on the page of the strip that follows
    heading: "Strip | None" = None  # repeated when a page begins with this strip
    turns: bool = False  # the page; what follows begins a new one


def space(height: float) -> Strip:
    return Strip(height, glued=True)


def glued(strips: Iterable[Strip]) -> list[Strip]:
    return [replace(strip, glued=True) for strip in strips]


def ending_glued(strips: Sequence[Strip], least: float) -> list[Strip]:
    """Glue the last strips, at least so high together, to what will follow them."""
    start, height = len(strips), 0.0
    while start and height < least:
        start -= 1
        height += strips[start].height
    return [*strips[:start], *glued(strips[start:])]


def rows_of(things: Sequence[Thing], most: int) -> list[Sequence[Thing]]:
    """Share things out among as few rows as will do, so that the rows are about alike."""
    rows = ceil(len(things) / most)
    each = ceil(len(things) / rows) if rows else 1
    return [things[start : start + each] for start in range(0, len(things), each)]


def pages(strips: Iterable[Strip], room: float) -> list[list[Strip]]:
    """Fill pages from the top; glued strips are parted only when no page could hold them."""
    filler = _Filler(room)
    for cluster in _clusters(strips):
        height = sum(strip.height for strip in cluster)
        if filler.left < height <= room - _heading_height(cluster[0]):
            filler.turn(cluster[0])
        for strip in cluster:
            filler.place(strip)
    return filler.pages


class _Filler:
    def __init__(self, room: float) -> None:
        self._room = self.left = room
        self.pages: list[list[Strip]] = [[]]

    def place(self, strip: Strip) -> None:
        if (strip.turns or strip.height > self.left) and self.pages[-1]:
            self.turn(strip)
        if strip.draw or self.pages[-1]:
            self.pages[-1].append(strip)
            self.left -= strip.height

    def turn(self, first: Strip) -> None:
        self.pages.append([])
        self.left = self._room
        if first.heading:
            self.place(first.heading)


def _clusters(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    cluster: list[Strip] = []
    for strip in strips:
        cluster.append(strip)
        if not strip.glued:
            yield cluster
            cluster = []
    if cluster:
        yield cluster


def _heading_height(strip: Strip) -> float:
    return strip.heading.height if strip.heading else 0

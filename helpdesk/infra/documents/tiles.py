"""Key figures on paper, in boxes side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from helpdesk.infra.documents.cells import shown
from helpdesk.infra.documents.model import Tile, Tiles
from helpdesk.infra.documents.strips import Strip, rows_of, space
from helpdesk.infra.documents.texts import Lane
from helpdesk.infra.documents.typesetting import BOLD, BRAND, PALE_INK, SHADE, Style, fitted

NARROWEST = 110.0
GAP, PADDING, EDGE = 7.0, 7.0, 2.0
LABEL, VALUE, NOTE = Style(size=7.5, colour=PALE_INK), Style(BOLD, 15), Style(size=7)
SMALLEST = 8.0
MOST_LINES = 3


def tiles_strips(tiles: Tiles, width: float) -> list[Strip]:
    rows = rows_of(tiles.tiles, int(width / NARROWEST))
    strips: list[Strip] = []
    for row in rows:
        drawn = TileRow(row, (width + GAP) / len(rows[0]) - GAP)
        strips += [space(GAP), Strip(drawn.height, drawn.draw)]
    return strips[1:]


@dataclass(frozen=True, slots=True)
class TileRow:
    """Boxes of one height: labels from the top, then the figures, then the notes."""

    tiles: Sequence[Tile]
    box: float

    @property
    def height(self) -> float:
        notes = max(len(self._lane(0, NOTE).wrap(tile.note, MOST_LINES)) for tile in self.tiles)
        return self._note_top + notes * NOTE.leading + PADDING

    def draw(self, canvas: Canvas) -> None:
        for number, tile in enumerate(self.tiles):
            left = number * (self.box + GAP)
            self._draw_ground(canvas, left)
            self._draw_words(canvas, tile, left + EDGE + PADDING)

    @property
    def _value_top(self) -> float:
        labels = max(len(self._lane(0, LABEL).wrap(t.label, MOST_LINES)) for t in self.tiles)
        return PADDING + labels * LABEL.leading

    @property
    def _note_top(self) -> float:
        return self._value_top + VALUE.leading

    def _draw_ground(self, canvas: Canvas, left: float) -> None:
        for colour, width in ((SHADE, self.box), (BRAND, EDGE)):
            canvas.setFillColor(colour)
            canvas.rect(left, -self.height, width, self.height, stroke=0, fill=1)

    def _draw_words(self, canvas: Canvas, tile: Tile, left: float) -> None:
        label, note = self._lane(left, LABEL), self._lane(left, NOTE)
        label.draw(label.wrap(tile.label, MOST_LINES), canvas, -PADDING)
        note.draw(note.wrap(tile.note, MOST_LINES), canvas, -self._note_top)
        value = self._lane(left, VALUE)
        value = replace(value, style=_shrunk(shown(tile.value), value))
        value.draw([fitted(shown(tile.value), value.style, value.width)], canvas, -self._value_top)

    def _lane(self, left: float, style: Style) -> Lane:
        return Lane(style, left, self.box - EDGE - 2 * PADDING)


def _shrunk(text: str, lane: Lane) -> Style:
    """Set a long sum smaller, so that it is whole."""
    room = lane.width - 0.01  # since what fits exactly may be found too wide in the end
    needed = lane.style.size * room / max(lane.style.wide(text), 1)
    return replace(lane.style, size=max(SMALLEST, min(lane.style.size, needed)))

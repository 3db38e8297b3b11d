"""Many places to sign, one below another, as a committee signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from flask_babel import gettext as _
from reportlab.pdfgen.canvas import Canvas

from helpdesk.infra.documents.model import Signature
from helpdesk.infra.documents.strips import Strip, glued, space
from helpdesk.infra.documents.texts import Lane
from helpdesk.infra.documents.typesetting import BOLD, LINE, PALE_INK, Style

SHARES = (6, 8, 7, 10, 5)
GAP, SPACE, HAIR = 8.0, 14.0, 0.5
WRITING = 27.0  # points; a hand needs seven millimetres, and two lines of print as much
HEADING, ROLE, SAID = Style(size=8, colour=PALE_INK), Style(BOLD, 8.5), Style(size=8.5)
NOTE = Style(size=6.5, colour=PALE_INK)


@dataclass(frozen=True, slots=True)
class _Cell:
    words: str
    style: Style


def roster_strips(signatures: Sequence[Signature], width: float) -> list[Strip]:
    """Set each place to sign on one line, all on one page with what precedes them."""
    titles = ("", _("Name"), _("Job title"), _("Signature"), _("Date"))
    head = [_Cell(words, HEADING) for words in titles]
    rows = [_cells(one) for one in signatures]
    strips = [Strip(HEADING.leading + 3, partial(_draw, head, HEADING.leading + 3, width))]
    strips += [Strip(WRITING, partial(_draw, row, WRITING, width)) for row in rows]
    return [space(SPACE), *glued(strips[:-1]), strips[-1]]


def _cells(one: Signature) -> list[_Cell]:
    role = f"{one.heading}: {one.office}" if one.office else one.heading
    said = _Cell(one.name, SAID), _Cell(one.job_title, SAID)
    return [_Cell(role, ROLE), *said, _Cell(one.confirmed, NOTE), _Cell(one.day, SAID)]


def _draw(cells: Sequence[_Cell], height: float, width: float, canvas: Canvas) -> None:
    for cell, lane in zip(cells, _lanes(cells, width), strict=True):
        lines = lane.wrap(cell.words, 3 if cell.style is NOTE else 2) if cell.words else []
        lane.draw(lines, canvas, len(lines) * cell.style.leading + 2 - height)
    canvas.setLineWidth(HAIR)
    canvas.setStrokeColor(LINE)
    canvas.line(0, -height, width, -height)


def _lanes(cells: Sequence[_Cell], width: float) -> Iterator[Lane]:
    left, each = 0.0, width / sum(SHARES)
    for cell, share in zip(cells, SHARES, strict=True):
        yield Lane(cell.style, left, share * each - GAP)
        left += share * each

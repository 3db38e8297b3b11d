"""Places to sign, never parted from their headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from reportlab.pdfgen.canvas import Canvas

from helpdesk.infra.documents.model import Signature
from helpdesk.infra.documents.roster import roster_strips
from helpdesk.infra.documents.strips import Strip, glued, rows_of, space
from helpdesk.infra.documents.texts import Lane
from helpdesk.infra.documents.typesetting import BOLD, LINE, PALE_INK, Style

NARROWEST = 140.0
GAP, SPACE = 18.0, 16.0
HEADING, OFFICE, LABEL = Style(BOLD, 8.5), Style(size=8.5), Style(size=8, colour=PALE_INK)
NOTE = Style(size=7, colour=PALE_INK)
WRITING = 21.0  # points; a hand needs seven millimetres
STAMP = 58.0
NOTE_LINES = 3
MANY = 5
HAIR = 0.5


def signature_strips(signatures: Sequence[Signature], width: float) -> list[Strip]:
    """Set signatures side by side, on one page with each other and with what precedes them.

    Many that bear no stamp stand one below another, which takes less of the page.
    """
    if len(signatures) >= MANY and not any(one.is_stamped for one in signatures):
        return roster_strips(signatures, width)
    strips: list[Strip] = []
    for row in rows_of(signatures, int(width / NARROWEST)):
        places = _Places(row, (width + GAP) / max(len(row), 2) - GAP)
        strips += [space(SPACE), Strip(places.height, places.draw)]
    return [*glued(strips[:-1]), *strips[-1:]]


@dataclass(frozen=True, slots=True)
class _Places:
    signatures: Sequence[Signature]
    width: float

    @property
    def height(self) -> float:
        stamp = SPACE / 2 + STAMP if self._is_stamped else 0
        return self._written + self._notes + stamp

    def draw(self, canvas: Canvas) -> None:
        labels = [_("Name"), _("Job title"), _("Signature"), _("Date")]
        for number, signature in enumerate(self.signatures):
            left = number * (self.width + GAP)
            self._draw_heading(canvas, signature, left)
            known = [signature.name, signature.job_title, "", signature.day]
            for line, (label, said) in enumerate(zip(labels, known, strict=True), start=1):
                down = self._first_line + line * WRITING
                self._draw_line(canvas, label, left, down)
                self._draw_known(canvas, said, left + LABEL.wide(f"{label}: "), down)
            self._draw_note(canvas, signature, left)
            if self._is_stamped:
                self._draw_stamp(canvas, left)

    @property
    def _written(self) -> float:
        return self._first_line + 4 * WRITING

    @property
    def _notes(self) -> float:
        """Make room below the lines for who confirmed in the program."""
        return max(len(self._note(one)) for one in self.signatures) * NOTE.leading

    def _note(self, signature: Signature) -> list[str]:
        said = signature.confirmed
        return Lane(NOTE, 0, self.width).wrap(said, NOTE_LINES) if said else []

    def _draw_note(self, canvas: Canvas, signature: Signature, left: float) -> None:
        lane = Lane(NOTE, left, self.width)
        lane.draw(self._note(signature), canvas, -self._written - NOTE.leading / 3)

    @property
    def _is_stamped(self) -> bool:
        return any(signature.is_stamped for signature in self.signatures)

    @property
    def _office_top(self) -> float:
        lane = Lane(HEADING, 0, self.width)
        return max(len(lane.wrap(s.heading, 2)) for s in self.signatures) * HEADING.leading

    @property
    def _first_line(self) -> float:
        lane = Lane(OFFICE, 0, self.width)
        offices = max(len(lane.wrap(s.office, 2)) for s in self.signatures)
        return self._office_top + offices * OFFICE.leading

    def _draw_heading(self, canvas: Canvas, signature: Signature, left: float) -> None:
        heading, office = Lane(HEADING, left, self.width), Lane(OFFICE, left, self.width)
        heading.draw(heading.wrap(signature.heading, 2), canvas)
        office.draw(office.wrap(signature.office, 2), canvas, -self._office_top)

    def _draw_line(self, canvas: Canvas, label: str, left: float, down: float) -> None:
        Lane(LABEL, left, self.width).draw([f"{label}:"], canvas, LABEL.leading - down)
        start = left + LABEL.wide(f"{label}: ")
        canvas.setLineWidth(HAIR)
        canvas.setStrokeColor(LINE)
        canvas.line(start, -down, left + self.width, -down)

    def _draw_known(self, canvas: Canvas, said: str, left: float, down: float) -> None:
        """Write what is known onto its line, in two where it is long."""
        if said:
            lane = Lane(OFFICE, left, self.width - LABEL.wide(f"{_('Job title')}: "))
            lines = lane.wrap(said, 2)
            lane.draw(lines, canvas, len(lines) * OFFICE.leading - down)

    def _draw_stamp(self, canvas: Canvas, left: float) -> None:
        canvas.setStrokeColor(LINE)
        canvas.setDash(2, 2)
        canvas.rect(left, -self.height, self.width, STAMP, stroke=1, fill=0)
        canvas.setDash()
        Lane(LABEL, left + 4, self.width).draw(
            [_("Official stamp")], canvas, STAMP - self.height - 2
        )

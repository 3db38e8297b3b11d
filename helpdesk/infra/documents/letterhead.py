"""The head of an official paper: who writes, under which number, about what."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from reportlab.graphics import renderPDF
from reportlab.pdfgen.canvas import Canvas

from helpdesk.infra.documents.cells import shown
from helpdesk.infra.documents.model import Report
from helpdesk.infra.documents.qr import qr_drawing
from helpdesk.infra.documents.strips import Strip, space
from helpdesk.infra.documents.texts import Align, Lane, text_strips
from helpdesk.infra.documents.typesetting import BOLD, BRAND, Style

NAME, SMALL, TITLE, PERIOD = Style(BOLD, 10.5), Style(size=8), Style(BOLD, 13), Style(size=10)
MOST_LINES = 6
QR_SIZE = 62.0
RULE = 1.2


def letterhead_strips(report: Report, width: float) -> list[Strip]:
    names = Lane(NAME, 0, width, Align.CENTRE)
    lines = [s for line in report.letterhead.lines for s in text_strips(line, names, MOST_LINES)]
    address = _Address(report, width)
    return [
        *lines,
        space(4),
        Strip(address.height, address.draw),
        Strip(RULE * 4, _Rule(width).draw),
        *_title_strips(report, width),
    ]


def _title_strips(report: Report, width: float) -> list[Strip]:
    title, period = Lane(TITLE, 0, width, Align.CENTRE), Lane(PERIOD, 0, width, Align.CENTRE)
    return [
        space(10),
        *text_strips(report.title.upper(), title, MOST_LINES),
        *text_strips(report.period, period, MOST_LINES),
    ]


@dataclass(frozen=True, slots=True)
class _Rule:
    width: float

    def draw(self, canvas: Canvas) -> None:
        canvas.setStrokeColor(BRAND)
        canvas.setLineWidth(RULE)
        canvas.line(0, -RULE * 3, self.width, -RULE * 3)


@dataclass(frozen=True, slots=True)
class _Address:
    """Contacts at the left, number and date at the right, the way back to the record beside."""

    report: Report
    width: float

    @property
    def height(self) -> float:
        lines = max(len(self._contacts), len(self._numbers)) * SMALL.leading
        return max(lines, QR_SIZE if self.report.link else 0)

    def draw(self, canvas: Canvas) -> None:
        self._left.draw(self._contacts, canvas)
        self._right.draw(self._numbers, canvas)
        if self.report.link:
            code = qr_drawing(self.report.link, QR_SIZE)
            renderPDF.draw(code, canvas, self.width - QR_SIZE, -QR_SIZE)

    @property
    def _left(self) -> Lane:
        return Lane(SMALL, 0, self.width * 0.45)

    @property
    def _right(self) -> Lane:
        code = QR_SIZE + 8 if self.report.link else 0
        return Lane(SMALL, self.width * 0.5, self.width * 0.5 - code, Align.RIGHT)

    @property
    def _contacts(self) -> Sequence[str]:
        lines = self.report.letterhead.contacts
        return [line for contact in lines for line in self._left.wrap(contact, MOST_LINES)]

    @property
    def _numbers(self) -> Sequence[str]:
        report = self.report
        number = [f"{_('Ref. No.')}: {report.reference}"] if report.reference else []
        words = [*number, f"{_('Date')}: {shown(report.made_at)[:10]}", report.link]
        return [line for text in words if text for line in self._right.wrap(text, MOST_LINES)]

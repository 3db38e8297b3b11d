"""Labels: every code is read, no word leaves its label."""

import random
from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter
from pypdf import PdfReader
from reportlab.lib.units import mm

from helpdesk.equipment.reports.labels import LAYOUTS
from helpdesk.equipment.rules.labels import PER_PAGE, Sheet
from helpdesk.infra.documents.labels import Label, Layout, print_labels, set_words
from helpdesk.infra.documents.texts import Lane
from helpdesk.infra.documents.typesetting import Style

pytestmark = pytest.mark.sqlite_only
DPI, FINE = 200, 3  # drawn finer, then shrunk, as a printer's edges are
TWENTY = Layout(page=(26, 26), label=(26, 26), code=20)
LONGEST = "Wakala wa Huduma za Ushauri wa Kompyuta na Mitandao ya Taifa"
OFTEN = Label("Halmashauri ya Wilaya ya Mabwepande", "MBR/ICT/PR/0011", "HP LaserJet", "-")


def address(number):
    return f"https://ict.mabwepande.go.tz/e/MBR-{number:04}"


def boxes(page):
    """The dark boxes that the commands of a page draw, in points."""
    drawn, shifts, shift = [], [], (0.0, 0.0)

    def look(operator, operands, _cm, _tm):
        nonlocal shift
        match operator, [float(one) for one in operands if operator in (b"cm", b"re")]:
            case b"q", _:
                shifts.append(shift)
            case b"Q", _:
                shift = shifts.pop()
            case b"cm", [1.0, 0.0, 0.0, 1.0, x, y]:
                shift = (shift[0] + x, shift[1] + y)
            case b"re", [x, y, width, height]:
                drawn.append((shift[0] + x, shift[1] + y, width, height))

    page.extract_text(visitor_operand_before=look)
    return drawn


def photographed(page, *, degrees, blur):
    """Draw a page's own boxes at 200 dpi, out of focus and askew, as a telephone sees them."""
    scale = DPI * FINE / 72
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    image = Image.new("L", (round(width * scale), round(height * scale)), 255)
    paper = ImageDraw.Draw(image)
    for x, y, wide, high in boxes(page):
        top = height - y - high
        left_top, right_bottom = (
            (x * scale, top * scale),
            ((x + wide) * scale, (top + high) * scale),
        )
        paper.rectangle([*left_top, *(end - 1 for end in right_bottom)], fill=0)
    small = image.resize((image.width // FINE, image.height // FINE), Image.Resampling.BOX)
    turned = small.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    return turned.filter(ImageFilter.GaussianBlur(blur))


def test_at_20_mm_ninety_nine_labels_of_a_hundred_are_read_from_a_poor_photograph():
    labels = [replace(OFTEN, address=address(number)) for number in range(100)]
    pages = PdfReader(BytesIO(print_labels(labels, TWENTY, title="Lebo"))).pages
    luck = random.Random(24)  # noqa: S311  # the same every time

    read = [
        zxingcpp.read_barcodes(
            photographed(page, degrees=luck.uniform(-12, 12), blur=luck.uniform(0.5, 1.2))
        )
        for page in pages
    ]

    told = [codes[0].text if codes else "" for codes in read]
    right = sum(text == label.address for text, label in zip(told, labels, strict=True))
    assert right >= 99


@pytest.mark.parametrize("sheet", Sheet)
def test_a_sheet_holds_what_it_says_and_begins_where_it_is_told(sheet):
    layout = LAYOUTS[sheet]
    labels = [replace(OFTEN, address=address(one)) for one in range(layout.per_page)]

    whole = PdfReader(BytesIO(print_labels(labels, layout, title="Lebo"))).pages
    later = PdfReader(BytesIO(print_labels(labels, layout, title="Lebo", first=3))).pages

    assert layout.per_page == PER_PAGE[sheet]
    assert len(whole) == 1
    assert len(later) == (2 if layout.per_page > 1 else 1)
    width, height = (float(side) for side in layout.page)
    assert all(
        x >= 0 and x + wide <= width * mm and y >= 0 and y + high <= height * mm
        for x, y, wide, high in boxes(whole[0])
    )


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("words", [LONGEST, "W" * 60, "i" * 60])
def test_words_of_sixty_letters_stay_within_their_label(sheet, words):
    layout = LAYOUTS[sheet]
    room = (layout.label[0] - 2 * layout.edge - layout.code) * mm - 1.5 * mm
    label = Label(words, words.replace(" ", "/"), words, "-")

    said = set_words(label, layout, Lane(Style(), 0, room))

    assert all(lane.style.wide(line) <= room for lane, lines in said for line in lines)
    high = sum(len(lines) * lane.style.leading for lane, lines in said)
    assert high <= (layout.label[1] - 2) * mm

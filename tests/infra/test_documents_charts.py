from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

import html5lib
import pytest
import segno
from bs4 import BeautifulSoup, Tag
from reportlab.graphics.shapes import Drawing, Rect, String

from helpdesk.infra.documents.charts import drawing, is_empty
from helpdesk.infra.documents.model import Figure, FigureKind, Series
from helpdesk.infra.documents.qr import QUIET, qr_drawing, qr_svg
from helpdesk.infra.documents.scales import scale_for
from helpdesk.infra.documents.svg import svg
from helpdesk.infra.documents.typesetting import Style
from tests.infra.documents_sample import APP

MONTHS = [
    "Julai",
    "Agosti",
    "Septemba",
    "Oktoba",
    "Novemba",
    "Desemba",
    "Januari",
    "Februari",
    "Machi",
    "Aprili",
    "Mei",
    "Juni",
]
GROWING = ["Diski", *(f"Mtandao wa ndani umekatika {'kata ' * n}" for n in range(7))]
LONG = [f"Kadi ya mashine ya kukusanyia mapato haisomeki {n}" for n in range(9)]
KINDS = list(FigureKind)


def figure(kind: FigureKind, categories: list[str], several: int = 1) -> Figure:
    count = 1 if kind is FigureKind.PARETO else several
    values = [[n * 7 % 13 + number for n in range(len(categories))] for number in range(count)]
    labels = ["Yaliyopangwa kwa mwaka wa fedha", "Yaliyofanyika", "Yaliyoahirishwa", "Yaliyofutwa"]
    named = zip(labels, values, strict=False)
    return Figure("Kazi", kind, categories, [Series(*pair) for pair in named], "Idadi")


def drawn(shown: Figure, width: float = 480, size: float = 8) -> Drawing:
    with APP.app_context():
        return drawing(shown, width, size)


def inline(shown: Figure, prefix: str = "f") -> str:
    with APP.app_context():
        return svg(shown, prefix)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("categories", [MONTHS, LONG, GROWING, ["Moja"], MONTHS * 4], ids=len)
@pytest.mark.parametrize(("width", "size"), [(480, 8), (360, 11)])
def test_all_that_is_drawn_lies_on_the_paper(kind, categories, width, size):
    chart = drawn(figure(kind, categories, 4), width, size)
    left, bottom, right, top = chart.getBounds()

    assert left >= -2
    assert bottom >= -1
    assert right <= width + 2
    assert top <= chart.height + 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("categories", [MONTHS, LONG], ids=len)
def test_words_on_one_line_do_not_touch(kind, categories):
    chart = drawn(figure(kind, categories, 4))
    lines = defaultdict(list)
    for shape in chart.contents:
        if isinstance(shape, String):
            lines[round(shape.y)].append(extent(shape))
    for spans in lines.values():
        ordered = sorted(spans)
        assert all(end < start for (_, end), (start, _) in pairwise(ordered))


def extent(shape: String) -> tuple[float, float]:
    wide = Style(size=shape.fontSize).wide(shape.text)
    start = shape.x - wide * {"start": 0, "middle": 0.5, "end": 1}[shape.textAnchor]
    return start, start + wide


def test_bars_begin_at_zero_and_are_as_high_as_their_values():
    chart = drawn(Figure("F", FigureKind.BARS, ["a", "b"], [Series("n", [10, 5])]))
    high, low = [shape for shape in chart.contents if isinstance(shape, Rect)]

    assert high.y == low.y
    assert high.height == pytest.approx(2 * low.height)


def test_a_stack_is_as_high_as_its_sum():
    series = [Series("a", [Decimal("1.50")]), Series("b", [Decimal("2.50")])]
    chart = drawn(Figure("F", FigureKind.STACKED_BARS, ["x"], series))
    bars = [shape for shape in chart.contents if isinstance(shape, Rect) and shape.width > 10]

    assert bars[1].y == pytest.approx(bars[0].y + bars[0].height)
    assert "4" in [shape.text for shape in chart.contents if isinstance(shape, String)]


def test_what_is_taken_back_hangs_below_zero():
    chart = drawn(Figure("F", FigureKind.BARS, ["a", "b"], [Series("n", [10, -5])]))
    above, below = [shape for shape in chart.contents if isinstance(shape, Rect)]

    assert below.y + below.height == pytest.approx(above.y)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_zeros_is_drawn(kind):
    assert drawn(Figure("F", kind, MONTHS, [Series("n", [0] * 12)])).contents


def test_a_figure_without_values_is_empty():
    assert is_empty(Figure("F", FigureKind.BARS, [], [Series("n", [])]))
    assert is_empty(Figure("F", FigureKind.BARS, ["a"], []))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], [0, 1]),
        ([3], [0, 1, 2, 3]),
        ([137], [0, 50, 100, 150]),
        (
            [Decimal("0.8")],
            [Decimal("0.0"), Decimal("0.2"), Decimal("0.4"), Decimal("0.6"), Decimal("0.8")],
        ),
        ([-3, 6], [-4, -2, 0, 2, 4, 6]),
        ([6_400_000], [0, 2_000_000, 4_000_000, 6_000_000, 8_000_000]),
    ],
)
def test_axes_begin_at_zero_and_go_in_round_steps(values, ticks):
    assert scale_for(values, 100).ticks == ticks


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_on_a_page_is_valid_and_styles_nothing(kind):
    page = inline(figure(kind, LONG, 4))

    html5lib.HTMLParser(strict=True).parseFragment(page)
    assert "style" not in page
    assert page.startswith("<svg ")


def test_a_chart_says_what_it_shows_to_those_who_cannot_see_it():
    page = inline(Figure("Kazi", FigureKind.BARS, ["Julai"], [Series("n", [7])]))
    drawing = element(page, "svg[role=img]")

    assert element(page, f"#{drawing['aria-labelledby']}").get_text() == "Kazi"
    assert element(page, f"#{drawing['aria-describedby']}").get_text() == "Julai: 7"


def element(page: str, selector: str) -> Tag:
    (found,) = BeautifulSoup(page, "html.parser").select(selector)
    return found


def test_two_charts_on_a_page_share_no_ids():
    both = BeautifulSoup(
        "".join(inline(figure(FigureKind.BARS, MONTHS), p) for p in "ab"), "html.parser"
    )
    ids = [tag["id"] for tag in both.select("[id]")]

    assert len(ids) == len(set(ids)) == 4


def test_what_somebody_typed_cannot_leave_the_chart():
    typed = '</text><script>alert(1)</script>" onload=\x00'
    page = inline(Figure(typed, FigureKind.BARS, [typed, "b"], [Series(typed, [1, 2])] * 2, typed))

    assert not BeautifulSoup(page, "html.parser").find("script")
    assert "onload" not in element(page, "svg").attrs
    assert "\x00" not in page


def test_a_code_on_a_page_is_valid_and_says_its_text():
    page = qr_svg("https://tehama.go.tz/e/MBR-0011?a=1&b=<2>")

    html5lib.HTMLParser(strict=True).parseFragment(page)
    assert "style" not in page
    assert element(page, "title").get_text() == "https://tehama.go.tz/e/MBR-0011?a=1&b=<2>"


def test_a_code_on_paper_is_dark_where_it_should_be():
    text = "https://tehama.go.tz/e/MBR-0011"
    code = segno.make_qr(text, error="m")
    dark = sum(map(sum, code.matrix))
    modules = code.symbol_size(border=QUIET)[0]

    shapes = [shape for shape in qr_drawing(text, modules).contents if isinstance(shape, Rect)]

    assert sum(shape.width * shape.height for shape in shapes) == pytest.approx(dark)
    assert min(shape.x for shape in shapes) == pytest.approx(QUIET)

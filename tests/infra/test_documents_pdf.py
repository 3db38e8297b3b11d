from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from pypdf import PdfReader

from helpdesk.infra.documents.model import (
    Band,
    Cell,
    Column,
    Facts,
    Paragraph,
    Section,
    Signature,
    Table,
    Tile,
    Tiles,
)
from helpdesk.infra.documents.strips import Strip, ending_glued, pages, rows_of, space
from helpdesk.infra.documents.typesetting import Style, fitted, wrapped
from tests.infra.documents_sample import PARTS, REPORT, holding, pages_of, printed


def rows(count: int) -> Table:
    columns = [Column("Hati ya kazi", 2), Column("Kifaa", 3), Column("Saa", numeric=True)]
    return Table(columns, [(f"WO-{n:05}", "Printa ya ofisi", n) for n in range(count)])


def test_a_paper_holds_its_words_and_figures():
    text = "".join(pages_of(REPORT))

    for words in (
        "JAMHURI YA MUUNGANO WA TANZANIA",
        "S.L.P. 237, Rujewa",
        "Kumb. Na.: MBR/RPT/2026-27/00001",
        "Tarehe: 02/10/2026",
        "TAARIFA YA MATENGENEZO",
        "Julai hadi Septemba 2026",
        "1. Utangulizi",
        "Vifaa <45> & 3.",
        "137",
        "2. Vipuri",
        "RAM 8GB <b>",
        "09/07/2026",
        "(85,000.50)",
        "Jumla",
        "Matengenezo kinga",
        "Dhamana hadi",
        "Imechapishwa na Asha Mrisho tarehe 02/10/2026, 00:30",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("typed", "printed_as"),
    [
        ("Ōmari wa Ng\u02bcombe – \u01e4", "Omari wa Ng'ombe – ?"),
        ("bonyeza A → B, sawa ✓", "bonyeza A -> B, sawa √"),
        ("imekufa 🖨\ufe0f kabisa \U0001fae8", "imekufa ? kabisa ?"),
        ("منى", "???"),
        ("e\u0301te\u0300 CO₂ MBR\u2011001", "étè CO2 MBR-001"),
    ],
)
def test_a_letter_that_the_fonts_lack_is_simplified_or_marked_and_never_lost(typed, printed_as):
    said = Section("", [Paragraph(typed), Table([Column("A")], [(typed,)])])

    (page,) = pages_of(replace(REPORT, period=typed, sections=[said], made_by=typed))

    assert page.count(printed_as) == 4


def test_its_properties_say_when_it_was_printed():
    about = PdfReader(BytesIO(printed(REPORT))).metadata

    assert about is not None
    assert about.creation_date == about.modification_date == REPORT.made_at


def test_the_frame_speaks_the_language_of_the_report():
    text = "".join(pages_of(replace(REPORT, language="en")))

    assert "Page 1 of" in text
    assert "Printed by Asha Mrisho on 02/10/2026, 00:30" in text
    assert "Signature:" in text
    assert "Total" in text


def test_a_long_table_repeats_its_heading_once_a_page():
    texts = pages_of(holding(rows(250)))

    assert len(texts) > 3
    assert all(text.count("Hati ya kazi") == 1 for text in texts)
    assert all(f"Ukurasa {n} kati ya {len(texts)}" in t for n, t in enumerate(texts, start=1))
    assert all("Taarifa ya matengenezo: Julai hadi" in text for text in texts[1:])
    assert sum(text.count("WO-") for text in texts) == 250


def test_rows_stand_below_the_name_of_their_band_with_its_sums():
    table = Table(
        [Column("Kifaa"), Column("Mahali", in_band=True), Column("Bei", numeric=True)],
        [("PC", "Stoo", 7), ("UPS", "Stoo", 5), ("Printa", "Maktaba", 9)],
        totals=[None, None, 21],
        bands=[Band("Stoo (2)", 2, ["Jumla ndogo", None, 12]), Band("Maktaba (1)", 1)],
    )

    (page,) = pages_of(holding(table))

    said = page[page.index("Kifaa") : page.index("Muhuri") if "Muhuri" in page else None]
    words = ["Stoo (2)", "PC", "UPS", "Jumla ndogo", "12", "Maktaba (1)", "Printa", "21"]
    assert [said.index(word) for word in words] == sorted(said.index(word) for word in words)
    assert "Mahali" not in said


def test_a_section_may_begin_a_page():
    first, second = Section("Kwanza", [rows(2)]), Section("Pili", [rows(2)], starts_page=True)

    texts = pages_of(replace(REPORT, sections=[first, second]))

    assert ["Pili" in text for text in texts] == [False, True]


def test_numbers_stay_whole_in_a_table_that_is_too_full():
    columns = [*[Column("Maelezo marefu")] * 16, Column("Gharama iliyolimbikizwa", numeric=True)]
    row: list[Cell] = [*["Kompyuta mpakato"] * 16, Decimal("1234567890.12")]

    (text, *_more) = pages_of(holding(Table(columns, [row] * 3)))

    assert text.count("1,234,567,890.12") == 3


def test_a_paper_says_its_title_and_language_and_brings_its_fonts():
    reader = PdfReader(BytesIO(printed(REPORT)))
    fonts: list[Any] = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]

    assert reader.metadata
    assert reader.metadata.title == "Taarifa ya matengenezo"
    assert str(reader.root_object["/Lang"]) == "sw"
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_a_register_lies_on_its_side():
    page = PdfReader(BytesIO(printed(replace(REPORT, landscape=True)))).pages[0]

    assert page.mediabox.width > page.mediabox.height


def test_a_report_of_nothing_says_so_and_is_still_signed():
    text = "".join(pages_of(holding(Table([Column("Kifaa")], [], caption="Vifaa vibovu"))))

    assert "Vifaa vibovu" in text
    assert "Hakuna kumbukumbu." in text
    for place in (
        "Imeandaliwa na",
        "Afisa TEHAMA",
        "Jina:",
        "Cheo:",
        "Saini:",
        "Tarehe:",
        "Muhuri",
    ):
        assert place in text


@pytest.mark.parametrize("count", range(14, 40, 2))
def test_signatures_are_whole_and_never_alone_on_a_page(count):
    last = pages_of(holding(rows(count)))[-1]

    assert last.count("Muhuri wa ofisi") == 2
    assert "Imeandaliwa na" in last
    assert "Imeidhinishwa na" in last
    assert f"WO-{count - 1:05}" in last


@pytest.mark.parametrize("lines", range(20, 40, 2))
def test_a_heading_is_never_the_last_of_its_page(lines):
    filler = Section("", [Paragraph("Mstari\n" * lines)])
    texts = pages_of(replace(REPORT, sections=[filler, Section("Hitimisho", [rows(30)])]))
    (page,) = [text for text in texts if "Hitimisho" in text]

    assert "WO-00000" in page


@pytest.mark.parametrize("lines", range(20, 40, 2))
def test_facts_stand_together_on_one_page(lines):
    filler = Section("", [Paragraph("Mstari\n" * lines)])
    facts = Facts([(f"Jambo {n:02}", n) for n in range(10)])
    texts = pages_of(replace(REPORT, sections=[filler, Section("Kifaa", [facts])]))
    (page,) = [text for text in texts if "Jambo 00" in text]

    assert all(f"Jambo {n:02}" in page for n in range(10))


@pytest.mark.parametrize("count", [20, 22, 24, 26])
def test_those_who_sign_in_rows_sign_on_one_page(count):
    rows = [("Printa", number) for number in range(count)]
    table = Table([Column("Kifaa"), Column("Idadi")], rows)
    members = [Signature(f"Mjumbe {number}", "Kamati") for number in range(6)]

    paper = pages_of(replace(REPORT, sections=[Section("", [table])], signatures=members))

    assert max(page.count("Mjumbe") for page in paper) == 6


def test_many_sign_in_rows():
    members = [Signature("Mjumbe", f"Ofisi ya {n}") for n in range(7)]

    assert "".join(pages_of(replace(REPORT, signatures=members))).count("Muhuri wa ofisi") == 7


def test_a_cell_longer_than_a_page_is_printed_up_to_its_limit():
    endless = Table([Column("Maelezo", 1), Column("Kifaa", 9)], [("neno " * 5000, "PC")])
    text = " ".join(pages_of(holding(endless)))

    assert 380 < text.count("neno") <= 400
    assert "…" in text


def test_numbers_and_dates_are_never_broken_however_many_columns():
    columns = [Column("Thamani halisi ya kifaa", numeric=True)] * 5 + [Column("Maelezo", 99)]
    table = Table(
        columns, [(1234567,) * 5 + ("Kompyuta ya mezani " * 20,)], totals=(9999999,) * 5 + (None,)
    )
    text = "".join(pages_of(holding(table)))

    assert text.count("1,234,567") == 5
    assert text.count("9,999,999") == 5


def test_a_long_sum_in_a_tile_is_whole():
    sums = [Decimal(f"{n}780085.72") for n in range(1, 300, 7)]
    text = "".join(pages_of(holding(Tiles([Tile("Gharama", one) for one in sums]))))

    assert [one for one in sums if f"{one:,}" not in text] == []


def test_twenty_columns_fit_a_landscape_page():
    columns = [Column(f"Safu ya {n}") for n in range(20)]
    table = Table(columns, [tuple(f"Neno{n}" for n in range(20))])
    text = "".join(pages_of(replace(holding(table), landscape=True)))

    assert all(f"Neno{n}" in text for n in range(20))


def test_a_link_leads_back_to_the_record():
    assert "https://tehama.go.tz/e/MBR-0011" in "".join(
        pages_of(replace(REPORT, link="https://tehama.go.tz/e/MBR-0011"))
    )


@pytest.mark.slow
def test_five_thousand_rows_take_less_than_ten_seconds():
    table = Table(
        [*PARTS.columns, Column("Tatizo", 4)], [(*PARTS.rows[0], "Inabana karatasi")] * 5000
    )

    started = process_time()
    content = printed(holding(table))

    assert process_time() - started < 10
    assert len(PdfReader(BytesIO(content)).pages) > 50


def test_glued_strips_go_to_the_next_page_together():
    heading, row = Strip(10, print, glued=True), Strip(10, print)
    filled = Strip(85, print)

    assert pages([filled, space(3), heading, row], 100) == [[filled], [heading, row]]


def test_a_page_begins_with_the_heading_of_the_table_that_continues():
    heading = Strip(10, print)
    row = Strip(40, print, heading=heading)

    assert pages([row] * 4, 100) == [[row, row], [heading, row, row]]


def test_what_no_page_can_hold_together_is_parted():
    tall = Strip(60, print, glued=True)

    assert [len(page) for page in pages([tall, tall, tall], 100)] == [1, 1, 1]


def test_the_last_strips_are_kept_with_what_follows():
    strips = [Strip(10, print)] * 4

    assert [strip.glued for strip in ending_glued(strips, 15)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("count", "most", "lengths"), [(0, 4, []), (3, 4, [3]), (5, 4, [3, 2]), (8, 4, [4, 4])]
)
def test_boxes_are_shared_out_evenly(count, most, lengths):
    assert [len(row) for row in rows_of(range(count), most)] == lengths


def test_lines_are_filled_and_references_broken_at_a_stroke():
    style = Style(size=8)
    lines = wrapped("Kumb. MBR/WO/2026-27/00042 ya leo", style, 70)

    assert " ".join(lines).replace(" ", "") == "Kumb.MBR/WO/2026-27/00042yaleo"
    assert all(style.wide(line) <= 70 for line in lines)
    assert lines[1] == "MBR/WO/2026-"


def test_what_does_not_fit_ends_in_an_ellipsis():
    style = Style(size=8)

    assert fitted("Printa", style, 100) == "Printa"
    assert fitted("Printa " * 20, style, 100).endswith("…")
    assert style.wide(fitted("Printa " * 20, style, 100)) <= 100
    assert len(wrapped("neno " * 100, style, 60, 3)) == 3

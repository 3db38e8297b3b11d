from dataclasses import replace
from urllib.parse import unquote

import html5lib
import pytest
from bs4 import BeautifulSoup
from flask import g, render_template_string
from flask_login import AnonymousUserMixin
from werkzeug.exceptions import NotFound

from helpdesk.infra.documents.model import (
    Column,
    Figure,
    FigureKind,
    Paragraph,
    Report,
    Section,
    Table,
)
from helpdesk.infra.documents.web import as_file
from tests.infra.documents_sample import APP, REPORT, holding

PAGE = """{% from "components/report.html" import report_body %}<!doctype html>
<html lang="sw"><head><title>R</title></head>
<body><h1>R</h1>{{ report_body(report) }}</body></html>"""


def shown(report: Report) -> BeautifulSoup:
    with APP.test_request_context():
        text = render_template_string(PAGE, report=report)
    html5lib.HTMLParser(strict=True).parse(text)
    return BeautifulSoup(text, "html.parser")


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return shown(REPORT)


def test_each_section_has_its_heading(page):
    assert [heading.get_text() for heading in page.select("h2")] == ["Utangulizi", "Vipuri"]


def test_a_report_of_many_sections_begins_with_the_ways_to_them(page):
    sections = [Section(f"Sehemu {number}", [Paragraph("Neno")]) for number in range(1, 5)]

    many = shown(replace(REPORT, sections=sections))

    links = many.select("nav.screen-only a")
    assert links[0].get_text() == "1. Sehemu 1"
    led_to = [one for link in links for one in many.select(f"{link['href']} h2")]
    assert [heading.get_text() for heading in led_to] == [section.title for section in sections]
    assert not page.select("nav")


def test_a_table_has_a_caption_and_headings_that_say_their_scope(page):
    table = page.select_one("table")

    assert table.caption.get_text() == "Vipuri vilivyotumika"
    assert [th["scope"] for th in table.thead.select("th")] == ["col"] * 4
    assert [cell.get_text() for cell in table.tfoot.select("th, td")] == [
        "Total",
        "",
        "1,250",
        "(60,000.50)",
    ]


def test_what_somebody_typed_is_words_and_not_markup(page):
    assert "RAM 8GB <b>" in page.get_text()
    assert page.find("b") is None


def test_key_figures_and_facts_are_shown(page):
    assert page.select_one(".tile .figure").get_text() == "137"
    assert [fact.get_text() for fact in page.select("dl dt, dl dd")] == [
        "Mahali",
        "Rujewa",
        "Dhamana hadi",
        "31/01/2027",
    ]


def test_a_figure_is_drawn_and_its_values_lie_in_a_table_beside_it(page):
    assert page.select_one("figure svg")
    values = page.select_one("details table")
    assert values.select_one("tbody tr").get_text(" ", strip=True) == "Julai 12"


def test_the_page_styles_nothing_by_itself(page):
    assert not page.select("[style]")


def test_ids_are_the_only_ones_of_their_kind(page):
    ids = [tag["id"] for tag in page.select("[id]")]

    assert len(ids) == len(set(ids))


def test_an_empty_table_and_an_empty_figure_say_so():
    figure = Figure("Maombi", FigureKind.LINES, [], [])
    page = shown(holding(Table([Column("Kifaa")], [], empty="Hakuna kifaa."), figure))

    assert [p.get_text() for p in page.select("p")] == ["Hakuna kifaa.", "No records."]
    assert not page.select("table, svg")


def test_a_file_is_called_by_what_it_is_of_what_and_of_which_day():
    with APP.test_request_context():
        g._login_user = AnonymousUserMixin()
        answer = as_file(replace(REPORT, title="Kadi ya kifaa", reference="MBR/ICT/PR/0001"), "csv")

    assert answer.mimetype == "text/csv"
    name = answer.headers["Content-Disposition"].removeprefix("attachment; filename*=UTF-8''")
    assert unquote(name) == "Kadi ya kifaa MBR-ICT-PR-0001 2026-10-02.csv"


def test_a_form_that_nobody_knows_is_not_found():
    with APP.test_request_context(), pytest.raises(NotFound):
        as_file(REPORT, "exe")

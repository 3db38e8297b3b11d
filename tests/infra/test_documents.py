from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from helpdesk.infra.documents.cells import clean, shown, shown_rows, shown_totals
from helpdesk.infra.documents.formats import print_as
from helpdesk.infra.documents.model import (
    Column,
    Facts,
    Figure,
    FigureKind,
    Paragraph,
    Series,
    Table,
    Tile,
    Tiles,
)
from helpdesk.infra.documents.tables import as_table, cumulative_percentages
from tests.infra.documents_sample import APP, BARS, PARTS, REPORT


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, "\N{EN DASH}"),
        ("Printa", "Printa"),
        (1234567, "1,234,567"),
        (-3, "(3)"),
        (Decimal("1234567.00"), "1,234,567"),
        (Decimal("1234567.50"), "1,234,567.50"),
        (Decimal("-85000.50"), "(85,000.50)"),
        (Decimal("0.00"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("2.5"), "2.5"),
        (Decimal("1.250"), "1.25"),
        (Decimal("NaN"), "\N{EN DASH}"),
        (date(2026, 3, 9), "09/03/2026"),
        (datetime(2026, 3, 9, 22, 5, tzinfo=UTC), "10/03/2026, 01:05"),
    ],
)
def test_a_value_is_written_as_people_here_read_it(cell, words):
    assert shown(cell) == words


def test_cents_are_shown_for_a_whole_column_or_not_at_all():
    whole = Table([Column("TZS", numeric=True)], [(Decimal("5.00"),), (Decimal("7.00"),)])
    mixed = Table([Column("TZS", numeric=True)], [(Decimal("5.00"),), (Decimal("7.50"),), (3,)])

    assert shown_rows(whole) == [["5"], ["7"]]
    assert shown_rows(mixed) == [["5.00"], ["7.50"], ["3.00"]]


def test_cents_of_the_sum_show_in_its_column():
    table = Table([Column("TZS")], [(Decimal("5.00"),)], totals=(Decimal("5.25"),))

    assert shown_rows(table) == [["5.00"]]


def test_a_totals_row_says_that_it_is_one():
    with APP.app_context():
        assert shown_totals(PARTS) == ["Total", "", "1,250", "(60,000.50)"]


def test_what_no_paper_can_show_is_dropped():
    assert clean("a\x00\x1b[0m\u202eb\ud800c\u200d\n\td\r\ne") == "a[0mbc\n\td\ne"


def test_a_pareto_figure_puts_the_greatest_first():
    figure = Figure("F", FigureKind.PARETO, ["a", "b", "c"], [Series("n", [1, 5, 3])])

    assert figure.categories == ["b", "c", "a"]
    assert figure.series[0].values == [5, 3, 1]


def test_all_others_together_stay_last_in_a_pareto_figure():
    series = [Series("n", [1, 9, 3])]
    figure = Figure("F", FigureKind.PARETO, ["a", "others", "c"], series, rest="others")

    assert figure.categories == ["c", "a", "others"]
    assert figure.series[0].values == [3, 1, 9]


def test_a_pareto_figure_says_its_percentages_in_its_table():
    figure = Figure("F", FigureKind.PARETO, ["a", "b"], [Series("n", [1, 3])], unit="h")
    with APP.app_context():
        table = as_table(figure)

    assert [column.heading for column in table.columns] == [
        "Item",
        "n (h)",
        "Cumulative percentage",
    ]
    assert table.rows == [("b", 3, "75%"), ("a", 1, "100%")]


def test_a_unit_that_is_the_name_of_the_series_is_said_once():
    figure = Figure("F", FigureKind.BARS, ["a"], [Series("Faults", [1])], unit="Faults")
    with APP.app_context():
        assert as_table(figure).columns[1].heading == "Faults"


def test_nothing_has_no_percentages():
    assert cumulative_percentages([0, 0]) == [0, 0]


@pytest.mark.parametrize(
    ("kind", "series"),
    [
        (FigureKind.BARS, [Series("n", [1])] * 5),
        (FigureKind.PARETO, [Series("n", [1])] * 2),
        (FigureKind.LINES, [Series("n", [1, 2])]),
    ],
)
def test_a_figure_that_cannot_be_read_is_refused(kind, series):
    with pytest.raises(ValueError, match="figure"):
        Figure("F", kind, ["a"], series)


def test_every_block_is_a_table_too():
    with APP.app_context():
        assert as_table(PARTS) is PARTS
        assert as_table(Paragraph("a")).rows == [("a",)]
        assert as_table(Tiles([Tile("Maombi", 3, "x")])).rows == [("Maombi", 3, "x")]
        assert as_table(Facts([("Mahali", None)])).rows == [("Mahali", None)]
        assert as_table(BARS).rows[0] == ("Julai", 12)


@pytest.mark.parametrize(
    ("form", "start", "mimetype"),
    [
        ("pdf", b"%PDF", "application/pdf"),
        ("xlsx", b"PK", "application/vnd."),
        ("csv", b"\xef", "text/csv"),
    ],
)
def test_a_report_is_printed_in_the_form_asked_for(form, start, mimetype):
    with APP.app_context():
        printed = print_as(REPORT, form)

    assert printed.content.startswith(start)
    assert printed.mimetype.startswith(mimetype)
    assert printed.extension == form


def test_an_unknown_form_is_refused():
    with APP.app_context(), pytest.raises(ValueError, match="docx"):
        print_as(REPORT, "docx")


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_the_same_report_prints_the_same_bytes(form):
    with APP.app_context():
        assert print_as(REPORT, form) == print_as(REPORT, form)

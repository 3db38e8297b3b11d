"""What somebody meant by a cell."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from helpdesk.infra.spreadsheets import UnreadableError, as_amount, as_date, as_text


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 3, 1),
        datetime(2024, 3, 1, 14, 30),  # noqa: DTZ001  # as a spreadsheet has it
        45352.0,
        "45352",
        "01/03/2024",
        " 1/3/24 ",
        "1-3-2024",
        "01.03.2024",
        "2024-03-01",
        "2024-03-01 00:00:00",
        "1 Machi 2024",
        "01-Mar-24",
        "1 March 2024",
    ],
)
def test_a_date_is_read_however_it_was_written(cell):
    assert as_date(cell) == date(2024, 3, 1)


def test_the_day_is_first_unless_that_cannot_be():
    assert as_date("03/04/2024") == date(2024, 4, 3)
    assert as_date("03/25/2024") == date(2024, 3, 25)


@pytest.mark.parametrize(
    "cell", ["2019", 2019.0, "31/02/2024", "Julai 2020", "kesho", True, "1/2/3"]
)
def test_what_is_no_whole_date_is_refused(cell):
    with pytest.raises(UnreadableError):
        as_date(cell)


@pytest.mark.parametrize(
    "cell",
    [1250000, 1250000.0, "1,250,000", " 1 250 000 ", "1.250.000", "TSh 1,250,000/=", "1250000.00"],
)
def test_an_amount_is_read_however_it_was_written(cell):
    assert as_amount(cell) == Decimal(1250000)


@pytest.mark.parametrize("cell", ["125.000", "-4", -4.0, "laki", "1,25", date(2024, 1, 1), 1e300])
def test_what_is_no_clear_amount_is_refused(cell):
    with pytest.raises(UnreadableError):
        as_amount(cell)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (12.0, "12"),
        ("  Bi   Neema\xa0", "Bi Neema"),
        ("'=HP", "=HP"),
        ("N/A", ""),
        ("hakuna", ""),
        ("–", ""),
        (0.5, "0.5"),
    ],
)
def test_words_are_tidied_and_nothing_is_nothing(cell, words):
    assert as_text(cell) == words


def test_a_formula_that_failed_is_no_empty_cell():
    with pytest.raises(UnreadableError):
        as_text("#REF!")

"""Amounts in words, as a treasurer would write them."""

from decimal import Decimal

import pytest

from helpdesk.core.words import amount_in_words


@pytest.mark.parametrize(
    ("amount", "swahili", "english"),
    [
        ("0", "Shilingi sifuri", "Zero shillings"),
        ("5", "Shilingi tano", "Five shillings"),
        ("17", "Shilingi kumi na saba", "Seventeen shillings"),
        ("1000", "Shilingi elfu moja", "One thousand shillings"),
        (
            "3681600",
            "Shilingi milioni tatu, mia sita themanini na moja elfu, mia sita",
            "Three million six hundred and eighty-one thousand six hundred shillings",
        ),
        (
            "5203660",
            "Shilingi milioni tano, mia mbili na tatu elfu, mia sita na sitini",
            "Five million two hundred and three thousand six hundred and sixty shillings",
        ),
        (
            "85005.50",
            "Shilingi elfu themanini na tano, tano na senti hamsini",
            "Eighty-five thousand and five shillings and fifty cents",
        ),
        ("1000000000", "Shilingi bilioni moja", "One billion shillings"),
    ],
)
def test_an_amount_is_said_in_both_languages(amount, swahili, english):
    assert amount_in_words(Decimal(amount), "sw") == swahili
    assert amount_in_words(Decimal(amount), "en") == english


@pytest.mark.parametrize("amount", ["-1", "1000000000000000"])
def test_what_cannot_be_said_is_refused(amount):
    with pytest.raises(ValueError, match="cannot be said"):
        amount_in_words(Decimal(amount), "sw")

import pytest

from helpdesk.core.text import (
    BadPhoneError,
    fold,
    normalise_code,
    normalise_name,
    normalise_phone,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Asha   Juma\n", "Asha Juma"), ("Ng'ombe\u00a0Mbarali", "Ng'ombe Mbarali")],
)
def test_names_have_single_spaces(typed, kept):
    assert normalise_name(typed) == kept


def test_codes_have_capitals_and_no_spaces():
    assert normalise_code(" mbr / ict/pr/0011 ") == "MBR/ICT/PR/0011"


@pytest.mark.parametrize(
    "typed",
    ["0754123456", "0754 123 456", "255754123456", "+255 754-123-456", "+255 (754) 123456"],
)
def test_a_telephone_number_has_one_spelling(typed):
    assert normalise_phone(typed) == "+255754123456"


@pytest.mark.parametrize(
    "typed",
    ["", "754123456", "07541234567", "075412345", "254754123456", "0054123456", "07541234ab"],
)
def test_what_is_no_telephone_number_is_refused(typed):
    with pytest.raises(BadPhoneError):
        normalise_phone(typed)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ombi  LA Huduma", "ombi la huduma"),
        ("Café Zürich", "cafe zurich"),
        ("STRASSE Straße", "strasse strasse"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_search_knows_neither_capitals_nor_accents(written, folded):
    assert fold(written) == folded
    assert fold(folded) == folded

"""What is typed or scanned becomes words and a code."""

import pytest

from helpdesk.search.rules import LONGEST, asked


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("  printa   haichapishi ", "printa haichapishi"),
        ("", ""),
        ("a\x00b\x1b", "a b"),
        ("https://msaada.go.tz/e/MBR-0011", "MBR-0011"),
        ("https://msaada.go.tz/e/MBR-0011/ ", "MBR-0011"),
        ("http://[", "http://["),
        ("x" * 5000, "x" * LONGEST),
    ],
)
def test_what_is_typed_or_scanned_is_read(said, text):
    assert asked(said).text == text


def test_a_code_is_spelt_as_the_register_spells_it():
    assert asked("mbr/ict/pr/0011 ").code == "MBR/ICT/PR/0011"


@pytest.mark.parametrize("said", ["", "a", " a ", "%", "--", "_"])
def test_what_stands_in_everything_is_not_searched(said):
    assert asked(said).is_too_short


def test_each_word_comes_with_all_that_mean_the_same():
    assert asked("vipuli vya printa").words[0][0] == "vipuli"
    assert "vipuri" in asked("vipuli").words[0]
    assert "ombi" in asked("tiketi").words[0]
    assert "pc" not in asked("kompyuta").words[0], "two letters stand inside too many words"
    assert asked("pc").words[0][0] == "pc"

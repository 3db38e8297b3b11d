from datetime import date

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.numbering import asset_tag, label_code, reference


def test_a_reference_names_council_kind_year_and_number():
    year = FiscalYear.containing(date(2026, 7, 1))

    assert reference("MBR", "TKT", year, 42) == "MBR/TKT/2026-27/00042"
    assert reference("MBR", "WO", year, 123_456) == "MBR/WO/2026-27/123456"


def test_a_label_has_the_number_of_the_tag():
    assert asset_tag("MBR", "PR", 11).rsplit("/")[-1] == label_code("MBR", 11).rsplit("-")[-1]

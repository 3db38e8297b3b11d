"""The stores as a file."""

from decimal import Decimal
from urllib.parse import unquote

import pytest

from tests import factories
from tests.sheets import column, rows_of, text_of
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store


@pytest.fixture
def keeper(app):
    return factories.user("storekeeper", name="Mtunza ghala")


@pytest.fixture
def desk(pages, keeper):
    """Sixty toners, two of them to be bought, and a cable."""
    store = some_store(keeper.council_id, name_sw="Ghala Kuu")
    for number in range(60):
        point = Decimal(5 if number in (31, 59) else 0)
        toner = some_part(
            keeper.council_id,
            code=f"TN-{number:02d}",
            name_sw=f"Toner {number}",
            reorder_point=point,
        )
        receive(store, toner, 3, "1000.50")
    some_part(keeper.council_id, code="KB-1", name_sw="=1+1 kebo")
    pages.sign_in(keeper)
    return pages


@pytest.fixture
def wanted():
    rest = [f"TN-{number:02d}" for number in range(60) if number not in (31, 59)]
    return ["TN-31", "TN-59", *rest]


def codes(page):
    return [row.select_one("small").get_text().split()[0] for row in page.select("tr[data-row]")]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_has_every_part_of_the_filter_as_the_pages_have_them(desk, wanted, form):
    first = desk.get("/stock/?q=toner")
    second = desk.get(first.select_one("a[rel=next]")["href"])

    sheet = desk.download(f"/stock/?q=toner&format={form}")

    assert column(sheet, "Msimbo") == codes(first) + codes(second) == wanted
    assert rows_of(sheet)[0][0] == "Msimbo"
    narrowed, total = (row for row in rows_of(sheet) if row[:1] in (["Tafuta"], ["Jumla"]))
    assert narrowed[:2] == ["Tafuta", "toner"]
    assert Decimal(total[-1]) == Decimal("180090.00")


def test_a_paper_has_them_too(desk, wanted):
    text = text_of(desk.download("/stock/?q=toner&format=pdf"))

    places = [text.index(code) for code in wanted]
    assert places == sorted(places)
    assert "KB-1" not in text
    assert "Ghala Kuu: 3" in text


def test_what_a_spreadsheet_would_run_is_only_words(desk):
    names = column(desk.download("/stock/?format=csv"), "Kipuri")

    assert "'=1+1 kebo" in names


def test_a_file_is_called_what_it_is(desk):
    said = unquote(desk.download("/stock/?format=csv").headers["Content-Disposition"])

    assert "Ghala la vipuri" in said
    assert said.endswith(".csv")
    desk.get("/stock/?format=exe", status=404)

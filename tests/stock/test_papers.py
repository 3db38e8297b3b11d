"""The stock card, the report of a period, and what to order."""

from datetime import timedelta
from decimal import Decimal

import pytest

from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import the_program
from helpdesk.stock import queries, services
from helpdesk.stock.rules import Balance, Column
from tests import factories
from tests.pages import save
from tests.sheets import rows_of, text_of
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store


@pytest.fixture
def keeper(app):
    return factories.user("storekeeper", name="Mtunza ghala")


@pytest.fixture
def actor(keeper):
    return the_program(keeper.council_id)


@pytest.fixture
def store(keeper):
    return some_store(keeper.council_id, code="GK", name_sw="Ghala Kuu", name_en="Main store")


@pytest.fixture
def toner(keeper):
    return some_part(keeper.council_id, code="TN-1", name_sw="Toner HP 59A", name_en="Toner 59A")


@pytest.fixture
def level(store, toner, actor):
    """Ten of last year, four of them used now, one spoilt."""
    now = clock.now()
    last_year = Period.year_of(clock.local_date(now)).starts_at - timedelta(days=3)
    level = receive(store, toner, 10, 1_000, now=last_year).level
    services.issue(store, toner, quantity=Decimal(4), reference="HK 1", actor=actor, now=now)
    services.write_off(level, quantity=Decimal(1), reason="Imekauka", actor=actor, now=now)
    return level


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def test_the_card_goes_from_what_was_brought_forward_to_what_is_left(pages, keeper, level):
    pages.sign_in(keeper)

    page = pages.get(f"/stock/levels/{level.id}/card")

    balances = [row.select("td, th")[5].get_text(strip=True) for row in page.select("tbody tr")]
    assert balances == ["10", "6", "5"]
    assert "HK 1" in words(page, "tbody")


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
@pytest.mark.parametrize("path", ["levels/{level}/card", "report", "to-order"])
def test_papers_are_files_too(pages, keeper, level, path, form):
    pages.sign_in(keeper)
    address = f"/stock/{path.format(level=level.id)}?format={form}"

    assert pages.download(address).status_code == 200
    assert pages.download(f"{address}&lang=en").status_code == 200


def test_the_card_is_printed_in_both_languages_and_signed(pages, keeper, level):
    pages.sign_in(keeper)
    address = f"/stock/levels/{level.id}/card?format=pdf"

    assert "LEJA" in text_of(pages.download(address))
    english = text_of(pages.download(f"{address}&lang=en"))
    assert "Toner 59A" in english
    assert "Storekeeper" in english


def test_the_report_adds_up_for_each_part_and_in_all(level, actor, keeper):
    period = Period.year_of(clock.today())

    flow = queries.flows_in(period, actor=actor, store_id=None)[level.part_id]

    assert flow.opening.quantity == 10
    assert [flow[side].quantity for side in (Column.IN, Column.OUT, Column.ADJUSTED)] == [0, -4, -1]
    assert (flow.closing.quantity, flow.closing.value) == (level.quantity, level.value)


def test_the_report_of_one_store_counts_what_came_from_another(pages, keeper, level, actor):
    bench = some_store(keeper.council_id)
    services.transfer(level, bench, quantity=Decimal(2), reason="x", actor=actor, now=clock.now())
    period = Period.year_of(clock.today())

    there = queries.flows_in(period, actor=actor, store_id=bench.id)[level.part_id]
    everywhere = queries.flows_in(period, actor=actor, store_id=None)[level.part_id]

    assert there.closing == there[Column.IN] == Balance(Decimal(2), Decimal(2_000))
    assert everywhere.closing.quantity == 5


def test_another_council_reads_nothing_of_it(level):
    stranger = the_program(factories.council().id)
    period = Period.year_of(clock.today())

    assert queries.flows_in(period, actor=stranger, store_id=None) == {}
    assert queries.needs(stranger, today=clock.today()) == []


def test_what_is_odd_is_said(pages, keeper, level):
    level.part.reorder_point = Decimal(6)
    save()
    pages.sign_in(keeper)

    assert "5" in words(pages.get("/stock/report"), "table:last-of-type tbody")


def test_what_to_order_says_why(pages, keeper, store, toner, actor):
    now = clock.now()
    receive(store, toner, 30, 1_000, now=now - timedelta(days=300))
    for back in range(40, 280, 30):
        services.issue(
            store,
            toner,
            quantity=Decimal(3),
            reference="HK",
            actor=actor,
            now=now - timedelta(days=back),
        )
    services.issue(store, toner, quantity=Decimal(5), reference="HK", actor=actor, now=now)
    pages.sign_in(keeper)

    row = words(pages.get("/stock/to-order?lang=en"), "tbody tr")

    (need,) = queries.needs(actor, today=clock.today())
    assert (need.held, need.use) == (Decimal(1), Decimal(2))
    assert f"by use, buy at {need.by_use}" in row
    assert str(need.order) in row


def test_papers_ask_as_many_questions_for_many_rows(pages, keeper, store, level, actor):
    pages.sign_in(keeper)
    paths = ["/stock/report", "/stock/to-order", f"/stock/levels/{level.id}/card"]
    few = [pages.statements(path) for path in paths]
    for _number in range(15):
        receive(store, level.part, 1)
        receive(some_store(keeper.council_id), some_part(keeper.council_id))

    assert [pages.statements(path) for path in paths] == few


def test_the_report_of_a_made_up_period_is_that_of_this_year(pages, keeper, level):
    pages.sign_in(keeper)

    for query in ("period=x", "period=2099-00", "period=2098-99", "store=zz"):
        assert Period.year_of(clock.today()).year.label in words(
            pages.get(f"/stock/report?{query}")
        )


def test_the_sheet_has_a_row_for_each_part(pages, keeper, level):
    pages.sign_in(keeper)

    sheet = rows_of(pages.download("/stock/report?format=xlsx"))
    assert any("TN-1" in row for row in sheet)


def test_what_stores_send_each_other_was_neither_received_nor_issued(level, keeper, actor):
    """All stores together have what they had; each of the two says what came or went."""
    bench = some_store(keeper.council_id)
    period, now = Period.year_of(clock.today()), clock.now()
    services.transfer(level, bench, quantity=Decimal(2), reason="Meza", actor=actor, now=now)

    def moved(store_id):
        flow = queries.flows_in(period, actor=actor, store_id=store_id)[level.part_id]
        return [flow[side].quantity for side in (Column.IN, Column.OUT)]

    assert moved(None) == [0, -4]
    assert moved(bench.id) == [2, 0]
    assert moved(level.store_id) == [0, -6]


def test_the_report_flags_what_the_list_of_orders_has(pages, keeper, actor, store, toner):
    """Much used and nothing left: the use decides, though the keeper set no point himself."""
    receive(store, toner, 9, 1_000)
    for back in (40, 70, 100):
        at = clock.now() - timedelta(days=back)
        services.issue(store, toner, quantity=Decimal(3), reference="HK", actor=actor, now=at)
    pages.sign_in(keeper)
    (need,) = queries.needs(actor, today=clock.today())

    shown = text_of(pages.download("/stock/report?format=pdf&lang=en"))

    assert need.order
    assert "Down to where more is bought" in shown


def test_a_gift_says_nothing_about_the_price(store, toner):
    receive(store, toner, 2, 475_000)
    receive(store, toner, 1, 0)

    assert toner.last_price == Decimal(475_000)

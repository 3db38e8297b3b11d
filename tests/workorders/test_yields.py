"""Counters of printers that are read when toner is put in."""

from datetime import timedelta
from decimal import Decimal

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.rules import Status as AssetStatus
from helpdesk.stock.rules import PartKind
from helpdesk.stock.services import PartDetails, change_part
from helpdesk.workorders import queries
from helpdesk.workorders.rules import CounterBackError
from tests import factories
from tests.equipment import factories as equipment
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.sheets import text_of
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store
from tests.tickets.test_views import words
from tests.workorders.factories import repair, wanted


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def printer(officer):
    of = equipment.model(officer.council_id, of=equipment.category(officer.council_id, code="PR"))
    return equipment.asset(of=of, status=AssetStatus.IN_SERVICE)


@pytest.fixture
def store(officer):
    return some_store(officer.council_id)


@pytest.fixture
def toner(store):
    made = some_part(
        store.council_id, code="TN-1", name_sw="Wino", kind=PartKind.CONSUMABLE, unit="katriji"
    )
    receive(store, made, 10, 280_000)
    return made


def put_in(printer, officer, store, toner, counter, day=0):
    now = MONDAY_MORNING + timedelta(days=day)
    given = {"officer": officer, "store": store, "parts": [wanted(toner)], "now": now}
    return repair(printer, counter=counter, **given)


def test_pages_by_printer_are_told_on_its_page_on_the_part_and_in_the_report(
    pages, officer, printer, store, toner
):
    for day, counter in enumerate((10_000, 12_000, 14_800)):
        put_in(printer, officer, store, toner, counter, day)
    ((pair, one),) = queries.yields(as_actor(officer)).items()
    assert pair == (printer, toner)
    assert (one.number, one.mean, one.last) == (2, 2_400, 2_800)
    save()
    pages.sign_in(officer)
    for path in (f"/equipment/{printer.id}", f"/stock/parts/{toner.id}"):
        assert "2,400" in words(pages.get(path), "main")
    for language, said in (("sw", "TONA NA KURASA"), ("en", "TONER AND PAGES")):
        paper = text_of(
            pages.download(f"/reports/toner-yield?period=2026-27&format=pdf&lang={language}")
        )
        assert said in paper.upper()


def test_a_counter_below_the_last_one_is_asked_about(pages, officer, printer, store, toner):
    put_in(printer, officer, store, toner, 12_000)
    save()
    pages.sign_in(officer)
    page = pages.get(f"/repairs/new?asset={printer.id}")
    said = {"problem": "paper_jam", "cause": "wear", "remedy": "cleaned", "counter": "1200"}
    line = {"lines-0-part": "TN-1", "lines-0-quantity": "1", "minutes": "10"}
    refused = pages.submit(page, status=422, **said, **line)
    assert "12,000" in words(refused, ".error-summary")
    assert refused.select_one("#counter")["value"] == "1200"


def test_no_service_takes_a_counter_below_the_last_one(printer, officer, store, toner):
    put_in(printer, officer, store, toner, 12_000)
    with pytest.raises(CounterBackError):
        put_in(printer, officer, store, toner, 1_200, 1)


def test_spares_have_no_counter(officer, printer, store):
    roller = some_part(store.council_id, code="RL-1")
    receive(store, roller, 3)
    order = put_in(printer, officer, store, roller, 12_000)
    assert order.parts[0].counter is None


def test_a_part_that_is_renamed_keeps_its_name_on_what_was_done(
    pages, officer, printer, store, toner
):
    order = put_in(printer, officer, store, toner, None)
    details = PartDetails(code="TN-1", name_sw="Jina jipya", name_en="New name", unit="pcs")
    change_part(toner, details, is_active=True, actor=as_actor(officer))
    save()
    pages.sign_in(officer)
    shown = words(pages.get(f"/work-orders/{order.id}"), "main")
    assert "Wino" in shown
    assert "Jina jipya" not in shown
    assert "katriji" in shown
    card = f"/reports/repair-history?asset={printer.asset_tag}&format=pdf&lang=sw"
    assert "Jina jipya" not in text_of(pages.download(card))
    assert order.parts_cost == Decimal(280_000)

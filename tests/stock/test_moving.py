"""Between stores, out of the store, and mistakes taken back, on pages."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.stock.models import StockLevel, StockMovement
from helpdesk.stock.services import Delivery
from helpdesk.vendors.services import Details
from helpdesk.vendors.services import add as add_vendor
from tests import factories
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store


@pytest.fixture
def head(app):
    return factories.user("head", name="Mkuu wa TEHAMA")


@pytest.fixture
def store(head):
    return some_store(head.council_id, code="GK", name_sw="Ghala Kuu")


@pytest.fixture
def bench(head):
    return some_store(head.council_id, code="MZ", name_sw="Meza ya TEHAMA")


@pytest.fixture
def toner(head):
    return some_part(head.council_id, code="TN-1", name_sw="Toner HP 59A")


@pytest.fixture
def level(store, toner):
    return receive(store, toner, 5, 1_000).level


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def test_parts_go_to_another_store(pages, head, level, bench):
    pages.sign_in(head)

    shown = pages.submit(
        pages.get(f"/stock/levels/{level.id}/transfer"),
        store_id=str(bench.id),
        quantity="2",
        reason="Ziara ya kata",
    )

    held = db.session.scalars(db.select(StockLevel).order_by(StockLevel.store_id)).all()
    assert [one.quantity for one in held] == [3, 2]
    assert "Meza ya TEHAMA" in words(shown)
    assert "Ziara ya kata" in words(shown)


@pytest.mark.parametrize(
    ("page", "field", "typed"),
    [
        ("transfer", "quantity", "6"),
        ("transfer", "quantity", "0.5"),
        ("transfer", "reason", ""),
        ("transfer", "store_id", "999999"),
        ("write-off", "quantity", "6"),
        ("write-off", "quantity", "0"),
        ("write-off", "reason", ""),
    ],
)
def test_what_a_store_cannot_give_is_refused_at_its_box(
    pages, head, level, bench, page, field, typed
):
    pages.sign_in(head)
    usual = {"quantity": "1", "reason": "Sababu"}
    usual |= {"store_id": str(bench.id)} if page == "transfer" else {}

    form = pages.get(f"/stock/levels/{level.id}/{page}")
    refused = pages.submit(form, status=422, **{**usual, field: typed})

    assert [a["href"] for a in refused.select(".error-summary a")] == [f"#{field}"]
    assert level.quantity == 5


def test_only_the_head_writes_off(pages, head, level):
    pages.sign_in(head)
    pages.submit(pages.get(f"/stock/levels/{level.id}/write-off"), quantity="1", reason="Imekauka")
    assert level.quantity == 4

    pages.sign_in(factories.user("storekeeper", council_id=head.council_id))
    pages.get(f"/stock/levels/{level.id}/write-off", status=403)


def test_a_receipt_entered_twice_is_taken_back_once(pages, head, store, toner, level):
    twice = receive(store, toner, 5, 1_000)
    pages.sign_in(head)
    stale = pages.get(f"/stock/movements/{twice.id}/reverse")

    shown = pages.submit(
        pages.get(f"/stock/movements/{twice.id}/reverse"), reason="Imeingizwa mara mbili"
    )

    assert level.quantity == 5
    assert not shown.select(f"a[href$='/{twice.id}/reverse']")
    pages.submit(stale, reason="Tena", status=409)


def test_what_is_used_already_is_not_taken_back(pages, head, level, bench):
    received = db.session.scalars(db.select(StockMovement)).one()
    pages.sign_in(head)
    form = pages.get(f"/stock/movements/{received.id}/reverse")
    pages.submit(
        pages.get(f"/stock/levels/{level.id}/transfer"),
        store_id=str(bench.id),
        quantity="1",
        reason="x",
    )

    refused = pages.submit(form, reason="Kosa", status=422)

    assert "4" in words(refused, ".error-summary")


def test_a_receipt_names_its_supplier_its_till_receipt_and_the_tax(pages, head, store, toner):
    supplier = add_vendor(Details(name="Duka la Mfano"), actor=the_program(head.council_id))
    pages.sign_in(head)

    shown = pages.submit(
        pages.get("/stock/receive"),
        reference="DN 5",
        part="TN-1",
        quantity="2",
        unit_cost="100,000",
        vat="added",
        supplier_id=str(supplier.id),
        fiscal_receipt="A1B2-77",
    )

    row = words(shown, "table:last-of-type tbody tr")
    assert "Duka la Mfano" in row
    assert "A1B2-77" in row
    assert "TZS 236,000" in row


def test_what_has_expired_is_marked(pages, head, store, toner):
    receive(store, toner, 2, 1_000, delivery=Delivery(expires_on=date(2020, 1, 1)))
    receive(store, toner, 3, 1_000)
    pages.sign_in(head)

    shown = pages.get(f"/stock/parts/{toner.id}")

    assert "2" in words(shown, ".badge-late, .badge.late, [class*=late]")


def test_an_opening_balance_is_told_from_a_delivery(pages, head, store, toner):
    pages.sign_in(head)

    shown = pages.submit(
        pages.get("/stock/receive"),
        reference="Leja ya zamani",
        part="TN-1",
        quantity="2",
        unit_cost="100",
        is_opening="y",
    )

    assert "Salio la kuanzia" in words(shown, "table:last-of-type tbody tr")
    assert db.session.scalars(db.select(StockMovement.value)).one() == Decimal(200)

"""The stores as storekeepers and officers meet them."""

from decimal import Decimal

import pytest

from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.stock import services
from helpdesk.stock.models import Part, StockMovement, Store
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store


@pytest.fixture
def keeper(app):
    return factories.user("storekeeper", name="Mtunza ghala")


@pytest.fixture
def head(keeper):
    return factories.user("head", council_id=keeper.council_id)


@pytest.fixture
def store(keeper):
    return some_store(keeper.council_id, code="GK", name_sw="Ghala Kuu", name_en="Main store")


@pytest.fixture
def toner(keeper):
    return some_part(keeper.council_id, code="TN-1", name_sw="Toner HP 59A", name_en="Toner 59A")


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def movements():
    return db.session.scalars(db.select(StockMovement)).all()


def test_goods_are_received_under_their_paper(pages, keeper, store, toner):
    pages.sign_in(keeper)

    shown = pages.submit(
        pages.get("/stock/receive"),
        reference="DN 77/2026",
        part="tn-1",
        quantity="10",
        unit_cost="345,000",
    )

    assert shown.h1.get_text(strip=True) == "Toner HP 59A"
    assert "10" in words(shown, "[role=status]")
    row = words(shown, "table:last-of-type tbody tr")
    assert "DN 77/2026" in row
    assert "TZS 3,450,000" in row
    assert "Mtunza ghala" in row


def test_the_next_part_of_the_same_paper_needs_no_second_typing(pages, keeper, store, toner):
    pages.sign_in(keeper)
    page = pages.get("/stock/receive")
    page.select_one("#main-form")["action"] = page.select_one("[formaction*=then]")["formaction"]

    typed = {"reference": "DN 77", "part": "TN-1", "quantity": "1", "unit_cost": "1"}
    following = pages.submit(page, **typed)

    assert "then=" not in following.select_one("#main-form")["action"]
    assert following.select_one("#reference")["value"] == "DN 77"
    assert following.select_one("#part")["value"] == ""
    assert len(movements()) == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("part", ""),
        ("part", "hakuna"),
        ("part", "x" * 10_000),
        ("part", "<script>alert(1)</script>"),
        ("part", "TN\x00"),
        ("quantity", ""),
        ("quantity", "0"),
        ("quantity", "-1"),
        ("quantity", "1.0001"),
        ("quantity", "0.5"),
        ("quantity", "NaN"),
        ("quantity", "1e9"),
        ("quantity", "kumi"),
        ("unit_cost", ""),
        ("unit_cost", "-0.01"),
        ("unit_cost", "0.001"),
        ("unit_cost", "9" * 30),
        ("reference", ""),
        ("reference", "x" * 10_000),
        ("store_id", "999999"),
        ("store_id", "abc"),
        ("store_id", ""),
    ],
)
@pytest.mark.sqlite_only(reason="a form refuses the same on every database")
def test_bad_input_is_refused_at_its_box(pages, keeper, store, toner, field, typed):
    pages.sign_in(keeper)
    usual = {"reference": "DN 1", "part": "TN-1", "quantity": "2", "unit_cost": "45000"}

    refused = pages.submit(pages.get("/stock/receive"), status=422, **{**usual, field: typed})

    assert [a["href"] for a in refused.select(".error-summary a")] == [f"#{field}"]
    assert not refused.select("script:not([src])")
    assert movements() == []


def test_half_a_piece_is_refused_by_the_name_of_the_part_and_its_unit(pages, head, store, toner):
    level = receive(store, toner, 3).level
    pages.sign_in(head)

    refused = pages.submit(
        pages.get(f"/stock/levels/{level.id}/count"), counted="2.5", reason="x", status=422
    )

    said = words(refused, "#counted-error")
    assert toner.name_sw in said
    assert "kipande" in said


def test_two_parts_of_one_name_are_told_apart_by_their_codes(pages, keeper, store, toner):
    some_part(keeper.council_id, name_sw="Toner HP 59A")
    pages.sign_in(keeper)
    typed = {"reference": "DN 1", "quantity": "2", "unit_cost": "45000"}

    refused = pages.submit(pages.get("/stock/receive"), status=422, part="toner hp 59a", **typed)

    assert "msimbo" in words(refused, ".error-summary")


def test_the_form_sent_twice_receives_once(pages, keeper, store, toner):
    pages.sign_in(keeper)
    page = pages.get("/stock/receive")
    typed = {"reference": "DN 1", "part": "TN-1", "quantity": "2", "unit_cost": "45000"}

    pages.submit(page, **typed)
    pages.submit(page, **typed)

    assert len(movements()) == 1


def test_without_a_store_the_page_says_what_to_do_first(pages, keeper):
    pages.sign_in(keeper)

    assert "/stock/stores/new" in str(pages.get("/stock/receive").select_one(".empty"))
    assert "/stock/parts/new" in str(pages.get("/stock/").select_one(".empty"))


def test_a_store_and_a_part_are_added(pages, keeper):
    pages.sign_in(keeper)

    pages.submit(
        pages.get("/stock/stores/new"), code="gk 1", name_sw="Ghala Kuu", name_en="Main store"
    )
    shown = pages.submit(
        pages.get("/stock/parts/new"),
        code="rl-1",
        name_sw="Roller",
        name_en="Pickup roller",
        unit="kipande",
        reorder_point="2",
    )

    assert db.session.scalars(db.select(Store.code)).one() == "GK1"
    part = db.session.scalars(db.select(Part)).one()
    assert (part.code, part.reorder_point) == ("RL-1", 2)
    assert "Kimeisha" in words(shown)


@pytest.mark.parametrize("path", ["/stock/stores/new", "/stock/parts/new"])
def test_a_code_that_is_taken_is_refused(pages, keeper, store, toner, path):
    pages.sign_in(keeper)
    page = pages.get(path)
    typed = {"name_sw": "Kitu", "name_en": "Thing"} | (
        {"unit": "kipande"} if "parts" in path else {}
    )

    refused = pages.submit(page, status=422, code="tn-1" if "parts" in path else "gk", **typed)

    assert [a["href"] for a in refused.select(".error-summary a")] == ["#code"]


@pytest.mark.parametrize("path", ["/stock/stores/new", "/stock/parts/new"])
@pytest.mark.parametrize("typed", ["", "x" * 10_000, "a\x00b"])
def test_names_are_checked(pages, keeper, path, typed):
    pages.sign_in(keeper)

    refused = pages.submit(pages.get(path), status=422, name_sw=typed)

    assert "#name_sw" in [a["href"] for a in refused.select(".error-summary a")]


def test_a_part_is_changed_unless_somebody_was_first(pages, keeper, store, toner):
    pages.sign_in(keeper)
    stale = pages.get(f"/stock/parts/{toner.id}/edit")
    pages.submit(pages.get(f"/stock/parts/{toner.id}/edit"), fits="M404")

    told = pages.submit(stale, fits="M428", status=409)
    assert told.select_one("#fits")["value"] == "M428"
    pages.submit(told, is_active=None)

    assert (toner.fits, toner.is_active) == ("M428", False)


def test_a_delivery_does_not_make_a_page_stale(pages, keeper, store, toner):
    pages.sign_in(keeper)
    page = pages.get(f"/stock/parts/{toner.id}/edit")
    receive(store, toner)

    pages.submit(page, fits="M428")

    assert toner.fits == "M428"


def test_a_count_corrects_the_book_and_says_why(pages, head, store, toner):
    level = receive(store, toner, 10).level
    pages.sign_in(head)

    page = pages.get(f"/stock/levels/{level.id}/count")
    assert "10" in words(page)
    shown = pages.submit(page, counted="8", reason="Viwili vimevunjika")

    assert "Viwili vimevunjika" in words(shown)
    assert level.quantity == 8


def test_a_count_of_what_moved_meanwhile_is_refused(pages, keeper, head, store, toner):
    level = receive(store, toner, 10).level
    pages.sign_in(head)
    page = pages.get(f"/stock/levels/{level.id}/count")
    services.issue(
        store,
        toner,
        quantity=Decimal(1),
        reference="WO",
        actor=the_program(keeper.council_id),
        now=MONDAY_MORNING,
    )

    pages.submit(page, counted="10", reason="Hesabu", status=409)

    assert level.quantity == 9


@pytest.mark.parametrize(
    ("field", "typed"), [("counted", ""), ("counted", "-1"), ("counted", "x"), ("reason", "")]
)
def test_a_count_is_checked(pages, head, store, toner, field, typed):
    level = receive(store, toner, 10).level
    pages.sign_in(head)
    page = pages.get(f"/stock/levels/{level.id}/count")

    refused = pages.submit(page, status=422, **{"counted": "8", "reason": "Hesabu", field: typed})

    assert [a["href"] for a in refused.select(".error-summary a")] == [f"#{field}"]


def test_what_is_to_be_bought_comes_first_and_is_marked(pages, keeper, store, toner):
    low = some_part(keeper.council_id, name_sw="Roller", reorder_point=Decimal(5))
    receive(store, toner, 10)
    receive(store, low, 2)
    pages.sign_in(keeper)

    page = pages.get("/stock/")

    assert [a.get_text() for a in page.select("tbody th a")] == ["Roller", "Toner HP 59A"]
    assert "Kimepungua" in words(page, "tbody tr")
    assert "Ghala Kuu: 2" in words(page, "tbody tr")


def test_the_list_is_searched_and_narrowed(pages, keeper, store, toner):
    receive(store, toner)
    some_part(keeper.council_id, name_sw="Kebo")
    pages.sign_in(keeper)

    def listed(query):
        return [a.get_text() for a in pages.get(f"/stock/?{query}").select("tbody th a")]

    assert listed("q=KEBO") == ["Kebo"]
    assert listed(f"store={store.id}") == ["Toner HP 59A"]
    assert "Hakuna" in words(pages.get("/stock/?q=hakuna+kama+hii"), ".empty")


@pytest.mark.parametrize(
    "query",
    [
        "store=x",
        "store=99999999999999999999",
        "store=",
        "after=junk",
        "before=1~x",
        "q=a%00b",
        "q=" + "a+" * 3000,
    ],
)
def test_a_made_up_address_shows_the_list(pages, keeper, store, toner, query):
    pages.sign_in(keeper)

    assert pages.get(f"/stock/?{query}").h1


@pytest.mark.parametrize("role", ["technician", "auditor", "manager"])
def test_others_look_but_do_not_touch(pages, keeper, store, toner, role):
    level = receive(store, toner).level
    pages.sign_in(factories.user(role, council_id=keeper.council_id))

    page = pages.get(f"/stock/parts/{toner.id}")

    assert not page.select("form[method=post][action^='/stock']")
    assert not page.select("a[href$='/edit'], a[href$='/count']")
    for path in ("parts/new", "stores/new", "receive", f"levels/{level.id}/count"):
        pages.get(f"/stock/{path}", status=403)
        pages.post(f"/stock/{path}", status=403)


def test_a_storekeeper_alone_changes_no_balance(pages, keeper, store, toner):
    """He counts the store, and somebody who did not count approves; or the head corrects it."""
    level = receive(store, toner, 10).level
    pages.sign_in(keeper)

    pages.get(f"/stock/levels/{level.id}/count", status=403)
    assert not pages.get(f"/stock/parts/{toner.id}").select("a[href$='/count']")


@pytest.mark.parametrize("role", ["requester", "administrator"])
def test_the_store_is_not_for_everybody(pages, keeper, toner, role):
    pages.sign_in(factories.user(role, council_id=keeper.council_id))

    pages.get("/stock/", status=403)
    pages.get(f"/stock/parts/{toner.id}", status=403)


def test_another_council_s_parts_do_not_exist(pages, head):
    there = factories.council().id
    level = receive(some_store(there), some_part(there)).level
    pages.sign_in(head)

    for path in (
        f"parts/{level.part_id}",
        f"parts/{level.part_id}/edit",
        f"levels/{level.id}/count",
        "parts/999999",
    ):
        pages.get(f"/stock/{path}", status=404)


@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_pages_ask_as_many_questions_of_the_database_for_many_rows(pages, keeper, store, toner):
    receive(store, toner)
    some_part(keeper.council_id, reorder_point=Decimal(1))
    pages.sign_in(keeper)
    few = [pages.statements("/stock/"), pages.statements(f"/stock/parts/{toner.id}")]
    for _number in range(40):
        receive(store, toner)
        receive(some_store(keeper.council_id), some_part(keeper.council_id))
        some_part(keeper.council_id, reorder_point=Decimal(1))

    assert [pages.statements("/stock/"), pages.statements(f"/stock/parts/{toner.id}")] == few

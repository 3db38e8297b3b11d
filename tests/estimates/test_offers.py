"""Prices that were asked for are kept in a book and held against the lines of estimates."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts.queries import as_actor
from helpdesk.estimates import services
from helpdesk.estimates.models import PriceEntry
from helpdesk.estimates.rules import Origin, PriceSource, compared
from helpdesk.infra.db import db
from tests import factories
from tests.estimates.test_deciding import submit
from tests.estimates.test_writing import paper, words, written
from tests.factories import MONDAY_MORNING

TODAY = MONDAY_MORNING.date()


@dataclass
class Offer:
    unit_price: Decimal
    supplier: str = ""
    priced_on: date = TODAY
    valid_until: date | None = None
    is_cap: bool = False
    part_id: int | None = None
    item: str = "toner  HP"
    reference: str = ""
    source: PriceSource = PriceSource.QUOTATION


@dataclass
class Wanted:
    unit_price: Decimal = Decimal(100)
    part_id: int | None = None
    item: str = "Toner hp"

    def said(self, column: str, _language: str) -> str:
        return str(getattr(self, column))


def asked(offices, price, supplier, **more):
    said = {
        "item": "Switch",
        "unit": "pcs",
        "unit_price": Decimal(price),
        "source": PriceSource.QUOTATION,
        "supplier": supplier,
        "priced_on": TODAY,
        **more,
    }
    actor = as_actor(offices.officer)
    made = services.add_price(
        services.Asked(**said), by=offices.officer, actor=actor, now=MONDAY_MORNING
    )
    db.session.commit()
    return made


def test_the_lowest_is_one_that_still_holds():
    run_out = Offer(Decimal(50), "A", valid_until=TODAY - timedelta(days=1))
    old = Offer(Decimal(60), "B", priced_on=TODAY - timedelta(days=181))
    dear, fair = Offer(Decimal(90), "D", valid_until=TODAY), Offer(Decimal(80), "C")
    (found,) = compared([Wanted()], [dear, fair, old, run_out], today=TODAY)
    assert found.offers == [run_out, old, fair, dear]
    assert found.lowest is fair
    assert found.is_enough
    assert not found.is_lowest


def test_one_supplier_asked_thrice_is_one_and_a_cap_is_no_offer():
    offers = [Offer(Decimal(number), "Duka ") for number in (70, 80)]
    cap = Offer(Decimal(90), "GPSA", is_cap=True)
    (found,) = compared([Wanted()], [*offers, Offer(Decimal(75), "duka"), cap], today=TODAY)
    assert not found.is_enough
    assert (found.cap, found.is_above_cap) == (Decimal(90), True)
    (nothing,) = compared([Wanted(part_id=7)], offers, today=TODAY)
    assert (nothing.offers, nothing.lowest, nothing.cap) == ([], None, None)
    assert nothing.is_lowest


def test_a_price_is_written_into_the_book_and_taken_out(pages, offices):
    pages.sign_in(offices.officer)
    said = {
        "item": "Switch",
        "unit_price": "640,000",
        "source": "quotation",
        "priced_on-day": "2",
        "priced_on-month": "3",
        "priced_on-year": "2026",
    }
    page = pages.submit(pages.get("/estimates/prices/new"), status=422, **said)
    assert "Taja ni nukuu ya nani" in words(page)
    page = pages.submit(page, supplier="Duka la Kompyuta", reference="NK 12")
    assert "Duka la Kompyuta, NK 12" in words(page)
    (price,) = db.session.query(PriceEntry)
    at = f"/estimates/prices/{price.id}/withdraw"
    pages.submit(pages.get(at), status=422)
    gone = pages.submit(pages.get(at), why="Duka limefungwa")
    assert "Bado hakuna bei" in words(gone)
    refused = pages.submit(pages.get(at), status=409, why="Tena")
    assert "ilikwishaondolewa" in words(refused)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"unit_price": "0"}, "zaidi ya sifuri"),
        ({"priced_on-year": "2027"}, "bado haijafika"),
        (
            {"valid_until-day": "1", "valid_until-month": "1", "valid_until-year": "2020"},
            "angalau hadi tarehe ya bei",
        ),
    ],
)
def test_a_price_that_cannot_be_is_refused(pages, offices, more, refused):
    pages.sign_in(offices.officer)
    said = {"item": "Switch", "unit_price": "5", "source": "framework", "priced_on-day": "2"}
    dates = {"priced_on-month": "3", "priced_on-year": "2026"}
    page = pages.submit(pages.get("/estimates/prices/new"), status=422, **{**said, **dates, **more})
    assert refused in words(page)


def test_three_quotations_are_compared_and_the_lowest_is_taken(pages, offices):
    _page, estimate = written(pages, offices)
    for price, supplier in ((640_000, "Duka A"), (655_000, "Duka B"), (630_000, "Duka C")):
        asked(offices, price, supplier, reference="NK 1")
    asked(offices, 645_000, "GPSA", source=PriceSource.FRAMEWORK, is_cap=True)
    pages.sign_in(offices.officer)
    page = pages.get(f"/estimates/{estimate.id}/quotations")
    row = page.select("tbody tr")[1].get_text(" ", strip=True)
    assert row.index("630,000") < row.index("640,000") < row.index("655,000")
    assert "Juu ya bei kikomo" in row
    assert "Wazabuni chini ya watatu" not in row
    assert "Wazabuni chini ya watatu" in page.select("tbody tr")[0].get_text()

    page = pages.press(page, f"/estimates/{estimate.id}/quotations/take")
    assert "Juu ya bei kikomo" not in page.select("tbody tr")[1].get_text()
    db.session.expire_all()
    line = estimate.lines[1]
    assert (line.unit_price, line.price_source) == (Decimal(630_000), PriceSource.QUOTATION)
    assert (line.price_note, line.priced_on) == ("Duka C, NK 1", TODAY)
    assert estimate.total == estimate.totals.total
    assert "Duka B, NK 1" in paper(pages, estimate, "sw")


def test_what_was_submitted_keeps_its_quotations_and_its_prices(pages, offices, monday):
    _page, estimate = written(pages, offices)
    kept = asked(offices, 640_000, "Duka A")
    submit(estimate, offices.officer)
    later = MONDAY_MORNING + timedelta(days=1)
    monday.move_to(later)
    services.withdraw_price(kept, "Imekwisha", actor=as_actor(offices.officer), now=later)
    fresh = asked(offices, 600_000, "Duka B")
    fresh.recorded_at = later
    db.session.commit()
    pages.sign_in(offices.officer)
    page = pages.get(f"/estimates/{estimate.id}/quotations")
    said = words(page)
    assert "Duka A" in said
    assert "Duka B" not in said
    assert not page.select("form[action$='/take']")
    assert estimate.lines[1].unit_price == Decimal(650_000)


def test_prices_are_of_the_council_and_written_by_the_unit(pages, offices):
    asked(offices, 640_000, "Duka A")
    pages.sign_in(offices.director)
    page = pages.get("/estimates/prices")
    assert "Duka A" in words(page)
    assert not page.select("a[href$='/prices/new']")
    pages.get("/estimates/prices/new", status=403)
    pages.sign_in(factories.user("technician", council_id=factories.council(code="JIR").id))
    assert "Duka A" not in words(pages.get("/estimates/prices"))


def test_the_database_wants_the_supplier_of_a_quotation(offices):
    with pytest.raises(IntegrityError, match="supplier"):
        asked(offices, 5, "")
    db.session.rollback()


def test_pages_of_prices_ask_the_same_however_many_there_are(pages, offices):
    _page, estimate = written(pages, offices)
    asked(offices, 640_000, "Duka A")
    paths = f"/estimates/{estimate.id}/quotations", "/estimates/prices"
    pages.sign_in(offices.officer)
    before = [pages.statements(path) for path in paths]
    for number in range(4):
        asked(offices, 650_000 + number, f"Duka {number}")
    assert [pages.statements(path) for path in paths] == before


def test_a_drawn_line_says_whose_price_it_took(pages, offices):
    _page, estimate = written(pages, offices, lines=[("Roller", "6", "45,000", True)])
    line = estimate.lines[0]
    line.origin, line.source_key = Origin.STOCK, "part:1"
    line.basis = {
        "numbers": {"held": "1", "point": "4", "use": "1", "order": "6"},
        "drawn": {"quantity": "6", "price": "45000"},
    }
    asked(offices, 40_000, "Duka A", item="roller")
    pages.sign_in(offices.officer)
    page = pages.get(f"/estimates/{estimate.id}/quotations")
    pages.press(page, f"/estimates/{estimate.id}/quotations/take")
    shown = words(pages.get(f"/estimates/{estimate.id}"))
    assert "Duka A" in shown
    assert "45000" in shown


def test_a_line_without_a_price_takes_that_of_the_book_with_its_source_and_cap(pages, offices):
    asked(offices, 640_000, "Duka A", reference="NK 1")
    asked(offices, 655_000, "Duka B")
    asked(offices, 600_000, "Duka C", priced_on=TODAY - timedelta(days=181))
    asked(offices, 645_000, "GPSA", source=PriceSource.FRAMEWORK, is_cap=True)
    lines = [("Switch", "2", "", True), ("switch ", "1", "655,000", True)]
    page, estimate = written(pages, offices, lines=lines)
    taken, typed_in = estimate.lines

    assert (taken.unit_price, taken.price_source) == (Decimal(640_000), PriceSource.QUOTATION)
    assert (taken.price_note, taken.priced_on) == ("Duka A, NK 1", TODAY)
    assert (taken.price_cap, taken.is_above_cap) == (Decimal(645_000), False)
    assert (typed_in.price_note, typed_in.is_above_cap) == ("Duka B", True)
    assert "Mstari 1 uko juu ya bei kikomo yake" in str(page)
    assert words(page).count("Juu ya bei kikomo") == 1
    assert "Juu ya bei kikomo" in paper(pages, estimate, "sw")
    edit = pages.get(f"/estimates/{estimate.id}/edit")
    offered = [one["value"] for one in edit.select("#prices-1 option")]
    assert offered == ["640,000", "655,000"]
    assert edit.select_one("[name=lines-0-unit_price]")["list"] == "prices-1"
    assert "Switch" in [one["value"] for one in edit.select("#items-offered option")]


def test_a_later_cap_changes_no_submitted_estimate(pages, offices, monday):
    _page, estimate = written(pages, offices)
    submit(estimate, offices.officer)
    monday.move_to(MONDAY_MORNING + timedelta(days=1))
    asked(offices, 5, "GPSA", source=PriceSource.FRAMEWORK, is_cap=True)
    pages.sign_in(offices.officer)
    assert "Juu ya bei kikomo" not in words(pages.get(f"/estimates/{estimate.id}"))

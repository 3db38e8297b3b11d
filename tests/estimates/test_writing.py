"""An estimate is written line by line on one page, and shows what it comes to."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from helpdesk.accounts import services as accounts
from helpdesk.estimates import services
from helpdesk.estimates.forms import writing
from helpdesk.estimates.models import BudgetCode, Estimate, FundSource
from helpdesk.estimates.rules import PriceSource, State
from helpdesk.infra.db import db
from helpdesk.stock import services as stock
from tests import factories
from tests.factories import MONDAY_MORNING

NEW = "/estimates/new"
K18 = [
    ("Betri ya UPS", "12", "85,000", True),
    ("Switch", "4", "650,000", True),
    ("Kebo", "2.5", "120,000", True),
    ("Mafunzo", "30", "3,500", False),
]


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def typed(lines=K18, **more):
    said: dict[str, str | None] = {
        "title": "Vipuri vya robo ya tatu",
        "contingency_percent": "10",
    }
    for place, (item, quantity, price, taxable) in enumerate(lines):
        at = f"lines-{place}"
        said |= {f"{at}-item": item, f"{at}-quantity": quantity, f"{at}-unit_price": price}
        said[f"{at}-taxable"] = "y" if taxable else None
    return {**said, **more}


def newest():
    """Return the estimate that was written last."""
    found = db.session.scalars(db.select(Estimate).order_by(Estimate.id.desc()).limit(1))
    return found.one()


def written(pages, offices, **more):
    pages.sign_in(offices.officer)
    page = pages.submit(pages.get(NEW), **typed(**more))
    return page, newest()


def paper(pages, estimate, language, more=""):
    file = pages.download(f"/estimates/{estimate.id}{more}?format=pdf&lang={language}")
    whole = " ".join(one.extract_text() for one in PdfReader(BytesIO(file.data)).pages)
    return " ".join(whole.split())


def test_lines_sum_up_to_the_cent_on_screen_and_paper(pages, offices):
    page, estimate = written(pages, offices)

    assert estimate.number.endswith("/EST/2025-26/00001")
    assert estimate.total == Decimal(5_203_660)
    said = words(page)
    assert "5,203,660" in said
    assert "milioni tano, mia mbili na tatu elfu, mia sita na sitini" in said
    for language, title in (("sw", "Makisio ya gharama"), ("en", "Cost estimate")):
        printed = paper(pages, estimate, language)
        assert title.casefold() in printed.casefold()
        for sum_of in ("4,025,000", "402,500", "776,160", "5,203,660"):
            assert sum_of in printed
    rows = load_workbook(BytesIO(pages.download(f"/estimates/{estimate.id}?format=xlsx").data))
    cells = {cell for sheet in rows for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {1_020_000, 2_600_000, 300_000, 105_000, 4_025_000, 5_203_660} <= cells
    plain = pages.download(f"/estimates/{estimate.id}?format=csv").data.decode("utf-8-sig")
    assert "5203660" in plain.replace(",", "").replace(".00", "")


def test_calculate_saves_the_draft_and_offers_more_lines(pages, offices):
    pages.sign_in(offices.officer)
    first = pages.get(NEW)
    assert len(first.select("tbody tr")) == 10
    page = pages.submit(first, **typed(calculate="1"))
    assert "5,203,660" in words(page)
    assert len(page.select("tbody tr")) == 4 + 5

    again = pages.submit(
        page,
        **{
            "lines-4-item": "Panya",
            "lines-4-quantity": "2",
            "lines-4-unit_price": "15,000",
            "lines-0-removed": "y",
        },
    )
    assert "Panya" in words(again)
    assert "Betri ya UPS" not in words(again)


@pytest.mark.parametrize(
    ("typed_in", "refused"),
    [
        ({"lines-0-quantity": ""}, "Andika idadi."),
        ({"lines-0-unit_price": ""}, "Andika bei."),
        ({"lines-0-item": ""}, "Andika kinachohitajika."),
        ({"lines-0-quantity": "0"}, "Andika namba"),
        ({"lines-0-unit_price": "mbili"}, "Andika"),
        ({"title": ""}, "jina la makisio"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_half_written(
    pages, offices, typed_in, refused
):
    pages.sign_in(offices.officer)
    page = pages.submit(pages.get(NEW), status=422, **typed(**typed_in))
    assert refused in words(page)
    assert db.session.query(Estimate).count() == 0
    assert page.select_one("[name='lines-1-item']")["value"] == "Switch"


def test_a_part_of_the_store_brings_its_last_price(pages, offices):
    actor = factories.program(offices.council_id)
    store = stock.add_store(code="GHL", name_sw="Ghala", name_en="Store", actor=actor)
    details = stock.PartDetails(code="RLR", name_sw="Roller", name_en="Roller", unit="jozi")
    part = stock.add_part(details, actor=actor)
    stock.receive(
        store,
        part,
        reference="DN 1",
        quantity=Decimal(2),
        unit_cost=Decimal(45_000),
        actor=actor,
        now=factories.MONDAY_MORNING,
    )
    db.session.commit()
    _page, estimate = written(pages, offices, lines=[("Roller", "6", "", True)])

    (line,) = estimate.lines
    assert (line.part_id, line.unit, line.unit_price) == (part.id, "jozi", Decimal(45_000))
    assert line.price_source is PriceSource.LAST_PURCHASE


def test_a_stale_page_changes_nothing(pages, offices):
    _page, estimate = written(pages, offices)
    opened = pages.get(f"/estimates/{estimate.id}/edit")
    pages.submit(pages.get(f"/estimates/{estimate.id}/edit"), **{"lines-0-item": "Betri kubwa"})
    refused = pages.submit(opened, status=409, **{"lines-1-item": "Swichi"})
    assert "Betri kubwa" in str(refused)
    db.session.expire_all()
    assert [line.item for line in estimate.lines][:2] == ["Betri kubwa", "Switch"]


def test_budget_lines_are_kept_by_the_head(pages, offices):
    pages.sign_in(offices.head)
    pages.press(pages.get("/estimates/codes"), "/estimates/codes/usual")
    assert db.session.query(BudgetCode).count() == 17
    pages.submit(
        pages.get("/estimates/codes/new"), code="22099999", name_sw="Nyingine", name_en="Other"
    )
    taken = pages.submit(
        pages.get("/estimates/codes/new"),
        status=422,
        code="22099999",
        name_sw="Nyingine",
        name_en="Other",
    )
    assert "ipo tayari" in words(taken)
    pages.sign_in(offices.officer)
    pages.get("/estimates/codes", status=403)


def test_a_draft_that_is_given_up_keeps_its_number(pages, offices):
    _page, estimate = written(pages, offices)
    pages.press(pages.get(f"/estimates/{estimate.id}"), f"/estimates/{estimate.id}/cancel")
    db.session.expire_all()
    assert estimate.state is State.CANCELLED
    _page, second = written(pages, offices)
    assert second.number.endswith("00002")
    pages.get(f"/estimates/{estimate.id}/edit", status=409)


def test_sources_of_funds_are_kept_by_the_head_and_stand_on_the_estimate(pages, offices):
    pages.sign_in(offices.head)
    new = "/estimates/funds/new"
    said = {"code": "20J", "name_sw": "Mfuko wa barabara", "name_en": "Road fund"}
    assert "20J" in words(pages.submit(pages.get(new), **said))
    assert "upo tayari" in words(pages.submit(pages.get(new), status=422, **said))
    fund = db.session.query(FundSource).filter_by(code="20J").one()
    _page, estimate = written(pages, offices, fund_id=str(fund.id))
    assert "20J Mfuko wa barabara" in paper(pages, estimate, "sw")

    pages.sign_in(offices.head)
    shown = pages.submit(
        pages.get(f"/estimates/funds/{fund.id}/edit"), name_sw="Mfuko", is_active=None
    )
    assert "20J Mfuko" in words(shown)
    pages.sign_in(offices.officer)
    pages.get("/estimates/funds", status=403)
    choices = "[name=fund_id] option"
    assert not [one for one in pages.get(NEW).select(choices) if "20J" in one.get_text()]
    kept = pages.get(f"/estimates/{estimate.id}/edit").select_one(f"{choices}[selected]")
    assert kept["value"] == str(fund.id)
    pages.sign_in(factories.user("head", council_id=factories.council(code="JIR").id))
    pages.get(f"/estimates/funds/{fund.id}/edit", status=404)


def test_a_sum_that_nobody_could_pay_is_refused_at_its_line(pages, offices):
    pages.sign_in(offices.officer)
    huge = [("Seva", "999,999.999", "999,999,999,999.99", True)]

    refused = pages.submit(pages.get(NEW), status=422, **typed(huge))

    assert refused.select_one(".error-summary a[href='#lines-0-unit_price']")


def test_more_lines_than_fit_are_refused_and_not_dropped(pages, offices, monkeypatch):
    pages.sign_in(offices.officer)
    page = pages.get(NEW)
    monkeypatch.setattr(writing, "MOST", 3)

    refused = pages.submit(page, status=422, **typed())

    assert "mistari isiyozidi 3" in words(refused, ".error-summary")


def submitted(pages, estimate):
    page = pages.get(f"/estimates/{estimate.id}")
    return pages.press(page, f"/estimates/{estimate.id}/submit")


def test_what_has_no_price_is_not_submitted(pages, offices):
    _page, estimate = written(pages, offices, lines=[*K18, ("Projekta", "2", "0", True)])

    shown = submitted(pages, estimate)

    assert "Projekta" in words(shown, ".notice-warning")
    assert estimate.state is State.DRAFT


def test_nothing_is_submitted_where_nobody_confirms_the_funds(pages, offices):
    _page, estimate = written(pages, offices)
    accounts.deactivate(
        offices.treasurer, actor=factories.program(offices.council_id), now=MONDAY_MORNING
    )

    shown = submitted(pages, estimate)

    assert "Mweka Hazina" in words(shown, ".notice-warning")
    assert estimate.state is State.DRAFT


def test_the_name_of_a_budget_line_stays_that_of_the_day_of_submission(pages, offices):
    code = services.add_code(
        "31122000", "Vifaa vya TEHAMA", "ICT equipment", actor=factories.program(offices.council_id)
    )
    _page, estimate = written(pages, offices, budget_code_id=str(code.id))
    submitted(pages, estimate)
    services.change_entry(
        code,
        name_sw="Jina jipya",
        name_en="New name",
        is_active=True,
        actor=factories.program(offices.council_id),
    )

    assert "Vifaa vya TEHAMA" in words(pages.get(f"/estimates/{estimate.id}"))
    assert "ICT equipment" in paper(pages, estimate, "en")


def test_the_treasurer_says_why_he_confirms_more_than_there_is(pages, offices):
    _page, estimate = written(pages, offices, ceiling="500,000")
    submitted(pages, estimate)
    for person in (offices.head, offices.buyer):
        pages.sign_in(person)
        pages.submit(pages.get(f"/estimates/{estimate.id}/decide"), decision="agree")
    pages.sign_in(offices.treasurer)
    form = pages.get(f"/estimates/{estimate.id}/decide")

    refused = pages.submit(form, status=422, decision="agree")
    pages.submit(form, decision="agree", note="Nyongeza ya bajeti")

    assert refused.select_one(".error-summary a[href='#note']")
    assert [step.note for step in estimate.steps if step.note] == ["Nyongeza ya bajeti"]

"""What is paid is held against what was approved, line by line and quarter by quarter."""

import csv
import io
import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts.queries import as_actor
from helpdesk.estimates import services
from helpdesk.estimates.models import EstimateSpending
from helpdesk.estimates.rules import Line, balances, summed, totals
from helpdesk.infra.db import db
from tests import factories
from tests.estimates.test_deciding import CHAIN, decide, submit
from tests.estimates.test_writing import paper, words
from tests.factories import MONDAY_MORNING
from tests.procurement.factories import order as some_order


@dataclass
class Granted:
    lineage: str
    amount: Decimal
    taxable: bool = True
    item: str = "Toner"


@dataclass
class Paid:
    lineage: str
    amount: Decimal
    spent_on: date = date(2025, 7, 1)


@pytest.fixture
def approved(offices):
    made = services.draft(
        services.Head(
            title="Toner na betri",
            first_year=2025,
            contingency_percent=Decimal(10),
        ),
        [
            services.Typed(
                item="Toner", quantity=Decimal(2), unit="pcs", unit_price=Decimal(100_000)
            ),
            services.Typed(
                item="Mafunzo",
                quantity=Decimal(1),
                unit="siku",
                unit_price=Decimal(50_000),
                taxable=False,
            ),
        ],
        maker=offices.officer,
        actor=as_actor(offices.officer),
        now=MONDAY_MORNING,
    )
    submit(made, offices.officer)
    for name in CHAIN:
        decide(made, getattr(offices, name))
    return made


def paid(pages, estimate, line=0, **more):
    page = pages.get(f"/estimates/{estimate.id}/spending/new")
    said = {
        "lineage": estimate.lines[line].lineage if line is not None else "",
        "amount": "118,000",
        "spent_on-day": "10",
        "spent_on-month": "8",
        "spent_on-year": "2025",
        "paper": "PV 7",
    }
    return pages.submit(page, **{**said, **more})


def test_what_was_approved_by_line_sums_up_to_the_total_always():
    some = random.Random(7)  # noqa: S311  # no secret
    for _round in range(300):
        lines = [
            Granted(
                str(place), Decimal(some.randint(1, 10**9)) / 100, some.choice((True, True, False))
            )
            for place in range(some.randint(1, 12))
        ]
        percent, vat = Decimal(some.randint(0, 20)), Decimal(18)
        each = [Line(Decimal(1), line.amount, line.taxable) for line in lines]
        total = totals(each, percent, vat).total
        payments = [
            Paid(str(some.randint(0, 20)), Decimal(some.randint(-500, 900)) / 8)
            for _payment in range(5)
        ]
        rows = balances(lines, total, vat, payments)
        assert sum(row.approved for row in rows) == total
        assert sum(row.spent for row in rows) == sum(one.amount for one in payments)


def test_payments_fall_into_the_quarters_of_the_government():
    days = [date(2025, 9, 30), date(2025, 10, 1), date(2026, 3, 31), date(2026, 4, 1)]
    line = Granted("a", Decimal(1000), taxable=False)
    (row,) = balances(
        [line], Decimal(1000), Decimal(18), [Paid("a", Decimal(100), d) for d in days]
    )
    assert row.quarters == (Decimal(100),) * 4
    assert (row.left, row.percent) == (Decimal(600), Decimal(40))
    assert summed([]).percent is None


def test_a_payment_shows_what_is_left(pages, offices, approved):
    assert approved.total == Decimal(314_600)  # 286,000 and its contingency of 28,600 with VAT
    pages.sign_in(offices.officer)
    assert pages.get(f"/estimates/{approved.id}").select_one(f"a[href$='{approved.id}/spending']")
    page = paid(pages, approved)
    assert page.select_one("#left").get_text() == "TZS 196,600"
    assert "118,000 TZS 118,000 50" in words(page)  # of 236,000: spent, left, half of it
    page = paid(pages, approved, line=None, paper="PV 8", amount="30,000")
    assert "Zaidi ya ilivyoidhinishwa" in words(page)
    for language in ("sw", "en"):
        printed = paper_of(pages, approved, language)
        assert "PV 8" in printed
        assert "166,600" in printed


def paper_of(pages, estimate, language):
    return paper(pages, estimate, language, more="/spending")


def test_a_payment_is_taken_back_once_and_both_stay(pages, offices, approved):
    pages.sign_in(offices.officer)
    page = paid(pages, approved)
    link = page.select_one("a[href$='/undo']")["href"]
    pages.submit(pages.get(link), status=422)
    page = pages.submit(pages.get(link), why="Iliandikwa mara mbili")
    assert page.select_one("#left").get_text() == "TZS 314,600"
    assert not page.select("a[href$='/undo']")
    assert db.session.query(EstimateSpending).count() == 2
    again = pages.submit(pages.get(link), status=409, why="Tena")
    assert "yalikwisharudishwa" in words(again)


@pytest.mark.parametrize(
    ("typed_in", "refused"),
    [
        ({"amount": "0"}, "zaidi ya sifuri"),
        ({"amount": ""}, "Andika kiasi."),
        ({"paper": ""}, "Andika namba ya hati"),
        ({"spent_on-month": "6"}, "mwaka wa makisio"),
        ({"spent_on-year": "2026", "spent_on-day": "3", "spent_on-month": "3"}, "mwaka wa makisio"),
    ],
)
def test_what_cannot_be_is_refused(pages, offices, approved, typed_in, refused):
    pages.sign_in(offices.officer)
    assert refused in words(paid(pages, approved, status=422, **typed_in))
    assert db.session.query(EstimateSpending).count() == 0


def test_only_what_is_approved_is_spent_from_and_by_the_unit_alone(pages, offices, approved):
    copy = services.new_edition(
        approved,
        "Bei zimepanda",
        maker=offices.officer,
        actor=as_actor(offices.officer),
        now=MONDAY_MORNING,
    )
    db.session.commit()
    pages.sign_in(offices.officer)
    refused = pages.get(f"/estimates/{copy.id}/spending", status=409)
    assert "toleo lililoidhinishwa" in words(refused)
    pages.sign_in(offices.treasurer)
    page = pages.get(f"/estimates/{approved.id}/spending")
    assert not page.select("a[href$='/spending/new']")
    pages.get(f"/estimates/{approved.id}/spending/new", status=403)
    pages.sign_in(factories.user("technician", council_id=factories.council(code="JIR").id))
    pages.get(f"/estimates/{approved.id}/spending", status=404)


def test_what_was_paid_stays_with_the_estimate_in_a_newer_edition(pages, offices, approved):
    pages.sign_in(offices.officer)
    paid(pages, approved)
    second = services.new_edition(
        approved,
        "Bei zimepanda",
        maker=offices.officer,
        actor=as_actor(offices.officer),
        now=MONDAY_MORNING,
    )
    second.lines[0].unit_price = Decimal(200_000)
    second.total = second.totals.total
    submit(second, offices.officer)
    for name in CHAIN:
        decide(second, getattr(offices, name))
    page = pages.get(f"/estimates/{second.id}/spending")
    assert "TZS 472,000 TZS 118,000 TZS 354,000" in words(page)
    pages.get(f"/estimates/{approved.id}/spending", status=409)


def test_the_database_keeps_signs_and_papers(offices, approved):
    for wrong in ({"amount": Decimal(-1)}, {"paper": ""}):
        said = {"amount": Decimal(1), "paper": "PV", **wrong}
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.add(
                EstimateSpending(
                    estimate_id=approved.id,
                    lineage="",
                    item="",
                    spent_on=date(2025, 8, 1),
                    recorded_by_id=offices.officer.id,
                    recorded_at=MONDAY_MORNING,
                    **said,
                )
            )


def test_sheets_and_the_file_for_planrep_sum_up_to_the_total(pages, offices, approved):
    pages.sign_in(offices.officer)
    paid(pages, approved)
    at = f"/estimates/{approved.id}"
    book = load_workbook(BytesIO(pages.download(f"{at}/spending?format=xlsx").data))
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {314_600, 118_000, 196_600} <= cells
    text = pages.download(f"{at}/planrep").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["item"] for row in rows] == ["Toner", "Mafunzo", "Contingency"]
    assert sum(Decimal(row["amount_with_vat"]) for row in rows) == approved.total
    assert {row["financial_year"] for row in rows} == {"2025/26"}


def test_a_payment_is_joined_to_an_order_of_the_year(pages, offices, approved):
    bought = some_order(offices.council_id, number="LPO 77")
    some_order(offices.council_id, number="LPO 11", ordered_on=date(2025, 6, 30))
    some_order(factories.council(code="JIR").id, number="LPO 88")
    db.session.commit()
    pages.sign_in(offices.officer)
    form = pages.get(f"/estimates/{approved.id}/spending/new")
    offered = {one["value"] for one in form.select("[name=order_id] option")}
    assert offered == {"0", str(bought.id)}
    page = paid(pages, approved, order_id=str(bought.id), paper="")
    assert page.select(f"a[href$='/orders/{bought.id}']")
    (row,) = db.session.query(EstimateSpending)
    assert (row.paper, row.order_id) == ("LPO77", bought.id)
    back = pages.submit(pages.get(page.select_one("a[href$='/undo']")["href"]), why="Si yake")
    assert len(back.select(f"a[href$='/orders/{bought.id}']")) == 2


def test_all_approved_estimates_of_a_year_go_into_one_file(pages, offices, approved):
    for title, first_year in (("Swichi", 2025), ("Mwaka mwingine", 2026)):
        actor = as_actor(offices.officer)
        head = services.Head(title=title, first_year=first_year)
        line = services.Typed(
            item=title, quantity=Decimal(1), unit="pcs", unit_price=Decimal("33.33")
        )
        made = services.draft(head, [line], maker=offices.officer, actor=actor, now=MONDAY_MORNING)
        submit(made, offices.officer)
        for name in CHAIN:
            decide(made, getattr(offices, name))
    pages.sign_in(offices.treasurer)
    page = pages.get(pages.get("/estimates/").select_one("a[href$='/planrep']")["href"])
    total = approved.total + Decimal("39.33")
    assert f"2025/26 2 TZS {total:,.2f}" in words(page)
    link = page.select_one("a[href$='planrep?year=2025']")["href"]
    rows = list(csv.DictReader(io.StringIO(pages.download(link).data.decode("utf-8-sig"))))
    assert len({row["estimate"] for row in rows}) == 2
    assert sum(Decimal(row["amount_with_vat"]) for row in rows) == total
    assert "Mwaka mwingine" not in {row["item"] for row in rows}
    pages.get("/estimates/planrep?year=2019", status=404)


def test_the_page_asks_the_same_however_much_was_paid(pages, offices, approved):
    pages.sign_in(offices.officer)
    paid(pages, approved)
    path = f"/estimates/{approved.id}/spending"
    before = pages.statements(path)
    for number in range(3):
        paid(pages, approved, line=1, amount="1,000", paper=f"PV {number}")
    assert pages.statements(path) == before

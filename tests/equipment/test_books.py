"""The books of the council, as its devices came, moved and left: to the cent."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.disposals.rules import Method
from helpdesk.disposals.services import Left, dispose
from helpdesk.equipment import services
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.books import Scope, books, lines
from helpdesk.equipment.rules import Condition, Ownership, Status
from helpdesk.infra import clock
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.org.models import Council
from tests import factories
from tests.disposals import factories as boards
from tests.equipment import factories as made
from tests.sheets import rows_of, text_of

YEAR = FiscalYear(2025)


def reconciled(actor, year=YEAR, scope=None):
    opened = books(actor, scope or Scope(), day=min(year.last_day, clock.today()))
    found = opened.reconciled(year.first_day)
    assert found.reckoned == found.closing
    return found


def numbers(amounts):
    return amounts.count, amounts.cost, amounts.accumulated


@pytest.fixture
def kind(council_id):
    return made.model(council_id, of=made.category(council_id, code="PC", life_months=48))


def device(kind, bought_on, *, cost="1200000", **given):
    at = datetime(bought_on.year, bought_on.month, bought_on.day, 9, tzinfo=UTC)
    given = {"purchase_cost": Decimal(cost), "now": at, **given}
    return made.asset(of=kind, purchased_on=bought_on, in_service_on=bought_on, **given)


def noon(year, month, day):
    return datetime(year, month, day, 9, tzinfo=UTC)


# What becomes of devices


def test_a_year_of_purchases_disposals_and_losses(council_id, kind, officer, actor):
    head = factories.user("head", council_id=council_id)
    kept = device(kind, date(2024, 7, 5))
    device(kind, date(2026, 1, 15), cost="2400000.48")
    sold, lost, written_off = (device(kind, date(2021, 3, 1)) for _ in range(3))
    survey = boards.survey(officer)
    services.set_status(
        sold, status=Status.UNSERVICEABLE, reason="x", actor=actor, now=noon(2026, 2, 1)
    )
    line = boards.found(survey, sold, by=officer)
    boards.decided(survey, by=head)
    boards.left(line, by=officer)
    for one in (lost, written_off):
        stolen = Status.LOST_STOLEN
        services.set_status(one, status=stolen, reason="RB", actor=actor, now=noon(2025, 9, 1))
    gone = Status.WRITTEN_OFF
    services.set_status(written_off, status=gone, reason="RAS", actor=actor, now=noon(2026, 4, 2))

    year = reconciled(actor)

    assert numbers(year.opening) == (4, 4_800_000, 300_000 + 3 * 1_200_000)
    assert numbers(year.additions) == (1, Decimal("2400000.48"), 0)
    assert numbers(year.disposals) == (2, 2_400_000, 2_400_000)
    assert numbers(year.closing) == (
        3,
        Decimal("4800000.48"),
        600_000 + 1_200_000 + Decimal("300000.06"),
    )
    held = books(actor, Scope(), day=YEAR.last_day).held()
    assert {kept.id, lost.id} < {one.asset.id for one in held}
    assert reconciled(actor, FiscalYear(2026)).opening == year.closing


def test_what_is_entered_late_belongs_to_the_year_in_which_it_was_bought(kind, actor):
    device(kind, date(2023, 7, 3), now=noon(2025, 10, 1))

    assert numbers(reconciled(actor, FiscalYear(2023)).additions) == (1, 1_200_000, 0)
    year = reconciled(actor)
    assert year.additions.count == 0
    assert numbers(year.opening) == numbers(year.entered_late) == (1, 1_200_000, 600_000)


def test_what_is_given_to_another_institution_is_a_transfer(council_id, kind, officer, actor):
    given = device(kind, date(2021, 3, 1), status=Status.IN_STORE)
    survey = boards.survey(officer)
    line = boards.found(survey, given, by=officer)
    boards.decided(survey, by=factories.user("head", council_id=council_id))
    left = Left(method=Method.TRANSFER, done_on=boards.DAY, receiver="Shule", witness="Shahidi")
    dispose(line, left, enterer=officer, actor=actor, now=noon(2026, 3, 1))

    year = reconciled(actor)

    assert numbers(year.transfers_out) == (1, 1_200_000, 1_200_000)
    assert year.disposals.count == 0


def test_a_department_has_its_own_books_with_what_moved_in_and_out(council_id, kind, actor):
    finance, works = (factories.department(council_id) for _ in range(2))
    at = made.whereabouts(council_id, department=finance)
    moved = device(kind, date(2024, 7, 5), at=at)
    to = made.whereabouts(council_id, department=works)
    services.move(moved, to=to, reason="x", actor=actor, now=noon(2025, 11, 3))

    theirs = reconciled(actor, scope=Scope(department_id=finance.id))
    ours = reconciled(actor, scope=Scope(department_id=works.id))

    assert numbers(theirs.opening) == numbers(theirs.transfers_out) == (1, 1_200_000, 300_000)
    assert theirs.closing.count == 0
    assert numbers(ours.transfers_in) == (1, 1_200_000, 300_000)
    assert numbers(ours.closing) == (1, 1_200_000, 600_000)
    before = books(actor, Scope(department_id=finance.id), day=date(2025, 10, 31))
    assert [one.department.id for one in lines(before, actor=actor)] == [finance.id]


def test_the_books_know_the_status_of_a_day_that_is_over(kind, actor):
    worn = device(kind, date(2024, 7, 5))
    services.set_status(
        worn, status=Status.UNDER_REPAIR, reason="x", actor=actor, now=noon(2025, 8, 1)
    )

    (then,) = books(actor, Scope(), day=date(2025, 7, 31)).held()
    (now,) = books(actor, Scope(), day=date(2025, 8, 1)).held()

    assert (then.status, now.status) == (Status.IN_SERVICE, Status.UNDER_REPAIR)


def test_leased_devices_and_those_not_yet_accepted_are_not_in_the_books(kind, actor):
    device(kind, date(2024, 7, 5), ownership=Ownership.LEASED)
    device(kind, date(2024, 7, 5)).status = Status.RECEIVED

    assert reconciled(actor).closing.count == 0


def test_other_councils_and_other_departments_stay_apart(council_id, kind):
    mine = factories.department(council_id)
    device(kind, date(2024, 7, 5), at=made.whereabouts(council_id, department=mine))
    device(kind, date(2024, 7, 5))
    made.asset(purchased_on=date(2024, 7, 5))
    chief = factories.user(council_id=council_id)
    factories.grant(chief, "manager", department_id=mine.id)

    assert reconciled(as_actor(chief)).closing.count == 1
    assert reconciled(the_program(council_id)).closing.count == 2


# The sample council


@pytest.fixture
def program(sample):
    return the_program(db.session.scalars(db.select(Council.id).order_by(Council.id)).all()[0])


def test_three_years_of_the_sample_close_to_the_cent(program):
    """No line of the last three years is empty, and none is made up: the database agrees."""
    this = FiscalYear.containing(clock.today())
    years = [FiscalYear(this.first - back) for back in (2, 1, 0)]

    found = [reconciled(program, year) for year in years]

    for before, after in pairwise(found):
        assert before.closing == after.opening
    for one in found[:2]:
        assert all([one.additions.count, one.disposals.count, one.transfers_out.count])
        assert one.charge.accumulated > 0
    for year, one in zip(years, found, strict=True):
        bought = db.session.execute(
            db.select(db.func.count(), db.func.sum(Asset.purchase_cost)).where(
                Asset.council_id == program.council_id,
                Asset.purchased_on.between(year.first_day, year.last_day),
                Asset.status.not_in([Status.REJECTED, Status.RECEIVED, Status.EXPECTED]),
            )
        ).one()
        assert (one.additions.count, one.additions.cost) == tuple(bought)
    assert found[-1].closing.count == db.session.scalar(
        db.select(db.func.count()).where(
            Asset.council_id == program.council_id,
            Asset.status.not_in(
                [
                    Status.REJECTED,
                    Status.RECEIVED,
                    Status.EXPECTED,
                    Status.DISPOSED,
                    Status.WRITTEN_OFF,
                ]
            ),
        )
    )


def test_the_departments_of_the_sample_together_are_the_council(program):
    departments = db.session.scalars(db.select(Asset.department_id).distinct()).all()
    parts = [reconciled(program, scope=Scope(department_id=one)) for one in departments]

    whole = reconciled(program)

    assert sum(one.charge.accumulated for one in parts) == whole.charge.accumulated
    assert sum(one.transfers_in.cost for one in parts) > 0


# Papers and pages


@pytest.fixture
def two_offices(council_id, kind, officer):
    finance = factories.department(council_id, name_sw="Fedha", name_en="Finance")
    works = factories.department(council_id, name_sw="Ujenzi", name_en="Works")
    for department, count in ((finance, 2), (works, 1)):
        at = made.whereabouts(council_id, department=department, custodian=officer)
        for number in range(count):
            code = f"MBR-{department.code}-{number}" if department is works or number else "MBR-7"
            device(kind, date(2024, 7, 5), at=at, gamis_number=code, order_number="LPO-9")
    return finance


def test_the_register_of_assets_has_its_columns_subtotals_and_last_page(
    pages, two_offices, officer
):
    pages.sign_in(officer)
    url = "/equipment/books?period=2025-26"

    lines = rows_of(pages.download(f"{url}&lang=en&format=csv"))
    paper = text_of(pages.download(f"{url}&lang=en&format=pdf"))

    headings = next(line for line in lines if "GAMIS number" in line)
    assert len(headings) == 21
    subtotals = [line[14:18] for line in lines if line[1:2] == ["Subtotal"]]
    assert subtotals == [
        ["2400000.00", "", "1200000.00", "1200000.00"],
        ["1200000.00", "", "600000.00", "600000.00"],
    ]
    closing = next(line for line in lines if line[:1] == ["Closing, on 30/06/2026"])
    assert closing[1:] == ["3", "3600000.00", "1800000.00", "1800000.00"]
    for words in ("Finance: ", "District Treasurer", "Completeness of the register today"):
        assert words in paper


def test_the_same_register_is_in_the_catalogue_in_swahili(pages, two_offices, officer):
    pages.sign_in(officer)

    paper = text_of(pages.download("/reports/asset-register?period=2025-26&lang=sw&format=pdf"))

    assert "DAFTARI LA MALI ZA TEHAMA, 2025/26" in paper
    assert "Salio la mwisho, tarehe 30/06/2026 3 3,600,000" in paper
    assert "Mweka Hazina wa Wilaya" in paper


def test_on_a_page_each_place_is_named_above_its_devices(pages, two_offices, officer):
    pages.sign_in(officer)

    page = pages.get("/reports/asset-register?period=2025-26&lang=en")

    bands = [one.get_text(strip=True) for one in page.select("th[scope=rowgroup]")]
    assert [band.partition(":")[0] for band in bands] == ["Finance", "Works"]
    assert page.select(".sideways table")


def test_a_workbook_holds_the_bands_and_the_sums(pages, two_offices, officer):
    pages.sign_in(officer)

    lines = rows_of(pages.download("/equipment/books?period=2025-26&lang=en&format=xlsx"))

    assert any(line[0].startswith("Finance: ") for line in lines if line)
    assert [line[14] for line in lines if line[1:2] == ["Subtotal"]] == [
        "2400000.0",
        "1200000.0",
    ]


def test_the_page_of_the_books_is_narrowed_and_shows_the_reconciliation(
    pages, two_offices, officer
):
    pages.sign_in(officer)

    page = pages.get(f"/equipment/books?period=2025-26&department={two_offices.id}")

    assert "2,400,000" in page.get_text()
    assert page.select_one(
        f"a[href^='/equipment/depreciation?period=2025-26&department={two_offices.id}']"
    )
    assert pages.get("/equipment/books?period=2099-00").h1
    assert pages.get("/equipment/books?period=junk&department=x").h1


def test_each_device_has_its_loss_of_the_year(pages, two_offices, officer, kind):
    pages.sign_in(officer)

    rows = rows_of(pages.download("/equipment/depreciation?period=2025-26&format=csv"))

    first = next(row for row in rows if row[:1] == ["MBR/ICT/PC/0001"])
    assert first[4:] == ["1200000.00", "300000.00", "300000.00", "600000.00", "600000.00"]
    total = next(row for row in rows if row[:1] == ["Jumla"])
    assert total[4:] == ["3600000.00", "900000.00", "900000.00", "1800000.00", "1800000.00"]


def test_the_list_of_the_register_tells_the_book_value(pages, kind, officer):
    device(kind, date(2020, 1, 1))
    made.asset(of=kind, purchase_cost=None)
    pages.sign_in(officer)

    rows = rows_of(pages.download("/equipment/?format=csv"))

    assert rows[0][-3:] == ["Gharama (TZS)", "Uchakavu limbikizi", "Thamani halisi"]
    assert rows[1][-3:] == ["1200000.00", "1200000.00", "0.00"]
    assert rows[2][-3:] == ["", "", ""]


def test_a_sheet_to_verify_by_has_a_page_for_each_place(pages, two_offices, officer):
    pages.sign_in(officer)

    paper = text_of(pages.download("/equipment/verification-sheet?lang=en"))
    narrowed = text_of(
        pages.download(f"/equipment/verification-sheet?lang=en&department={two_offices.id}")
    )

    assert "Page 2 of 2" in paper
    assert "Serial number, as read from the device" in paper
    assert "Works" not in narrowed.replace("Department or unit: Works", "")


def test_gamis_is_given_codes_amounts_and_its_own_number(pages, two_offices, officer, kind):
    made.asset(of=kind, gamis_number="=1+1", purchased_on=date(2025, 1, 1))
    pages.sign_in(officer)

    told = json.loads(pages.download("/equipment/gamis?format=json").data)
    rows = rows_of(pages.download("/equipment/gamis?format=csv"))

    first = told["assets"][0]
    assert first["gamis_id"] == "MBR-7"
    assert (first["code"], first["category"]) == ("MBR/ICT/PC/0001", "PC")
    assert (first["cost"], first["status"]) == ("1200000.00", "in_service")
    assert first["condition"] == Condition.NEW
    assert rows[0] == list(first)
    assert rows[4][0] == "'=1+1"
    assert rows[1][0] == "MBR-7"


def test_the_books_take_as_many_statements_for_forty_devices_as_for_three(
    pages, two_offices, kind, officer
):
    pages.sign_in(officer)
    paths = ["/equipment/books", f"/equipment/books?department={two_offices.id}"]
    few = [pages.statements(path) for path in paths]
    for _ in range(37):
        device(kind, date(2024, 7, 5))

    assert [pages.statements(path) for path in paths] == few


@pytest.mark.parametrize("path", ["books", "depreciation", "gamis", "verification-sheet", "gaps"])
def test_a_requester_does_not_see_the_books(pages, council_id, path):
    pages.sign_in(factories.user(council_id=council_id))

    pages.get(f"/equipment/{path}", status=403)


def test_an_empty_register_is_printed_and_signed_too(pages, officer):
    pages.sign_in(officer)

    paper = text_of(pages.download("/equipment/books?lang=en&format=pdf"))

    assert "No records." in paper
    assert "District Treasurer" in paper
    pages.download("/equipment/verification-sheet")
    pages.download("/equipment/depreciation")
    pages.download("/equipment/books?format=exe", status=404)

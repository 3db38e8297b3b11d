"""The quarterly report says what the database says, to the cent, on every kind of paper."""

import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from flask_babel import force_locale
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.reporting import Wanted
from helpdesk.reports.reports import maintenance_report
from helpdesk.workorders import services as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import UNCOUNTED, CauseCode, Problem, Remedy
from tests import factories
from tests.sheets import rows_of
from tests.system import world

CENTS = Decimal("145000.37")


@pytest.fixture
def council(one_of_everything):
    """The sample of everything, and one more repair with a bill."""
    made = one_of_everything
    officer = made.people["officer"]
    workorders.log_repair(
        made.asset,
        workorders.Repair(
            problem=Problem.FAINT_PRINT,
            work=workorders.Work(
                cause=CauseCode.DUST_HEAT,
                remedy=Remedy.SENT_TO_WORKSHOP,
                minutes=90,
                bills=[workorders.Bill(amount=CENTS, paid_to="Karakana ya Mbeya")],
            ),
            down_from=clock.now() - timedelta(hours=5),
        ),
        technician=officer,
        actor=as_actor(officer),
        now=clock.now(),
    )
    world.save()
    return made


@pytest.fixture
def quarter():
    return Period.quarter_of(clock.today())


def cash_of(period: Period) -> Decimal:
    """What the database itself adds up, with no help from the report."""
    done = db.select(
        db.func.sum(WorkOrder.parts_cost),
        db.func.sum(WorkOrder.vendor_cost),
        db.func.sum(WorkOrder.other_cost),
    ).where(WorkOrder.done_at >= period.starts_at, WorkOrder.done_at < period.ends_at)
    return sum(db.session.execute(done).one(), start=Decimal(0))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("language", "title", "signed"),
    [
        ("sw", "Taarifa ya matengenezo ya TEHAMA, robo ya", "Imeidhinishwa na"),
        ("en", "ICT maintenance report, quarter", "Approved by"),
    ],
)
def test_the_paper_holds_the_sums_of_the_database(pages, council, quarter, language, title, signed):
    pages.sign_in(council.people["manager"])

    answer = pages.download(
        f"/reports/maintenance-quarter?period={quarter.slug}&lang={language}&format=pdf"
    )

    text = text_of(answer.data)
    assert answer.mimetype == "application/pdf"
    assert title in text
    assert signed in text
    assert f"{cash_of(quarter):,.2f}" in text


def test_spreadsheets_hold_the_same_sums_as_numbers(pages, council, quarter):
    pages.sign_in(council.people["head"])
    url = f"/reports/maintenance-quarter?period={quarter.slug}&lang=en"

    book = openpyxl.load_workbook(BytesIO(pages.download(f"{url}&format=xlsx").data))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert float(cash_of(quarter)) in values

    lines = csv.reader(StringIO(pages.download(f"{url}&format=csv").text))
    assert str(cash_of(quarter)) in {cell for line in lines for cell in line}


def test_the_page_shows_the_same(pages, council, quarter):
    pages.sign_in(council.people["manager"])

    page = pages.get(f"/reports/maintenance-quarter?period={quarter.slug}")

    assert f"{cash_of(quarter):,.2f}" in page.get_text()
    assert page.select("svg[role=img]")


def test_an_empty_quarter_is_printed_and_signed_too(council):
    actor = as_actor(council.people["manager"])
    wanted = Wanted(period=Period.parse("2019-20-Q1"), asset_tag="", made_at=clock.now())

    with force_locale("en"):
        report = maintenance_report(actor, wanted)

    assert len(report.signatures) == 3
    assert "No failure was recorded" in str(report.sections)


def test_a_report_of_a_quarter_that_goes_on_ends_today(council):
    actor, period = as_actor(council.people["manager"]), Period.parse("2025-26-Q2")
    wanted = Wanted(period=period, asset_tag="", made_at=datetime(2025, 11, 22, 9, tzinfo=UTC))

    with force_locale("en"):
        report = maintenance_report(actor, wanted)

    assert report.period == "From 01/10/2025 to 22/11/2025"
    assert "the period from 01/10/2025 to 22/11/2025" in str(report.sections)


def test_a_quarter_and_its_neighbours_share_no_repair(council):
    """Half-open: what is done at midnight belongs to the quarter that begins."""
    order = db.session.scalars(db.select(WorkOrder)).all()[0]
    quarter = Period.parse("2025-26-Q2")
    order.done_at = quarter.starts_at
    db.session.flush()

    assert cash_of(quarter) == order.cash_cost
    assert datetime(2025, 9, 30, 21, tzinfo=UTC) == quarter.starts_at


@pytest.mark.parametrize("period", ["2025-27", "2025-26-Q5", "junk", "2025-26-13"])
def test_a_period_that_is_none_is_refused_in_words(pages, council, period):
    pages.sign_in(council.people["manager"])

    pages.get(f"/reports/maintenance-quarter?period={period}", status=422)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("maintenance-quarter?period=2060-61-Q1", "Kipindi hiki bado hakijaanza."),
        ("maintenance-quarter?period=junk", "Hakuna kipindi hicho."),
        ("repair-history?asset=HAKUNA&format=pdf", "Hakuna kifaa chenye namba hii."),
        ("repair-history", "Hakuna kifaa chenye namba hii."),
    ],
)
def test_what_cannot_be_printed_is_said_at_its_box(pages, council, query, words):
    pages.sign_in(council.people["manager"])

    page = pages.get(f"/reports/{query}", status=422)

    assert words in page.select_one(".error-summary").get_text()
    assert page.select_one(
        f"form[action='/reports/{query.partition('?')[0]}'] .field-error, .error"
    )


def test_a_page_speaks_the_language_of_its_report(pages, council):
    pages.sign_in(council.people["manager"])

    page = pages.get("/reports/maintenance-quarter?lang=en")

    assert "Jumla" not in page.get_text()
    assert "Total" in page.get_text()


def test_every_repair_of_the_period_stands_in_it_with_its_cost(pages, council, quarter):
    pages.sign_in(council.people["manager"])

    page = pages.get(f"/reports/maintenance-quarter?period={quarter.slug}").get_text(" ")

    done = db.select(WorkOrder).where(WorkOrder.done_at >= quarter.starts_at)
    orders = db.session.scalars(done).all()
    assert len(orders) >= 2
    for order in orders:
        assert order.reference in page
        assert f"{order.cash_cost:,.2f}" in page


@pytest.mark.parametrize("query", ["/no-such-report", "/maintenance-quarter?format=exe"])
def test_what_does_not_exist_is_not_found(pages, council, query):
    pages.sign_in(council.people["manager"])

    pages.get(f"/reports{query}", status=404)


def test_the_catalogue_offers_what_can_be_made(pages, council):
    pages.sign_in(council.people["manager"])

    page = pages.get("/reports/")

    assert page.select("form[action='/reports/maintenance-quarter'] [value=pdf]")
    assert [form["action"].rpartition("/")[2] for form in page.select("main form")] == [
        "maintenance-quarter",
        "repair-history",
        "help-desk-performance",
        "asset-register",
        "depreciation",
        "replacement-plan",
        "faults",
        "downtime",
        "repair-measures",
        "year-plan-variance",
        "toner-yield",
        "data-errors",
        "warranty-expiry",
    ]


@pytest.mark.parametrize(
    ("lang", "note"),
    [("en", "repairs that were finished in this period"), ("sw", "yaliyokamilika kipindi hiki")],
)
def test_it_says_over_which_repairs_the_mean_of_a_category_is(pages, council, quarter, lang, note):
    pages.sign_in(council.people["manager"])
    url = f"/reports/maintenance-quarter?period={quarter.slug}&lang={lang}"

    assert note in " ".join(pages.get(url).main.get_text().split())
    assert note in " ".join(text_of(pages.download(f"{url}&format=pdf").data).split())
    lines = rows_of(pages.download(f"{url}&format=xlsx"))
    assert note in " ".join(cell for line in lines for cell in line)


def test_the_catalogue_offers_the_language_of_its_reader(pages, council):
    reader = council.people["manager"]
    reader.language = "en"
    world.save()
    pages.sign_in(reader)

    page = pages.get("/reports/")

    assert {one["value"] for one in page.select("[name=lang] [selected]")} == {"en"}


def test_a_report_runs_as_many_statements_for_many_jobs(pages, council, quarter):
    url = f"/reports/maintenance-quarter?period={quarter.slug}"
    pages.sign_in(council.people["manager"])
    few = pages.statements(url)
    officer = council.people["officer"]
    for _number in range(12):
        workorders.log_repair(
            council.asset,
            workorders.Repair(
                problem=Problem.SLOW,
                work=workorders.Work(cause=CauseCode.SOFTWARE, remedy=Remedy.REINSTALLED),
            ),
            technician=officer,
            actor=as_actor(officer),
            now=clock.now(),
        )

    assert pages.statements(url) == few


def test_the_history_card_tells_a_devices_whole_story(pages, council):
    asset = council.asset
    pages.sign_in(council.people["manager"])
    url = f"/reports/repair-history?asset={asset.asset_tag}&lang=sw"

    page = pages.get(url)
    text = text_of(pages.download(f"{url}&format=pdf").data)

    begun = db.select(WorkOrder).where(
        WorkOrder.asset_id == asset.id, WorkOrder.status.not_in(UNCOUNTED)
    )
    orders = db.session.scalars(begun).all()
    for shown in (" ".join(page.get_text(" ").split()), " ".join(text.split())):
        assert asset.asset_tag in shown
        assert all(order.reference in shown for order in orders)
        assert f"{sum(order.cash_cost for order in orders):,.2f}" in shown


@pytest.mark.parametrize("tag", ["", "MBR/ICT/XX/9999", "' OR 1=1 --"])
def test_there_is_no_card_of_an_unknown_device(pages, council, tag):
    pages.sign_in(council.people["manager"])

    pages.get(f"/reports/repair-history?asset={tag}", status=422)


def test_a_device_of_another_council_is_unknown(pages, council):
    pages.sign_in(factories.user("manager"))

    pages.get(f"/reports/repair-history?asset={council.asset.asset_tag}", status=422)

"""What stands on the paper of a year, and that what was approved stays."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.documents.formats import print_as
from helpdesk.infra.documents.model import Report, Section, Table
from helpdesk.maintenance.models import PlanPart
from helpdesk.stock.models import Part
from helpdesk.workorders.models import LabourRate
from helpdesk.yearplans import queries, reports, rules
from helpdesk.yearplans.reports.annex import MOST_ON_PAPER, annex
from helpdesk.yearplans.reports.costs import cash_by_quarter
from helpdesk.yearplans.services import digest_of
from tests import factories
from tests.maintenance.test_visits import checklist
from tests.pages import save
from tests.sheets import text_of
from tests.yearplans.test_years import NOW, approved, drafted


@pytest.fixture
def toner(council_id, servers):
    kept = {"council_id": council_id, "name_sw": "Wino", "name_en": "Toner", "unit": "pcs"}
    part = factories.saved(Part(code="T", kind="consumable", last_price=Decimal(1_200), **kept))
    servers.parts.append(PlanPart(part=part, quantity=Decimal(1), probability=100))
    save()
    return part


@pytest.fixture
def rate(council_id):
    rate = LabourRate(council_id=council_id, starts_at=NOW.replace(year=2024), hourly_rate=6_500)
    return factories.saved(rate)


def paper(plan, by: Actor) -> Report:
    contents = reports.Contents(plan, (), queries.devices(plan))
    return reports.year_report(contents, link="", actor=by, now=NOW)


def figures(plan, by: Actor) -> bytes:
    """Return all that stands on the paper but how it is kept, which goes on."""
    return print_as(paper(plan, by), "csv").content


def test_a_draft_is_marked_on_every_page(officer, director, servers):
    assert paper(drafted(officer), as_actor(officer)).watermark


def test_what_is_approved_bears_no_mark(officer, director, servers):
    assert not paper(approved(officer, director), as_actor(officer)).watermark


def whole(amounts: Sequence[Decimal] | None) -> list[int]:
    return [int(one) for one in amounts or ()]


def table_of(section: Section) -> Table:
    (table,) = section.blocks
    assert isinstance(table, Table)
    return table


def test_the_cost_of_the_quarters_adds_up(officer, servers, school, toner):
    plan = drafted(officer)
    parts, _fees, travel, cash = cash_by_quarter(plan)
    # server visits by quarter: 3, 1 + 2 + 2, 6 and 6, at 1,200 each
    assert whole(parts[1]) == [3_600, 6_000, 7_200, 7_200]
    assert whole(travel[1]) == [140_000] * 4
    assert whole(cash[1]) == [143_600, 146_000, 147_200, 147_200]
    assert sum(whole(cash[1])) == cash[2]


def test_a_plan_without_months_of_journeys_says_nothing_of_quarters(officer, school):
    plan = drafted(officer)
    plan.trips[0].months = []
    _parts, _fees, travel, cash = cash_by_quarter(plan)
    assert (travel[1], cash[1]) == (None, None)
    assert travel[2] == 560_000


def test_officers_time_is_no_cash(officer, servers, toner, rate):
    (line,) = drafted(officer).lines
    assert line.labour_cost == line.visits * 6_500
    assert line.full_cost == line.visits * 7_700


def test_the_annex_names_each_device_with_its_days(officer, servers, school):
    plan = drafted(officer)
    (section,) = annex(plan, queries.devices(plan), is_paper=True)
    table = table_of(section)
    assert [band.rows for band in table.bands] == [2, 1]
    assert [row[3] for row in table.rows] == [12, 8, 4]
    assert str(table.rows[1][4]).startswith("03/11/2025, 01/12/2025")


def test_a_long_annex_is_for_spreadsheets(officer, servers):
    plan = drafted(officer)
    devices = [*queries.devices(plan)] * MOST_ON_PAPER
    (on_paper,) = annex(plan, devices, is_paper=True)
    (on_sheet,) = annex(plan, devices, is_paper=False)
    assert "Excel" in repr(on_paper)
    assert len(table_of(on_sheet).rows) == len(devices)


def test_drafting_anew_writes_the_devices_anew(pages, officer, servers):
    plan = drafted(officer)
    save()
    pages.sign_in(officer)
    pages.submit(pages.get(f"/maintenance/years/{plan.id}/edit"), officers=3)
    assert len(queries.devices(plan)) == 2


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_both_languages_print(pages, officer, servers, school, lang):
    plan = drafted(officer)
    save()
    pages.sign_in(officer)
    said = text_of(pages.download(f"/maintenance/years/{plan.id}?format=pdf&lang={lang}"))
    tag = queries.devices(plan)[0].tag
    assert tag in said
    assert ("RASIMU" if lang == "sw" else "DRAFT") in said


def test_the_next_year_begins_with_the_terms_of_the_last(pages, officer, servers):
    drafted(officer)
    save()
    pages.sign_in(officer)
    page = pages.get("/maintenance/years/new")
    shown = [page.select_one(f"#{name}")["value"] for name in ("officers", "share", "per_diem")]
    assert shown == ["2", "50", "60,000"]


def test_settings_and_dashboard_lead_to_it(pages, council_id, director):
    for person, start in (
        (factories.user("head", council_id=council_id), "/dashboard"),
        (director, "/settings"),
    ):
        pages.sign_in(person)
        page = pages.get(start)
        for wanted in ("", "measures"):
            assert page.select_one(f'main a[href="/maintenance/years/{wanted}"]')


@pytest.mark.parametrize(("amount", "weights"), [("0.01", [1, 1, 1, 1]), ("100", [1, 1, 1, 0])])
def test_shares_add_up_to_the_cent(amount, weights):
    found = rules.shares(Decimal(amount), weights)
    assert sum(found) == Decimal(amount)
    assert rules.shares(Decimal(amount), [0, 0, 0, 0]) == [0, 0, 0, 0]


def test_an_approved_year_keeps_what_it_was_approved_with(
    officer, director, servers, school, toner, rate
):
    plan, by = approved(officer, director), as_actor(officer)
    before, digest = figures(plan, by), plan.digest
    toner.last_price = Decimal(9_999)
    rate.hourly_rate = Decimal(20_000)
    servers.title_sw = servers.title_en = "Jina jipya"
    servers.revisions[-1].minutes = 600
    servers.revisions[-1].checklist_id = checklist(servers.council_id).id
    servers.parts[0].quantity = 9
    for one in queries.devices(plan):
        device = db.session.get_one(Asset, one.asset_id)
        device.in_service_on, device.model.name = date(2020, 1, 1), f"Mpya {one.asset_id}"
        device.location.name, device.location.distance_km = "Mahali papya", 99
    save()
    db.session.expire_all()
    assert figures(plan, by) == before
    assert digest_of(plan) == digest


@pytest.mark.parametrize(
    ("language", "said"),
    [("sw", ("Kila mwezi", "Imesafishwa")), ("en", ("Every month", "Cleaned"))],
)
def test_the_paper_says_how_each_plan_is_done_and_what_is_asked(
    pages, officer, director, servers, language, said
):
    servers.revisions[-1].checklist = checklist(officer.council_id)
    save()
    plan = approved(officer, director)
    before = plan.digest
    servers.revisions[-1].minutes = 5
    servers.revisions[-1].checklist = None
    save()
    pages.sign_in(officer)
    paper = text_of(pages.download(f"/maintenance/years/{plan.id}?format=pdf&lang={language}"))
    assert all(one in paper for one in said), "later changes do not touch what was approved"
    assert digest_of(plan) == before
    plan.lines[0].manner = {**plan.lines[0].manner, "minutes": "1"}
    assert digest_of(plan) != before

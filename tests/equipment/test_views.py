"""The register as people meet it."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment import queries, services
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from tests import factories
from tests.equipment import factories as made
from tests.factories import MONDAY_MORNING
from tests.pages import save


@pytest.fixture
def council_id(app):
    return factories.council(code="MBR").id


@pytest.fixture
def officer(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa TEHAMA")


@pytest.fixture
def requester(council_id):
    return factories.user(council_id=council_id, name="Mhasibu")


@pytest.fixture
def printer(council_id):
    return made.model(council_id, of=made.category(council_id, code="PR"), name="LaserJet M404")


@pytest.fixture
def asset(printer):
    return made.asset(of=printer, serial_number="VNC3K12345")


@pytest.fixture
def register(pages, officer, printer):
    """The empty form of a new device, with a place and a department in it."""
    place, department = made.whereabouts(officer.council_id), made.whereabouts(officer.council_id)
    pages.sign_in(officer)
    return {
        "page": pages.get("/equipment/new"),
        "model_id": str(printer.id),
        "location_id": str(place.location.id),
        "department_id": str(department.department.id),
    }


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def refused(page):
    return {a["href"].removeprefix("#"): a.get_text() for a in page.select(".error-summary a")}


def tags(page):
    return [link.get_text() for link in page.select("tbody th a")]


def menu(page):
    return [link.get_text() for link in page.select(".nav-wide a")]


def only_asset():
    return db.session.scalars(db.select(Asset)).one()


# The list


def test_the_register_lists_devices_with_their_count_and_value(pages, officer, printer):
    made.asset(of=printer, purchase_cost=Decimal(980_000))
    made.asset(of=printer, purchase_cost=Decimal(20_000))
    made.asset()
    pages.sign_in(officer)

    page = pages.get("/equipment/")

    assert page.h1.get_text(strip=True) == "Rejista ya Vifaa vya TEHAMA"
    assert tags(page) == ["MBR/ICT/PR/0001", "MBR/ICT/PR/0002"]
    assert words(page, ".count") == "(2)"
    assert words(page, ".total").endswith("TZS 1,000,000")
    assert "Vyote (2)" in words(page, ".views")


def test_a_list_is_narrowed_by_what_stands_in_its_address(pages, officer, asset, printer):
    poor = made.asset(of=printer, condition=Condition.POOR)
    pages.sign_in(officer)

    assert tags(pages.get("/equipment/?condition=D")) == [poor.asset_tag]
    assert tags(pages.get("/equipment/?q=vnc3k")) == [asset.asset_tag]
    assert tags(pages.get(f"/equipment/?q=http://x/e/{asset.label_code}")) == [asset.asset_tag]
    assert tags(pages.get(f"/equipment/?location={poor.location_id}")) == [poor.asset_tag]
    assert tags(pages.get("/equipment/?view=unassigned")) == [asset.asset_tag, poor.asset_tag]


@pytest.mark.parametrize(
    "query",
    [
        "view=nothing",
        "status=nothing",
        "category=x",
        "category=99999999999999999999",
        "location=-1",
    ],
)
def test_what_an_address_should_not_say_narrows_nothing(pages, officer, asset, query):
    pages.sign_in(officer)

    assert tags(pages.get(f"/equipment/?{query}")) == [asset.asset_tag]


def test_an_empty_list_says_what_to_do(pages, officer):
    pages.sign_in(officer)

    empty = pages.get("/equipment/")
    assert empty.select_one(".empty a")["href"] == "/equipment/new"
    assert pages.get("/equipment/?q=hakuna").select_one(".empty a")["href"] == "/equipment/"


def test_a_long_list_is_read_page_by_page(pages, officer, printer):
    for _ in range(52):
        made.asset(of=printer)
    pages.sign_in(officer)

    first = pages.get("/equipment/")
    second = pages.get(first.select_one("a[rel=next]")["href"])

    assert (len(tags(first)), len(tags(second))) == (50, 2)
    assert words(second, ".count") == "(52)"


def test_twenty_and_three_hundred_rows_cost_the_same_statements(pages, officer, printer):
    def register_some(number, *, holders):
        people = [factories.user(council_id=officer.council_id) for _ in range(holders)]
        places = [made.whereabouts(one.council_id, custodian=one) for one in people]
        for turn in range(number):
            made.asset(of=printer, at=places[turn % holders])
        save()

    register_some(20, holders=2)
    pages.sign_in(officer)
    few = pages.statements("/equipment/")
    register_some(280, holders=8)

    assert pages.statements("/equipment/") == few
    assert few <= 15


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_the_list_is_downloaded_whole_and_as_it_is_filtered(pages, officer, printer, form):
    for _ in range(51):
        made.asset(of=printer, purchase_cost=Decimal("1000.50"))
    made.asset(of=printer, condition=Condition.POOR)
    pages.sign_in(officer)

    answer = pages.download(f"/equipment/?condition=A&format={form}")

    assert answer.headers["Content-Disposition"].endswith(f".{form}")
    text = readers[form](answer.data)
    assert text.count("MBR/ICT/PR/") == 51
    assert text.index("MBR/ICT/PR/0001") < text.index("MBR/ICT/PR/0051")
    assert "51,025.5" in text
    assert "Mpya" in text


def read_csv(content):
    rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    return "\n".join(",".join(row) for row in rows).replace("51025.5", "51,025.5")


def read_xlsx(content):
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell.value for sheet in book for row in sheet.rows for cell in row]
    return "\n".join(str(cell) for cell in cells if cell is not None).replace("51025.5", "51,025.5")


def read_pdf(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


readers = {"csv": read_csv, "xlsx": read_xlsx, "pdf": read_pdf}


def test_a_list_is_not_made_in_a_form_that_nobody_knows(pages, officer):
    pages.sign_in(officer)

    pages.get("/equipment/?format=exe", status=404)


def test_who_may_only_look_finds_no_way_to_register(pages, council_id, asset):
    pages.sign_in(factories.user("auditor", council_id=council_id))

    assert not pages.get("/equipment/").select("a[href='/equipment/new']")
    page = pages.get(f"/equipment/{asset.id}")
    assert not page.select("a[href$='/move'], a[href$='/edit'], a[href$='/status']")
    pages.get("/equipment/new", status=403)
    pages.get(f"/equipment/{asset.id}/move", status=403)


def test_the_menu_leads_officers_to_the_register_and_requesters_to_their_own(
    pages, officer, requester
):
    pages.sign_in(officer)
    assert "Vifaa" in menu(pages.get("/equipment/"))
    assert "Vifaa nilivyokabidhiwa" not in menu(pages.get("/equipment/"))

    pages.sign_in(requester)
    assert "Vifaa nilivyokabidhiwa" in menu(pages.get("/equipment/mine"))
    pages.get("/equipment/", status=403)


# One device


def test_a_device_shows_its_facts_its_history_and_its_code(pages, officer, asset):
    services.set_status(
        asset,
        status=Status.UNDER_REPAIR,
        reason="Roller imechakaa",
        actor=as_actor(officer),
        now=MONDAY_MORNING + timedelta(days=1),
    )
    pages.sign_in(officer)

    page = pages.get(f"/equipment/{asset.id}")

    assert page.h1.get_text(strip=True) == "Printa HP LaserJet M404"
    assert "VNC3K12345" in words(page, ".facts")
    assert "TZS 1,000,000" in words(page, ".facts")
    history = [words(entry, ".entry-head strong") for entry in page.select(".timeline li")]
    assert history == ["Kiko kwenye matengenezo", "Kimesajiliwa"]
    assert "Roller imechakaa. Imeandikwa na Afisa TEHAMA." in words(page, ".timeline")
    assert page.select_one("svg.qr title").get_text() == "http://127.0.0.1:8000/e/MBR-0001"
    assert page.select_one("a.button")["href"] == f"/tickets/new?asset={asset.id}"
    assert page.select_one(f"a[href='/repairs/new?asset={asset.id}']")
    card = page.select_one("a[href^='/reports/repair-history']")["href"]
    assert card == "/reports/repair-history?asset=MBR%2FICT%2FPR%2F0001&lang=sw&format=pdf"


def test_the_history_of_a_device_costs_the_same_statements_however_long(pages, officer, asset):
    pages.sign_in(officer)
    few = pages.statements(f"/equipment/{asset.id}")
    for _ in range(20):
        to = made.whereabouts(
            asset.council_id, custodian=factories.user(council_id=asset.council_id)
        )
        services.move(asset, to=to, reason="Uhamisho", actor=as_actor(officer), now=MONDAY_MORNING)

    assert pages.statements(f"/equipment/{asset.id}") == few


def test_a_requester_sees_all_of_what_he_holds_and_little_of_the_rest(
    pages, requester, asset, council_id
):
    at = made.whereabouts(council_id, custodian=requester)
    own = made.asset(of=asset.model, at=at)
    holder = factories.user(council_id=council_id, name="Mwingine")
    services.move(
        asset,
        to=made.whereabouts(council_id, custodian=holder),
        reason="Makabidhiano",
        actor=as_actor(holder),
        now=MONDAY_MORNING,
    )
    pages.sign_in(requester)

    assert "TZS 1,000,000" in words(pages.get(f"/equipment/{own.id}"))
    mini = pages.get(f"/equipment/{asset.id}")
    assert asset.asset_tag in words(mini)
    assert mini.select_one("a.button")["href"] == f"/tickets/new?asset={asset.id}"
    for secret in ("Mwingine", "1,000,000", "VNC3K12345", "Makabidhiano"):
        assert secret not in str(mini)


@pytest.mark.parametrize("path", ["", "/edit", "/move", "/status"])
def test_a_device_of_another_council_or_of_none_is_not_found(pages, officer, path):
    foreign = made.asset()
    pages.sign_in(officer)

    pages.get(f"/equipment/{foreign.id}{path}", status=404)
    pages.get(f"/equipment/999{path}", status=404)


def test_a_label_leads_to_its_device(pages, officer, requester, asset):
    pages.sign_in(officer)
    assert pages.redirected("/e/MBR-0001") == f"/equipment/{asset.id}"
    assert pages.redirected("/e/mbr-0001") == f"/equipment/{asset.id}"
    pages.get("/e/MBR-0009", status=404)
    pages.get(f"/e/{made.asset().label_code}", status=404)

    pages.sign_out()
    assert pages.redirected("/e/MBR-0001") == "/sign-in?next=%2Fe%2FMBR-0001"


def test_my_equipment_lists_what_i_hold(pages, requester, council_id, printer):
    pages.sign_in(requester)
    empty = pages.get("/equipment/mine")
    assert "Huna kifaa ulichokabidhiwa" in words(empty)

    held = made.asset(of=printer, at=made.whereabouts(council_id, custodian=requester))
    made.asset(of=printer)
    page = pages.get("/equipment/mine")
    assert len(page.select("tbody tr")) == 1
    assert page.select_one("tbody td a")["href"] == f"/tickets/new?asset={held.id}"


# Registering


def test_four_answers_register_a_device(pages, register):
    page = register.pop("page")

    shown = pages.submit(page, serial_number="vnc3k 12345", then=None, **register)

    asset = only_asset()
    assert (asset.asset_tag, asset.serial_number) == ("MBR/ICT/PR/0001", "VNC3K12345")
    assert (asset.status, asset.condition) == (Status.IN_SERVICE, Condition.NEW)
    assert "Kifaa MBR/ICT/PR/0001 kimesajiliwa." in words(shown, "[role=status]")
    assert "Printa HP LaserJet M404" in words(shown, "h1")


def test_everything_that_a_paper_says_is_kept(pages, register, requester):
    page = register.pop("page")

    pages.submit(
        page,
        has_no_serial="y",
        holder=f"{requester.name} ({requester.username})",
        status_at_first="in_store",
        condition="B",
        purchase_cost="1,245,000",
        funding_source="donor",
        ownership="donor",
        gamis_number="G 77",
        criticality="1",
        asset_tag="mdc/07",
        **dates("purchased_on", 15, 3, 2022),
        **dates("in_service_on", 1, 4, 2022),
        **dates("warranty_ends_on", 14, 3, 2023),
        **register,
    )

    asset = only_asset()
    assert (asset.asset_tag, asset.label_code) == ("MDC/07", "MBR-0001")
    assert (asset.serial_number, asset.custodian.id) == (None, requester.id)
    assert (asset.status, asset.condition) == (Status.IN_STORE, Condition.GOOD)
    assert asset.purchase_cost == Decimal(1_245_000)
    assert (asset.funding_source, asset.ownership) == ("donor", "donor")
    assert (asset.purchased_on, asset.warranty_ends_on) == (date(2022, 3, 15), date(2023, 3, 14))
    assert (asset.gamis_number, asset.criticality) == ("G77", 1)


def dates(name, day, month, year):
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def test_what_is_missing_is_named(pages, register):
    page = pages.submit(register["page"], status=422)

    assert set(refused(page)) == {"model_id", "serial_number", "location_id", "department_id"}
    assert page.title.get_text(strip=True).startswith("Kosa: ")
    assert db.session.scalars(db.select(Asset)).all() == []


TOMORROW = clock.today() + timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (dates("purchased_on", TOMORROW.day, TOMORROW.month, TOMORROW.year), "purchased_on-day"),
        (dates("purchased_on", 31, 2, 2024), "purchased_on-day"),
        (dates("purchased_on", 1, 2, 24), "purchased_on-day"),
        (
            {**dates("purchased_on", 1, 2, 2024), **dates("warranty_ends_on", 31, 1, 2024)},
            "warranty_ends_on-day",
        ),
        (
            {**dates("purchased_on", 1, 2, 2024), **dates("in_service_on", 31, 1, 2024)},
            "in_service_on-day",
        ),
        ({"purchase_cost": "-1"}, "purchase_cost"),
        ({"purchase_cost": "elfu"}, "purchase_cost"),
        ({"serial_number": "S1", "has_no_serial": "y"}, "serial_number"),
        ({"serial_number": "x" * 10_000}, "serial_number"),
        ({"gamis_number": "a\x00b"}, "gamis_number"),
        ({"holder": "Hakuna Kabisa"}, "holder"),
        ({"model_id": "0", "new_manufacturer": "HP"}, "model_id"),
        ({"model_id": "999"}, "model_id"),
        ({"condition": "Z"}, "condition"),
        ({"status_at_first": "disposed"}, "status_at_first-0"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(pages, register, typed, field):
    page = register.pop("page")

    shown = pages.submit(page, status=422, **{"serial_number": "S1", **register, **typed})

    assert list(refused(shown)) == [field]
    assert db.session.scalars(db.select(Asset)).all() == []


def test_namesakes_are_told_apart(pages, register, council_id):
    page = register.pop("page")
    people = [factories.user(council_id=council_id, name="Asha Juma") for _ in range(2)]

    shown = pages.submit(page, status=422, has_no_serial="y", holder="Asha Juma", **register)

    for person in people:
        assert f"Asha Juma ({person.username})" in refused(shown)["holder"]


def test_a_serial_number_and_a_tag_are_used_once(pages, register, asset):
    page = register.pop("page")

    shown = pages.submit(page, status=422, serial_number="vnc3k 12345", **register)
    assert refused(shown)["serial_number"] == (
        "Namba ya mfululizo VNC3K12345 tayari inatumiwa na kifaa MBR/ICT/PR/0001."
    )
    shown = pages.submit(
        shown, status=422, serial_number="B", asset_tag="mbr/ict/pr/0001", **register
    )
    assert refused(shown)["asset_tag"] == "Namba ya mali MBR/ICT/PR/0001 tayari imesajiliwa."
    pages.submit(shown, serial_number="B", asset_tag="", **register)
    assert len(db.session.scalars(db.select(Asset)).all()) == 2


def test_a_new_model_is_described_on_the_way(pages, register, council_id):
    page = register.pop("page")
    laptop = made.category(council_id, code="LT")
    page = pages.get("/equipment/new")
    told = {"model_id": "0", "new_category_id": str(laptop.id), "new_manufacturer": "Dell"}

    pages.submit(page, has_no_serial="y", new_model_name="Latitude 3540", **{**register, **told})

    asset = only_asset()
    assert asset.asset_tag == "MBR/ICT/LT/0001"
    assert asset.model.full_name == "Dell Latitude 3540"
    again = pages.get("/equipment/new")
    pages.submit(again, has_no_serial="y", new_model_name="latitude 3540", **{**register, **told})
    models = [one.full_name for one in db.session.scalars(db.select(AssetModel))]
    assert models.count("Dell Latitude 3540") == 1


def test_the_next_device_begins_with_what_the_last_one_was(pages, register):
    page = register.pop("page")

    again = pages.submit(
        page, serial_number="A1", purchase_cost="980000", then="another", **register
    )

    assert again.h1.get_text(strip=True) == "Sajili kifaa"
    assert again.select_one("#serial_number")["value"] == ""
    pages.submit(again, serial_number="A2")
    first, second = db.session.scalars(db.select(Asset).order_by(Asset.id)).all()
    assert second.model_id == first.model_id
    assert second.location_id == first.location_id
    assert second.purchase_cost == Decimal(980_000)


# Changing


def test_a_correction_is_saved(pages, officer, asset):
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{asset.id}/edit")
    assert page.select_one("#serial_number")["value"] == "VNC3K12345"

    shown = pages.submit(page, serial_number="VNC999", purchase_cost="980,000")

    assert "VNC999" in words(shown, ".facts")
    assert "Mabadiliko yamehifadhiwa." in words(shown)


def test_a_correction_may_not_take_the_serial_number_of_another(pages, officer, asset):
    made.asset(of=asset.model, serial_number="B")
    pages.sign_in(officer)

    shown = pages.submit(pages.get(f"/equipment/{asset.id}/edit"), status=422, serial_number="b")

    assert list(refused(shown)) == ["serial_number"]
    assert shown.select_one("#serial_number")["value"] == "b"
    db.session.refresh(asset)
    assert asset.serial_number == "VNC3K12345"


def test_a_stale_correction_is_refused_and_kept(pages, officer, asset):
    pages.sign_in(officer)
    stale = pages.get(f"/equipment/{asset.id}/edit")
    pages.submit(pages.get(f"/equipment/{asset.id}/edit"), gamis_number="G1")

    refused_page = pages.submit(stale, status=409, gamis_number="G2")

    assert refused_page.select_one("#gamis_number")["value"] == "G2"
    assert "G1" in words(refused_page, ".error-summary")
    db.session.refresh(asset)
    assert asset.gamis_number == "G1"


def test_a_device_is_handed_over(pages, officer, requester, asset, council_id):
    to = made.whereabouts(council_id)
    pages.sign_in(officer)

    shown = pages.submit(
        pages.get(f"/equipment/{asset.id}/move"),
        location_id=str(to.location.id),
        holder=requester.username,
        reason="Makabidhiano",
    )

    db.session.refresh(asset)
    assert (asset.location_id, asset.custodian_id) == (to.location.id, requester.id)
    assert f"Aliyekabidhiwa: hakuna → {requester.name}." in words(shown, ".timeline")
    assert "Aliyekabidhiwa: Mhasibu" in words(shown)


def test_a_move_needs_a_difference_and_a_reason(pages, officer, asset):
    pages.sign_in(officer)

    page = pages.submit(pages.get(f"/equipment/{asset.id}/move"), status=422)

    assert set(refused(page)) == {"location_id", "reason"}
    assert len(queries.movements(asset)) == 1


def test_a_status_changes_with_its_reason(pages, officer, asset):
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{asset.id}/status")
    offered = [box["value"] for box in page.select("[name=to_status]")]
    assert "under_repair" in offered
    assert not {"in_service", "disposed", "written_off"} & set(offered)

    shown = pages.submit(page, to_status="unserviceable", condition="E", reason="Imeungua")

    db.session.refresh(asset)
    assert (asset.status, asset.condition) == (Status.UNSERVICEABLE, Condition.UNSERVICEABLE)
    assert "Imeungua" in words(shown, ".timeline")


def test_a_status_that_may_not_follow_is_refused(pages, officer, asset):
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{asset.id}/status")

    pages.submit(page, status=422, to_status="disposed", reason="?")
    pages.submit(page, status=422)

    db.session.refresh(asset)
    assert asset.status is Status.IN_SERVICE


def test_a_device_that_is_gone_is_neither_moved_nor_reported(pages, officer, printer):
    gone = made.asset(of=printer, status=Status.WRITTEN_OFF)
    pages.sign_in(officer)

    page = pages.get(f"/equipment/{gone.id}")
    assert not page.select("a[href^='/tickets/new'], a[href$='/move'], a[href$='/status']")
    pages.get(f"/equipment/{gone.id}/move", status=409)
    pages.get(f"/equipment/{gone.id}/status", status=409)


def test_english_readers_find_it_all_in_english(pages, council_id, asset):
    pages.sign_in(factories.user("head", council_id=council_id, language="en"))

    assert pages.get("/equipment/").h1.get_text(strip=True) == "Register of ICT equipment"
    assert pages.get(f"/equipment/{asset.id}").h1.get_text(strip=True).startswith("Printer HP")

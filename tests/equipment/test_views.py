"""The register as people meet it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment import queries, services
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra.db import db
from tests import factories
from tests.equipment import factories as made
from tests.equipment.reading import refused, words
from tests.factories import MONDAY_MORNING, numbers


def tags(page):
    return [link.get_text() for link in page.select("tbody th a")]


def menu(page):
    return [link.get_text() for link in page.select(".nav-wide a")]


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


@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_pages_run_as_many_statements_for_2000_devices_as_for_20(pages, officer, printer):
    people = [factories.user(council_id=officer.council_id) for _ in range(10)]
    devices = [
        made.asset(of=printer, at=made.whereabouts(one.council_id, custodian=one)) for one in people
    ]
    pages.sign_in(officer)
    paths = ["/equipment/", "/equipment/?view=all&q=laser", f"/equipment/{devices[0].id}"]
    multiply(devices[:2], 10)
    few = [pages.statements(path) for path in paths]
    multiply(devices, 198)

    assert [pages.statements(path) for path in paths] == few
    assert max(few) <= 26
    assert "zaidi ya 1,000" in pages.get("/equipment/").get_text()


def multiply(devices, times):
    """Write copies straight into the table; two thousand by hand would take a minute."""
    db.session.flush()
    copied = [one.key for one in Asset.__table__.columns if one.key != "id"]
    copies = [
        {key: getattr(device, key) for key in copied}
        | {"asset_tag": f"X/{next(numbers)}", "label_code": f"x-{next(numbers)}"}
        for device in devices
        for _copy in range(times)
    ]
    db.session.execute(db.insert(Asset), copies)


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

    pages.sign_in(requester)
    assert pages.redirected("/e/MBR-0001") == f"/tickets/new?asset={asset.id}"


def test_my_equipment_lists_what_i_hold(pages, requester, council_id, printer):
    pages.sign_in(requester)
    empty = pages.get("/equipment/mine")
    assert "Huna kifaa ulichokabidhiwa" in words(empty)

    held = made.asset(of=printer, at=made.whereabouts(council_id, custodian=requester))
    made.asset(of=printer)
    page = pages.get("/equipment/mine")
    assert len(page.select("tbody tr")) == 1
    assert page.select_one("tbody td a")["href"] == f"/tickets/new?asset={held.id}"


# Changing


def test_a_correction_is_saved(pages, officer, asset):
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{asset.id}/edit")
    assert page.select_one("#serial_number")["value"] == "VNC3K12345"

    shown = pages.submit(page, serial_number="VNC999", purchase_cost="980,000", why="Ankara")

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


def test_a_device_is_moved_and_stays_with_whoever_holds_it(
    pages, officer, requester, asset, council_id
):
    asset.custodian = requester
    to = made.whereabouts(council_id)
    pages.sign_in(officer)

    shown = pages.submit(
        pages.get(f"/equipment/{asset.id}/move"),
        location_id=str(to.location.id),
        reason="Ofisi imehama",
    )

    db.session.refresh(asset)
    assert (asset.location_id, asset.custodian_id) == (to.location.id, requester.id)
    assert to.location.name in words(shown, ".timeline")
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

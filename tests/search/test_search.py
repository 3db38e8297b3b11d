"""Whatever a person may see is found, and nothing else, whatever is typed."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from sqlalchemy import insert

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.services import Facts, change
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.search import queries
from helpdesk.search.rules import Group, asked
from helpdesk.stock import services as stock
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.vendors.services import Details
from helpdesk.vendors.services import change as rename
from helpdesk.workorders.rules import Problem, Remedy
from tests import factories
from tests.equipment.factories import asset, model, whereabouts
from tests.factories import MONDAY_MORNING
from tests.knowledge.factories import article
from tests.procurement.factories import order
from tests.stock.factories import part
from tests.systems.factories import system
from tests.tickets.factories import ticket as opened
from tests.workorders.factories import repair

HOSTILE = [
    "%",
    "_______",
    "' OR 1=1; --",
    '" OR ""="',
    "\\",
    "a\x00b",
    "\N{RIGHT-TO-LEFT OVERRIDE}printa",
    "{{7*7}} %(text)s %s {0}",
    "<script>alert(1)</script>",
    "x" * 100_000,
    "printa " * 5_000,
    "NEAR/2 AND * ( ) ^ :",
    "\N{GRINNING FACE}\N{GRINNING FACE}",
    "http://[::1",
]


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa Juma")


@pytest.fixture
def asha(officer):
    return factories.user(council_id=officer.council_id, name="Asha Mrisho")


@pytest.fixture
def device(officer, asha):
    return asset(
        officer.council_id,
        of=model(officer.council_id, manufacturer="HP", name="LaserJet 4003"),
        at=whereabouts(officer.council_id, custodian=asha),
        asset_tag="MBR/ICT/PR/0011",
        serial_number="VNC3K12345",
    )


@pytest.fixture
def head(officer):
    return factories.user("head", council_id=officer.council_id, name="Mkuu Rehema")


def found(text, person):
    actor = as_actor(person)
    return {one.group: one.total for one in queries.search(asked(text), actor=actor)}


WAYS = ["haribik", "IMEHARIBIKA", "imeharibìka", "roler imeharib"]
AS_DICTIONARIES = [
    "-haribika",
    "haribik*",
    '"imeharibika"',
    "“imeharibika”,",
    "\u2011haribika – imeharibika",
]


@pytest.mark.parametrize("typed", WAYS + AS_DICTIONARIES)
def test_a_part_of_a_word_is_enough_and_neither_case_nor_accents_matter(officer, typed):
    opened(
        requester=officer,
        subject="Rôler IMEHARIBIKA" if typed.startswith("roler") else "Printa imeharibika",
    )

    assert found(typed, officer) == {Group.TICKETS: 1}


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Naomba vipuri vya printa", "vipuli"),
        ("Naomba spea za printa", "vipuri"),
        ("Nimesahau neno la siri", "nywila"),
        ("Nimesahau password", "nenosiri"),
        ("Kompyuta haifanyi kazi", "pc haiwaki"),
    ],
)
def test_what_means_the_same_is_found_too(officer, written, typed):
    opened(requester=officer, subject=written)

    assert found(typed, officer) == {Group.TICKETS: 1}


def test_every_group_is_searched(officer, head, device):
    opened(requester=officer, subject="Kiwambo cha LaserJet")
    repair(device, officer=officer)
    article(officer.council_id, title_sw="LaserJet haichapishi")
    stock.add_part(
        stock.PartDetails(code="R1", name_sw="Roller ya LaserJet", name_en="Roller", unit="pcs"),
        actor=as_actor(head),
    )
    system(officer.council_id, acronym="LJ", full_name="LaserJet Manager")
    factories.user(council_id=officer.council_id, name="Bwana Lasérjet")

    order(officer.council_id, number="LASERJET-7")

    assert set(found("laserjet", head)) == set(Group)


def test_a_device_and_its_order_are_found_by_number_and_supplier(officer, head, device):
    bought = order(officer.council_id, number="LPO-0412")
    facts = Facts(model=device.model, supplier=bought.supplier, order_number=bought.number)
    change(device, facts, actor=as_actor(head), now=MONDAY_MORNING)

    assert found("lpo-0412", head) == {Group.EQUIPMENT: 1, Group.ORDERS: 1}
    assert found(bought.supplier.name, head) == {Group.EQUIPMENT: 1, Group.ORDERS: 1}

    rename(bought.supplier, Details(name="Usangu Traders"), actor=as_actor(head))
    assert found("usangu", head) == {Group.EQUIPMENT: 1, Group.ORDERS: 1}


@pytest.mark.parametrize(
    "typed", ["MBR/ICT/PR/0011", "mbr/ict/pr/0011", "vnc3k 12345", "https://x.go.tz/e/{label}"]
)
def test_the_code_of_a_device_leads_to_it_at_once(pages, officer, device, typed):
    pages.sign_in(officer)

    answer = pages.peek(f"/search?q={typed.format(label=device.label_code)}")

    assert (answer.status_code, answer.location) == (303, f"/equipment/{device.id}")


def test_the_reference_of_a_request_leads_to_it_at_once(pages, officer):
    ticket = opened(requester=officer)
    pages.sign_in(officer)

    answer = pages.peek(f"/search?q={ticket.reference.lower()}")

    assert answer.location == f"/tickets/{ticket.id}"


def test_a_serial_number_that_two_devices_have_shows_both(pages, officer, device):
    asset(officer.council_id, serial_number="VNC3K12345")
    pages.sign_in(officer)

    page = pages.get("/search?q=VNC3K12345")

    assert len(page.select("#group-equipment ~ ul li")) == 2


def test_a_requester_finds_his_own_and_nothing_of_others(pages, officer, asha, device):
    own = opened(requester=asha, subject="Printa yangu")
    other = opened(
        requester=factories.user(council_id=officer.council_id), subject="Printa ya siri"
    )
    repair(device, officer=officer)
    tickets.note(own, text="zimwi", author=officer, actor=as_actor(officer), now=clock.now())

    assert found("printa", asha) == {Group.TICKETS: 1}
    assert found("zimwi", asha) == {}
    assert found(device.asset_tag, asha) == {Group.EQUIPMENT: 1}
    assert found(other.reference, asha) == {}
    pages.sign_in(asha)
    page = pages.get(f"/search?q={other.reference}")
    assert "Hakuna kilichopatikana" in page.text


def test_nobody_finds_what_is_another_councils(pages, officer, head, asha, device):
    opened(requester=officer, subject="LaserJet")
    repair(device, officer=officer)
    article(officer.council_id, title_sw="LaserJet")
    part(officer.council_id, code="LASERJET")
    system(officer.council_id, acronym="LASERJET")
    stranger = factories.user("head", "administrator", "auditor", "storekeeper", name="Jirani")

    for typed in ("laserjet", "asha", device.asset_tag, device.serial_number, device.label_code):
        assert found(typed, stranger) == {}
        assert queries.exact(asked(typed), actor=as_actor(stranger)) == []


def test_people_are_found_by_those_who_manage_them_alone(officer, head, asha):
    asha.phone = "+255754123456"
    db.session.flush()

    assert found("mrisho asha", head) == {Group.PEOPLE: 1}
    assert found("754123", head) == {Group.PEOPLE: 1}
    assert found("asha", officer) == {}


def test_a_manager_of_a_department_finds_what_is_of_it(officer):
    mine = factories.user(council_id=officer.council_id)
    other = factories.user(council_id=officer.council_id)
    for one in (mine, other):
        opened(requester=one, subject="Printa")
    chief = factories.user(council_id=officer.council_id)
    factories.grant(chief, "manager", department_id=mine.department_id)
    db.session.refresh(chief)

    assert found("printa", chief) == {Group.TICKETS: 1}


def test_five_of_a_group_are_shown_with_a_link_to_all(pages, officer):
    for number in range(60):
        opened(requester=officer, subject=f"Printa {number}")
    pages.sign_in(officer)

    page = pages.get("/search?q=printa")
    assert len(page.select("#group-tickets ~ ul li")) == 5
    assert "(60)" in page.select_one("#group-tickets").text
    (link,) = page.select("section p a")
    page = pages.get(link["href"])
    assert len(page.select("main .hits li")) == 50
    page = pages.get(page.select_one("a[rel=next]")["href"])
    assert len(page.select("main .hits li")) == 10


def test_all_of_a_group_that_one_may_not_see_are_just_the_first_page(pages, asha):
    pages.sign_in(asha)

    for group in ("people", "nonsense", "parts", ""):
        assert "Hakuna kilichopatikana" in pages.get(f"/search?q=printa&in={group}").text


@pytest.mark.parametrize("typed", ["", " ", "a", "%25"])
def test_too_little_is_answered_with_what_to_type(pages, officer, typed):
    opened(requester=officer)
    pages.sign_in(officer)

    page = pages.get(f"/search?q={typed}")

    assert not page.select("main .hits")
    assert "Andika" in page.select_one("main").text


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda text: ascii(text)[:16])
def test_hostile_words_find_nothing_they_should_not_and_break_nothing(pages, head, typed):
    opened(requester=head, subject="Siri")
    pages.sign_in(head)

    for more in ({}, {"in": "tickets"}, {"in": "people", "after": "x"}):
        page = pages.get(f"/search?{urlencode({'q': typed, **more})}")
        assert not page.select("main script")
        assert "Siri" not in page.select_one("main").text


def test_a_search_runs_as_many_statements_for_2000_requests_as_for_20(pages, head):
    pattern = opened(requester=head, subject="Printa")
    row = {
        column.key: getattr(pattern, column.key)
        for column in Ticket.__mapper__.column_attrs
        if column.key != "id"
    }

    def more(first, last):
        rows = [{**row, "reference": f"T{number}"} for number in range(first, last)]
        db.session.execute(insert(Ticket), rows)
        db.session.commit()

    more(0, 20)
    pages.sign_in(head)
    few = pages.statements("/search?q=printa")
    more(20, 2000)

    assert pages.statements("/search?q=printa") == few
    assert "zaidi ya 1,000" in pages.get("/search?q=printa").text


def test_the_box_stands_on_every_page_of_who_is_signed_in(pages, officer):
    assert not pages.get("/sign-in").select("#search-box")
    pages.sign_in(officer)

    page = pages.get("/tickets/")
    (form,) = page.select(".masthead form[role=search]")
    assert form["action"] == "/search"
    page = pages.get("/search?q=kitu")
    assert page.select_one("#search-box")["value"] == "kitu"


def test_whoever_has_no_role_finds_nothing(officer):
    opened(requester=officer, subject="Printa")
    nobody = replace(as_actor(officer), roles=frozenset(), id=None)

    assert queries.search(asked("printa"), actor=nobody) == []


@pytest.mark.parametrize("typed", ["chapa hafifu", "faint", "kubadilisha kipuri", "hafifu 4003"])
def test_a_job_is_found_by_the_words_that_it_is_shown_by(officer, head, device, typed):
    repair(device, officer=officer, problem=Problem.FAINT_PRINT, remedy=Remedy.PART_REPLACED)

    assert found(typed, head).get(Group.WORK_ORDERS) == 1
    assert Group.WORK_ORDERS not in found("imepasuka", head)


def test_what_goes_on_as_another_request_is_said_to(pages, officer):
    one, other = opened(requester=officer, subject="Kipanya A"), opened(requester=officer)
    tickets.merge(one, into=other, actor=as_actor(officer), now=clock.now())
    db.session.commit()
    pages.sign_in(officer)

    assert "Limeunganishwa" in pages.get("/search?q=kipanya").select_one(".hits").get_text()

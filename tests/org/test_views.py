"""The pages of departments and places."""

import json
from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.infra.db import db
from helpdesk.org import queries, services
from helpdesk.org.models import Department, Location
from tests import factories
from tests.audit.factories import last_entry

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(factories.MONDAY_MORNING, tick=False):
        yield


@pytest.fixture
def council(app):
    return factories.council()


@pytest.fixture
def office(pages, council):
    pages.sign_in(factories.user("administrator", council_id=council.id))
    db.session.execute(db.update(Department).values(name_sw="Utawala", code="UTW"))
    db.session.execute(db.update(Location).values(name="Makao Makuu", code="HQ"))
    return pages


@pytest.fixture
def health(council):
    return factories.department(
        council.id, code="AFY", name_sw="Afya", name_en="Health", starts_on=date(2022, 7, 1)
    )


def place(council, name, **given):
    return factories.location(council.id, name=name, **given)


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def rows(page):
    return [words(row, "th a") for row in page.select("tbody tr")]


def errors(page):
    return [link["href"] for link in page.select(".error-summary a")]


def on(field, day):
    return {f"{field}-day": day.day, f"{field}-month": day.month, f"{field}-year": day.year}


def last_act():
    entry = last_entry()
    return entry.action, json.loads(entry.changes)


def test_departments_are_listed_in_the_readers_language(office, health):
    assert rows(office.get("/departments/")) == ["Afya", "Utawala"]

    page = office.press(office.get("/departments/"), "/language")

    assert rows(page)[0] == "Health"


def test_a_department_is_added(office, council):
    page = office.submit(
        office.get("/departments/new"),
        kind="kitengo",
        name_sw="TEHAMA",
        name_en="ICT",
        code="t e h",
        **on("starts_on", TODAY),
    )

    assert rows(page) == ["TEHAMA", "Utawala"]
    added = db.session.scalars(select(Department).where(Department.code == "TEH")).one()
    assert (added.council_id, added.starts_on, added.name_en) == (council.id, TODAY, "ICT")
    assert last_act() == ("department.add", {"code": [None, "TEH"], "name": [None, "TEHAMA"]})


FILLED = {
    "kind": "idara",
    "name_sw": "Elimu",
    "name_en": "Education",
    "code": "ELM",
    "starts_on-day": "1",
    "starts_on-month": "7",
    "starts_on-year": "2025",
}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": None}, "kind-0"),
        ({"kind": "wizara"}, "kind-0"),
        ({"name_sw": " "}, "name_sw"),
        ({"name_en": ""}, "name_en"),
        ({"code": ""}, "code"),
        ({"code": "afy"}, "code"),
        ({"code": "X" * 21}, "code"),
        ({"name_sw": "x" * 10_000}, "name_sw"),
        ({"starts_on-day": "31", "starts_on-month": "2"}, "starts_on-day"),
    ],
)
def test_a_department_that_cannot_be(office, health, typed, field):
    page = office.submit(office.get("/departments/new"), status=422, **{**FILLED, **typed})

    assert errors(page) == [f"#{field}"]
    assert len(db.session.scalars(select(Department)).all()) == 2


def test_a_code_is_only_taken_within_a_council(office):
    factories.department(factories.council().id, code="ELM")

    office.submit(office.get("/departments/new"), **FILLED)

    assert last_act()[0] == "department.add"


def test_a_department_is_changed(office, health):
    office.submit(office.get(f"/departments/{health.id}/edit"), name_en="Health and Nutrition")

    assert health.name_en == "Health and Nutrition"
    assert last_act() == ("department.change", {"name_en": ["Health", "Health and Nutrition"]})


def test_a_code_that_another_has_is_refused_kindly(office, health):
    page = office.submit(office.get(f"/departments/{health.id}/edit"), code="utw", status=422)

    assert errors(page) == ["#code"]
    assert "Msimbo huu tayari unatumika." in words(page, ".error-summary")
    assert page.select_one("#code")["value"] == "UTW"
    assert health.code == "AFY"


def test_a_stale_change_is_refused_and_shows_both(office, health):
    page = office.get(f"/departments/{health.id}/edit")
    services.change_department(health, actor=factories.program(health.council_id), name_sw="Afya!")

    refused = office.submit(page, name_en="Health services", status=409)

    assert "Jina kwa Kiswahili: Afya → Afya!" in words(refused, ".error-summary")
    assert refused.select_one("#name_en")["value"] == "Health services"
    assert health.name_en == "Health"


def test_a_department_is_closed_with_its_successor(office, council, health):
    heir = factories.department(council.id, name_sw="Afya na Lishe")

    page = office.submit(
        office.get(f"/departments/{health.id}/close"),
        successor_id=heir.id,
        **on("ends_on", date(2026, 3, 1)),
    )

    assert rows(page) == ["Afya na Lishe", "Utawala"]
    closed = office.get("/departments/?state=closed")
    assert rows(closed) == ["Afya"]
    assert "01/03/2026" in words(closed, "tbody")
    assert "Afya na Lishe" in words(closed, "tbody")
    assert last_act() == (
        "department.close",
        {"ends_on": [None, "2026-03-01"], "successor": [None, "Afya na Lishe"]},
    )


def test_it_is_offered_until_its_last_day(office, health):
    office.submit(office.get(f"/departments/{health.id}/close"), **on("ends_on", TODAY))
    actor = factories.program(health.council_id)
    assert health.id in dict(queries.department_choices(actor))

    with time_machine.travel(factories.MONDAY_MORNING.replace(day=3)):
        assert health.id not in dict(queries.department_choices(actor))


def test_closing_is_undone_with_one_press(office, health):
    page = office.submit(office.get(f"/departments/{health.id}/close"), **on("ends_on", TODAY))

    office.press(page, f"/departments/{health.id}/reopen")

    assert health.ends_on is None
    assert last_act() == ("department.reopen", {"ends_on": ["2026-03-02", None]})


def test_it_is_opened_again_later_too(office, health):
    office.submit(office.get(f"/departments/{health.id}/close"), **on("ends_on", TODAY))

    office.submit(office.get(f"/departments/{health.id}/reopen"))

    assert (health.ends_on, health.successor_id) == (None, None)


@pytest.mark.parametrize("typed", [{}, {"ends_on-year": "2021"}, {"ends_on-month": "x"}])
def test_a_last_day_that_cannot_be(office, health, typed):
    days = {**on("ends_on", TODAY), **typed} if typed else {}

    page = office.submit(office.get(f"/departments/{health.id}/close"), status=422, **days)

    assert errors(page) == ["#ends_on-day"]
    assert health.ends_on is None


def test_nothing_succeeds_itself(office, health):
    page = office.get(f"/departments/{health.id}/close")
    assert str(health.id) not in [one["value"] for one in page.select("#successor_id option")]

    office.submit(page, successor_id=health.id, status=422, **on("ends_on", TODAY))


def test_the_first_day_stays_before_the_last(office, health):
    office.submit(office.get(f"/departments/{health.id}/close"), **on("ends_on", TODAY))

    page = office.submit(
        office.get(f"/departments/{health.id}/edit"),
        status=422,
        **on("starts_on", date(2026, 3, 3)),
    )

    assert errors(page) == ["#starts_on-day"]


def test_places_are_shown_as_a_tree(office, council):
    clinic = place(council, "Zahanati ya Chimala")
    block = place(council, "Jengo A", kind="building", parent_id=clinic.id)
    place(council, "Chumba 2", kind="room", parent_id=block.id)
    place(council, "Chumba 1", kind="room", parent_id=block.id)

    page = office.get("/locations/")

    assert [words(row, "th") for row in page.select("tbody tr")] == [
        "Makao Makuu",
        "Zahanati ya Chimala",
        "– Jengo A",
        "– – Chumba 1",
        "– – Chumba 2",
    ]


def test_a_place_is_found_wherever_it_lies(office, council):
    clinic = place(council, "Zahanati ya Chimala", ward="Chimala", code="ZA01")
    place(council, "Chumba 2", kind="room", parent_id=clinic.id)

    assert rows(office.get("/locations/?q=chumba")) == ["Chumba 2"]
    assert rows(office.get("/locations/?q=za01")) == ["Zahanati ya Chimala"]
    assert rows(office.get("/locations/?q=hakuna")) == []
    assert len(rows(office.get("/locations/?q=%00"))) == 3


def test_many_places_come_in_pages_and_cost_no_more(office, council):
    few = office.statements("/locations/")
    for number in range(60):
        site = place(council, f"Kituo {number:02d}")
        place(council, "Chumba", kind="room", parent_id=site.id)

    page = office.get("/locations/")

    assert len(rows(page)) == 100
    assert len(rows(office.get(page.select_one("a[rel=next]")["href"]))) == 21
    assert office.statements("/locations/") == few


def test_a_place_is_added_in_another(office, council):
    clinic = place(council, "Zahanati ya Chimala")
    page = office.get(f"/locations/new?parent={clinic.id}")
    assert page.select_one("#parent_id [selected]")["value"] == str(clinic.id)

    office.submit(page, kind="room", name="Duka la dawa", code="za01-1", ward="Chimala")

    added = db.session.scalars(select(Location).where(Location.code == "ZA01-1")).one()
    assert (added.parent_id, added.name, added.ward) == (clinic.id, "Duka la dawa", "Chimala")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": None}, "kind-0"),
        ({"name": ""}, "name"),
        ({"code": "hq"}, "code"),
        ({"parent_id": 99999}, "parent_id"),
        ({"ward": "x" * 10_000}, "ward"),
    ],
)
def test_a_place_that_cannot_be(office, typed, field):
    filled = {"kind": "site", "name": "Kituo", "code": "K1", **typed}

    page = office.submit(office.get("/locations/new"), status=422, **filled)

    assert errors(page) == [f"#{field}"]


def test_a_place_is_moved_and_the_log_names_both(office, council):
    old, new = place(council, "Jengo A"), place(council, "Jengo B")
    room = place(council, "Chumba 1", kind="room", parent_id=old.id)

    office.submit(office.get(f"/locations/{room.id}/edit"), parent_id=new.id)

    assert last_act() == ("location.change", {"parent": ["Jengo A", "Jengo B"]})


def test_a_place_cannot_lie_in_itself(office, council):
    site = place(council, "Kituo")
    room = place(council, "Chumba 1", kind="room", parent_id=site.id)

    for parent in (room, site):
        page = office.submit(
            office.get(f"/locations/{site.id}/edit"), parent_id=parent.id, status=422
        )
        assert errors(page) == ["#parent_id"]
    db.session.expire_all()
    assert site.parent_id is None


def test_a_code_that_another_place_has_is_refused(office, council):
    site = place(council, "Kituo", code="K1")

    page = office.submit(office.get(f"/locations/{site.id}/edit"), code="h q", status=422)

    assert errors(page) == ["#code"]
    assert site.code == "K1"


def test_saving_without_a_change_is_no_change(office, council, health):
    site = place(council, "Kituo")
    page, other = office.get(f"/locations/{site.id}/edit"), f"/departments/{health.id}/edit"
    before = last_entry().id

    office.submit(page)
    office.submit(office.get(other))

    assert last_entry().id == before


def test_a_place_is_closed_with_all_that_lies_in_it(office, council):
    site = place(council, "Kituo")
    block = place(council, "Jengo", kind="building", parent_id=site.id)
    room = place(council, "Chumba", kind="room", parent_id=block.id)
    page = office.get(f"/locations/{site.id}/deactivate")
    assert "Maeneo 2 yaliyo ndani yake yatafungwa pamoja napo." in words(page)

    page = office.submit(page)

    assert rows(page) == ["Makao Makuu"]
    assert rows(office.get("/locations/?state=all")) == ["Kituo", "Jengo", "Chumba", "Makao Makuu"]
    actor = factories.program(council.id)
    assert not {site.id, block.id, room.id} & dict(queries.location_choices(actor)).keys()
    office.get(f"/locations/{room.id}/edit")


def test_an_inner_place_is_opened_after_the_outer_one(office, council):
    site = place(council, "Kituo")
    room = place(council, "Chumba", kind="room", parent_id=site.id)
    services.deactivate(site, actor=factories.program(council.id))

    refused = office.submit(office.get(f"/locations/{room.id}/activate"), status=409)
    assert "Mahali palipo juu yake pamefungwa." in words(refused)

    office.submit(office.get(f"/locations/{site.id}/activate"))
    office.submit(office.get(f"/locations/{room.id}/activate"))
    assert rows(office.get("/locations/")) == ["Kituo", "Chumba", "Makao Makuu"]


def test_closing_one_place_is_undone_with_one_press(office, council):
    site = place(council, "Kituo")
    page = office.submit(office.get(f"/locations/{site.id}/deactivate"))

    office.press(page, f"/locations/{site.id}/activate")

    assert site.is_active


def test_the_log_names_departments_and_places(office, council, health):
    services.change_department(health, actor=factories.program(council.id), code="AF")
    services.deactivate(place(council, "Kituo"), actor=factories.program(council.id))

    page = office.get("/audit/")

    assert {"Afya", "Kituo"} <= {
        words(row, "td[data-label=Kilichohusika]") for row in page.select("tbody tr")
    }


PAGES = (
    "/departments/{department}/edit",
    "/departments/{department}/close",
    "/departments/{department}/reopen",
    "/locations/{location}/edit",
    "/locations/{location}/deactivate",
    "/locations/{location}/activate",
)


@pytest.mark.parametrize("path", PAGES)
def test_parts_of_another_council_are_not_there(office, path):
    other = factories.council().id
    department, location = factories.department(other), factories.location(other)

    office.get(path.format(department=department.id, location=location.id), status=404)


@pytest.mark.parametrize("role", ["requester", "technician", "manager", "storekeeper", "auditor"])
def test_others_do_not_change_the_councils_parts(pages, council, health, role):
    pages.sign_in(factories.user(role, council_id=council.id))
    location = place(council, "Kituo")

    for path in ("/departments/", "/departments/new", "/locations/", "/locations/new", *PAGES):
        pages.get(path.format(department=health.id, location=location.id), status=403)

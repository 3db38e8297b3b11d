"""Types of equipment as the head of the unit keeps them."""

import json
from decimal import Decimal

import pytest

from helpdesk.audit.models import AuditEntry
from helpdesk.equipment import queries, services
from helpdesk.equipment.models import AssetCategory
from helpdesk.equipment.rules import Status
from helpdesk.infra.db import db
from tests import factories
from tests.equipment import factories as made
from tests.equipment.reading import refused, words

LIST = "/equipment/categories"


@pytest.fixture
def head(council_id):
    return factories.user("head", council_id=council_id)


@pytest.fixture
def computers(council_id):
    return made.category(council_id, code="PC", name_sw="Kompyuta", name_en="Computer")


def page_of(pages, category):
    return pages.get(f"{LIST}/{category.id}/edit")


def test_a_type_is_added_below_another(pages, head, computers):
    pages.sign_in(head)

    pages.submit(
        pages.get(f"{LIST}/new"),
        code="lt",
        name_sw="Kompyuta mpakato",
        name_en="Laptop",
        parent_id=str(computers.id),
        life_months="48",
        salvage_percent="5",
        group_code="ICT-01",
        criticality="2",
        is_data_bearing="y",
    )

    added = db.session.scalars(db.select(AssetCategory).filter_by(code="LT")).one()
    assert (added.parent_id, added.life_months, added.salvage_percent) == (computers.id, 48, 5)
    assert (added.group_code, added.criticality, added.is_data_bearing) == ("ICT-01", 2, True)
    rows = [row.get_text() for row in pages.get(LIST).select("tbody th")]
    assert ["Kompyuta mpakato" in row for row in rows] == [False, True]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"code": "pc"}, "code"),
        ({"code": "P C"}, "code"),
        ({"name_sw": ""}, "name_sw"),
        ({"name_en": "computer"}, "name_en"),
        ({"life_months": "0"}, "life_months"),
        ({"salvage_percent": "101"}, "salvage_percent"),
    ],
)
def test_what_a_type_cannot_be_is_refused(pages, head, computers, typed, field):
    pages.sign_in(head)
    told = {"code": "LT", "name_sw": "Mpakato", "name_en": "Laptop", "parent_id": "0", **typed}

    shown = pages.submit(pages.get(f"{LIST}/new"), status=422, **told)

    assert list(refused(shown)) == [field]


def test_a_type_cannot_stand_below_itself_nor_on_a_fourth_level(pages, head, computers):
    below = made.category(computers.council_id, code="LT", parent_id=computers.id)
    lowest = made.category(computers.council_id, code="TB", parent_id=below.id)
    top = made.category(computers.council_id, code="EQ")
    pages.sign_in(head)

    ring = pages.submit(page_of(pages, computers), status=422, parent_id=str(below.id))
    deep = pages.submit(page_of(pages, computers), status=422, parent_id=str(top.id))

    assert "parent_id" in refused(ring)
    assert "ngazi" in refused(deep)["parent_id"]
    offered = [one["value"] for one in page_of(pages, top).select("#parent_id option")]
    assert str(lowest.id) not in offered


def test_a_new_life_leaves_registered_devices_as_they_were(pages, head, computers):
    old = made.asset(of=made.model(computers.council_id, of=computers))
    own = made.asset(of=old.model, life_months=24, salvage_value=Decimal(7))
    gone = made.asset(of=old.model, status=Status.DISPOSED)
    before = [queries.price_of(one) for one in (old, own, gone)]
    pages.sign_in(head)

    pages.submit(page_of(pages, computers), life_months="84", salvage_percent="10")

    new = made.asset(of=old.model)
    assert [queries.price_of(one) for one in (old, own, gone)] == before
    assert queries.price_of(new).life_months == 84
    assert queries.price_of(new).salvage == Decimal(100_000)


def test_changes_are_in_the_log(pages, head, computers):
    pages.sign_in(head)

    pages.submit(page_of(pages, computers), life_months="84")

    (entry,) = db.session.scalars(
        db.select(AuditEntry).filter_by(action="asset_category.change")
    ).all()
    assert json.loads(entry.changes) == {"life_months": [60, 84]}


def test_a_retired_type_keeps_its_devices_and_takes_no_new_ones(pages, head, computers):
    device = made.asset(of=made.model(computers.council_id, of=computers), serial_number="S1")
    officer = factories.user("technician", council_id=computers.council_id)
    pages.sign_in(head)
    pages.submit(page_of(pages, computers), is_active=None)
    pages.sign_in(officer)

    form = pages.get("/equipment/new")
    assert not form.select(f"#model_id option[value='{device.model_id}']")
    assert not form.select(f"#new_category_id option[value='{computers.id}']")
    assert device.asset_tag in words(pages.get(f"/equipment/?category={computers.id}"))
    pages.submit(pages.get(f"/equipment/{device.id}/edit"), serial_number="S2")


def test_what_others_lie_below_is_not_retired_before_them(pages, head, computers):
    below = made.category(computers.council_id, code="LT", parent_id=computers.id)
    pages.sign_in(head)

    shown = pages.submit(page_of(pages, computers), status=422, is_active=None)
    assert "is_active" in refused(shown)

    pages.submit(page_of(pages, below), is_active=None)
    pages.submit(page_of(pages, computers), is_active=None)
    shown = pages.submit(page_of(pages, below), status=422, is_active="y")
    assert "parent_id" in refused(shown)


def test_a_list_of_a_type_has_those_of_the_types_below(pages, officer, computers):
    below = made.category(computers.council_id, code="LT", parent_id=computers.id)
    device = made.asset(of=made.model(computers.council_id, of=below))
    pages.sign_in(officer)

    assert device.asset_tag in words(pages.get(f"/equipment/?category={computers.id}"))


def test_a_type_without_serial_numbers_does_not_ask_for_one(pages, officer, council_id):
    bare = made.category(council_id, code="CB", is_serialised=False)
    model = made.model(council_id, of=bare)
    where = made.whereabouts(council_id)
    pages.sign_in(officer)

    pages.submit(
        pages.get("/equipment/new"),
        model_id=str(model.id),
        location_id=str(where.location.id),
        department_id=str(where.department.id),
    )


def test_an_officer_may_not_change_types(pages, officer, computers):
    pages.sign_in(officer)

    pages.get(LIST, status=403)
    pages.get(f"{LIST}/{computers.id}/edit", status=403)


def test_the_types_of_another_council_are_not_there(pages, computers):
    pages.sign_in(factories.user("head", council_id=factories.council().id))

    pages.get(f"{LIST}/{computers.id}/edit", status=404)


def test_a_stale_page_does_not_overwrite(pages, head, computers):
    pages.sign_in(head)
    page = page_of(pages, computers)
    pages.submit(page_of(pages, computers), life_months="84")

    pages.submit(page, status=409, life_months="12")


def test_the_list_runs_as_many_statements_for_many_types(pages, head, computers):
    pages.sign_in(head)
    few = pages.statements(LIST)

    for code in ("AA", "BB", "CC"):
        made.category(computers.council_id, code=code, parent_id=computers.id)
    assert pages.statements(LIST) == few


def test_a_parent_of_another_council_is_no_parent(actor, computers):
    foreign = made.category(factories.council().id, code="FX")
    facts = services.CategoryFacts(name_sw="A", name_en="A", parent_id=foreign.id)

    with pytest.raises(Exception, match="404"):
        services.change_category(computers, facts, actor=actor)

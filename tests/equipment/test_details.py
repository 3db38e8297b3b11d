"""What a council asks about a type: on forms, on the page, in searches and in spreadsheets."""

import pytest

from helpdesk.equipment import queries
from helpdesk.equipment.models import Asset, CategoryField
from helpdesk.equipment.rules import FieldKind
from helpdesk.infra.db import db
from tests import factories
from tests.equipment import factories as made
from tests.equipment.reading import refused, words
from tests.sheets import rows_of


@pytest.fixture
def kinds(council_id):
    """A type below another one, with a device model of it."""
    top = made.category(council_id, code="PC", name_sw="Kompyuta", name_en="Computer")
    return top, made.category(council_id, code="LT", parent_id=top.id)


@pytest.fixture
def memory(kinds):
    return made.field(kinds[0], kind=FieldKind.NUMBER, unit="GB", is_required=True)


@pytest.fixture
def program(kinds):
    choices = ["Windows 11", "Ubuntu"]
    return made.field(
        kinds[1], name_sw="Mfumo endeshi", name_en="OS", kind=FieldKind.CHOICE, choices=choices
    )


@pytest.fixture
def laptop(council_id, kinds):
    return made.model(council_id, of=kinds[1])


@pytest.fixture
def register(pages, officer, laptop):
    where = made.whereabouts(officer.council_id)
    pages.sign_in(officer)
    return {
        "model_id": str(laptop.id),
        "location_id": str(where.location.id),
        "department_id": str(where.department.id),
        "serial_number": "A1",
    }


def only_asset():
    return db.session.scalars(db.select(Asset)).one()


# What is asked


def test_the_head_asks_for_a_detail_of_a_type(pages, kinds):
    pages.sign_in(factories.user("head", council_id=kinds[0].council_id))

    shown = pages.submit(
        pages.get(f"/equipment/categories/{kinds[0].id}/fields/new"),
        name_sw="Mfumo endeshi",
        name_en="Operating system",
        kind="choice",
        offered="Windows 11\nUbuntu",
        is_required="y",
    )

    field = db.session.scalars(db.select(CategoryField)).one()
    assert (field.choices, field.is_required) == (["Windows 11", "Ubuntu"], True)
    assert "Mfumo endeshi" in words(shown, "tbody")
    assert "Mfumo endeshi" in words(pages.get(f"/equipment/categories/{kinds[1].id}/edit"), "tbody")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name_en": ""}, "name_en"),
        ({"kind": "choice", "offered": "Moja"}, "offered"),
        ({"kind": "choice", "offered": "A\n" + "x" * 61}, "offered"),
        ({"position": "0"}, "position"),
    ],
)
def test_what_cannot_be_asked_is_refused(pages, kinds, typed, field):
    pages.sign_in(factories.user("head", council_id=kinds[0].council_id))
    page = pages.get(f"/equipment/categories/{kinds[0].id}/fields/new")

    shown = pages.submit(page, status=422, **{"name_sw": "A", "name_en": "B", **typed})

    assert list(refused(shown)) == [field]


def test_what_devices_answer_keeps_its_kind(pages, memory, laptop):
    made.asset(of=laptop, details={str(memory.id): "8"})
    pages.sign_in(factories.user("head", council_id=laptop.council_id))
    page = pages.get(f"/equipment/category-fields/{memory.id}/edit")

    assert "kind" in refused(pages.submit(page, status=422, kind="text"))


def test_the_fields_of_another_council_are_not_there(pages, memory):
    pages.sign_in(factories.user("head", council_id=factories.council().id))

    pages.get(f"/equipment/category-fields/{memory.id}/edit", status=404)


# On forms and on the page


def test_a_chosen_model_brings_the_details_of_its_type(pages, register, memory, program):
    shown = pages.submit(pages.get("/equipment/new"), status=422, **register)

    assert "model_id" in refused(shown)
    assert shown.select_one("#serial_number")["value"] == "A1"
    told = {f"detail_{memory.id}": "8", f"detail_{program.id}": "Ubuntu"}
    page = pages.submit(shown, **told)
    assert only_asset().details == {str(memory.id): "8", str(program.id): "Ubuntu"}
    assert "Kumbukumbu 8 GB" in words(page, "aside")
    assert "Mfumo endeshi Ubuntu" in words(page, "aside")


@pytest.mark.parametrize(("typed", "said"), [("", "Jaza “Kumbukumbu”."), ("nane", "Kumbukumbu")])
def test_a_wrong_answer_is_refused_by_the_name_of_its_field(pages, register, memory, typed, said):
    shown = pages.submit(pages.get("/equipment/new"), status=422, **register)

    again = pages.submit(shown, status=422, **{f"detail_{memory.id}": typed})

    assert said in refused(again)[f"detail_{memory.id}"]
    assert db.session.scalars(db.select(Asset)).all() == []


def test_an_answer_that_is_not_offered_is_refused(pages, register, program):
    shown = pages.submit(pages.get("/equipment/new"), status=422, **register)
    shown.select_one(f"#detail_{program.id} option[value=Ubuntu]")["value"] = "DOS"

    again = pages.submit(shown, status=422, **{f"detail_{program.id}": "DOS"})

    assert f"detail_{program.id}" in refused(again)


def test_a_retired_field_keeps_its_values(pages, officer, laptop, memory, program):
    told = {str(memory.id): "8", str(program.id): "Ubuntu"}
    device = made.asset(of=laptop, serial_number="A1", details=told)
    program.is_active = False
    db.session.commit()
    pages.sign_in(officer)

    page = pages.get(f"/equipment/{device.id}/edit")
    assert not page.select(f"#detail_{program.id}")
    shown = pages.submit(page, **{f"detail_{memory.id}": "16"})

    assert db.session.get_one(Asset, device.id).details == {**told, str(memory.id): "16"}
    assert "Mfumo endeshi Ubuntu" in words(shown, "aside")


def test_dates_and_yes_or_no_are_written_as_people_do(pages, officer, kinds, laptop):
    day = made.field(kinds[0], name_sw="Iliwekwa", kind=FieldKind.DATE)
    sure = made.field(kinds[0], name_sw="Ina leseni", kind=FieldKind.YES_NO)
    device = made.asset(of=laptop, serial_number="A1")
    pages.sign_in(officer)

    box = f"detail_{day.id}"
    boxes = {f"{box}-day": "5", f"{box}-month": "3", f"{box}-year": "2026"}
    page = pages.get(f"/equipment/{device.id}/edit")
    shown = pages.submit(page, **boxes, **{f"detail_{sure.id}": "yes"})

    assert "Iliwekwa 05/03/2026" in words(shown, "aside")
    assert "Ina leseni Ndiyo" in words(shown, "aside")


# Searches and files


def test_answers_are_found_and_exported(pages, officer, laptop, memory, program):
    device = made.asset(of=laptop, details={str(memory.id): "8", str(program.id): "Ubuntu"})
    made.asset(of=laptop)
    pages.sign_in(officer)

    assert [a.get_text() for a in pages.get("/equipment/?q=ubuntu").select("tbody th a")] == [
        device.asset_tag
    ]
    for kind in ("csv", "xlsx"):
        lines = rows_of(pages.download(f"/equipment/?format={kind}"))
        heading = next(line for line in lines if "Kumbukumbu (GB)" in line)
        row = next(line for line in lines if device.asset_tag in line)
        assert str(row[heading.index("Kumbukumbu (GB)")]) in ("8", "8.0")
        assert row[heading.index("Mfumo endeshi")] == "Ubuntu"
    pages.download("/equipment/?format=pdf")


def test_a_list_of_another_type_has_no_such_columns(pages, officer, kinds, memory, program):
    other = made.asset(of=made.model(kinds[0].council_id))
    pages.sign_in(officer)

    lines = rows_of(pages.download(f"/equipment/?format=csv&category={other.category_id}"))

    assert not [line for line in lines if "Mfumo endeshi" in line]


def test_pages_run_as_many_statements_for_many_fields_as_for_one(pages, officer, kinds, laptop):
    field = made.field(kinds[0])
    device = made.asset(of=laptop, details={str(field.id): "a"})
    pages.sign_in(officer)
    paths = [f"/equipment/{device.id}", f"/equipment/{device.id}/edit"]
    few = [pages.statements(path) for path in paths]

    for kind in kinds * 3:
        made.field(kind)
    assert [pages.statements(path) for path in paths] == few


def test_a_field_asks_nothing_of_other_councils(kinds, memory, actor):
    foreign = made.category(factories.council().id, code="PC")
    made.field(foreign)

    assert list(queries.all_fields(actor)) == [memory]


@pytest.mark.parametrize("name", ["Serial number", "Kumbukumbu"])
def test_a_detail_is_called_as_nothing_else_is(pages, council_id, name):
    of = made.category(council_id)
    made.field(of)
    pages.sign_in(factories.user("head", council_id=council_id))
    page = pages.get(f"/equipment/categories/{of.id}/fields/new")
    shown = pages.submit(page, status=422, name_sw=name, name_en="Something else")
    assert list(refused(shown)) == ["name_sw"]

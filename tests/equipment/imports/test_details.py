"""Columns of a sheet that answer what the council asks about a type."""

import pytest

from helpdesk.equipment import imports
from helpdesk.equipment.models import Asset, AssetCategory
from helpdesk.equipment.rules import FieldKind
from helpdesk.equipment.rules.imports import Column, Reason
from helpdesk.equipment.services import import_undo
from helpdesk.infra import clock
from helpdesk.infra.db import db
from tests.equipment import factories as made
from tests.equipment.imports import factories as sheets
from tests.equipment.imports.factories import LAPTOP, PRINTER

HEAD = sheets.HEAD


@pytest.fixture
def laptops(council):
    return db.session.scalars(db.select(AssetCategory).filter_by(code="LT")).one()


@pytest.fixture
def fields(laptops, monkeypatch):
    """Memory and more of a laptop; the sheets of this test have columns for them."""
    monkeypatch.setattr(sheets, "HEAD", f"{HEAD}|Kumbukumbu (GB)|OS|Leseni")
    return {
        "memory": made.field(laptops, kind=FieldKind.NUMBER, unit="GB"),
        "os": made.field(
            laptops, name_sw="Mfumo", name_en="OS", kind=FieldKind.CHOICE, choices=["Ubuntu"]
        ),
        "sure": made.field(laptops, name_sw="Leseni", name_en="Licence", kind=FieldKind.YES_NO),
    }


def test_answers_come_in_change_and_go_with_an_undo(bring, fields, actor):
    bring(f"{LAPTOP}|8|ubuntu|ndiyo")
    asset = db.session.scalars(db.select(Asset)).one()
    memory, system, sure = (str(one.id) for one in fields.values())
    assert asset.details == {memory: "8", system: "Ubuntu", sure: "yes"}
    assert "ubuntu" in asset.search_text

    batch = bring(f"{LAPTOP}|16||")
    db.session.refresh(asset)
    assert asset.details == {memory: "16", system: "Ubuntu", sure: "yes"}

    import_undo.undo_import(batch, actor=actor, now=clock.now())
    db.session.refresh(asset)
    assert asset.details[memory] == "8"


def test_the_same_answers_again_are_the_same(bring, plan_of, fields):
    bring(f"{LAPTOP}|8|Ubuntu|no")

    assert plan_of(f"{LAPTOP}|8|Ubuntu|no").same == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{LAPTOP}|nane||", Reason.FIELD_NUMBER),
        (f"{LAPTOP}||DOS|", Reason.FIELD_CHOICE),
        (f"{LAPTOP}|||labda", Reason.FIELD_YES_NO),
        (f"{PRINTER}|8||", Reason.FIELD_NOT_ASKED),
    ],
)
def test_a_bad_answer_is_named_by_its_field(plan_of, fields, row, reason):
    (problem,) = plan_of(row).problems

    assert (problem.row, problem.reason) == (2, reason)
    assert problem.said in {"Kumbukumbu", "Mfumo", "Leseni"}


def test_a_new_device_of_a_retired_type_is_left_out(plan_of, bring, laptops):
    bring(LAPTOP)
    laptops.is_active = False
    db.session.flush()

    assert plan_of(LAPTOP).same == 1
    (problem,) = plan_of(LAPTOP.replace("D44", "D45").replace("OLD-7", "OLD-8")).problems
    assert (problem.column, problem.reason) == (Column.CATEGORY, Reason.RETIRED)


def test_the_empty_sheet_has_a_column_for_each_field(fields, actor):
    page = imports.template(actor, today=clock.today())[0]

    assert page.headings[-3:] == ["Memory (GB)", "OS", "Licence"] or page.headings[-3:] == [
        "Kumbukumbu (GB)",
        "Mfumo",
        "Leseni",
    ]

"""What a sheet would do, row by row."""

import pytest

from helpdesk.accounts.models import User
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.equipment.rules.imports import Column, Problem, Reason
from helpdesk.infra.db import db
from tests.equipment.imports.factories import LAPTOP, PRINTER


def _problems(plan):
    return [(one.row, one.column, one.reason, one.said) for one in plan.problems]


def test_good_rows_are_new_with_their_models_counted(plan_of):
    plan = plan_of(PRINTER, LAPTOP, PRINTER.replace("VNC1", "VNC2"))

    assert (len(plan.new), len(plan.changed), plan.same, plan.wrong) == (3, 0, 0, 0)
    assert [model.name for model in plan.models.values()] == ["LaserJet M404", "Latitude 5440"]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (
            "Afya ya Jamii",
            "Afya ya Jami",
            (Column.DEPARTMENT, Reason.UNKNOWN_NEAR, "Afya ya Jamii"),
        ),
        ("Makao Makuu", "", (Column.LOCATION, Reason.MISSING, "")),
        (
            "Neema Mwakyusa",
            "Nema Mwakyusa",
            (Column.CUSTODIAN, Reason.UNKNOWN_NEAR, "Neema Mwakyusa"),
        ),
        ("1,250,000", "laki", (Column.PURCHASE_COST, Reason.AMOUNT, "")),
        ("01/07/2024", "31/02/2024", (Column.PURCHASED_ON, Reason.DATE, "")),
        ("01/07/2024", "01/07/2094", (Column.PURCHASED_ON, Reason.FUTURE, "")),
        ("HP|LaserJet M404", "|LaserJet M404", (Column.MANUFACTURER, Reason.MISSING, "")),
        ("Printa|HP", "|HP", (Column.CATEGORY, Reason.MISSING, "")),
        ("LaserJet M404", "", (Column.MODEL, Reason.MISSING, "")),
        ("VNC1", "V" * 61, (Column.SERIAL_NUMBER, Reason.TOO_LONG, "60")),
    ],
)
def test_a_bad_cell_is_named_by_row_column_and_reason(plan_of, was, now, expected):
    plan = plan_of(LAPTOP, PRINTER.replace(was, now))

    assert _problems(plan) == [(3, *expected)]
    assert len(plan.new) == 1


def test_what_stands_twice_in_a_sheet_is_taken_once(plan_of):
    plan = plan_of(PRINTER, LAPTOP, PRINTER.replace("VNC1", " vnc1"), LAPTOP.replace("D44", "D45"))

    assert _problems(plan) == [
        (4, Column.SERIAL_NUMBER, Reason.DOUBLE, "2"),
        (5, Column.ASSET_TAG, Reason.DOUBLE, "3"),
    ]


def test_the_value_that_stands_in_the_sheet_is_said_again(plan_of):
    plan = plan_of(PRINTER.replace("1,250,000", "laki tatu"))

    assert plan.problems == [Problem(2, Column.PURCHASE_COST, Reason.AMOUNT, "laki tatu")]


def test_a_second_import_finds_its_devices_by_tag_serial_or_gamis(bring, plan_of):
    by_gamis = "|Printa|HP|LaserJet M404||GM-9|Afya ya Jamii|Makao Makuu|||"
    bring(PRINTER, LAPTOP, by_gamis)

    again = plan_of(PRINTER, LAPTOP, by_gamis)
    moved = plan_of(
        PRINTER.replace("Makao Makuu", "Makao Makuu, Chumba 3"),
        LAPTOP.replace("2500000", "2,600,000"),
        by_gamis.replace("Makao Makuu", "CH3"),
    )

    assert (len(again.new), len(again.changed), again.same, again.wrong) == (0, 0, 3, 0)
    assert [set(row.values) for row in moved.changed] == [
        {"location_id"},
        {"purchase_cost"},
        {"location_id"},
    ]


def test_empty_cells_leave_a_device_as_it_is(bring, plan_of):
    bring(LAPTOP)

    plan = plan_of("OLD-7||||||||||")

    assert (plan.same, plan.wrong) == (1, 0)


def test_a_device_under_another_number_or_model_is_not_entered_twice(bring, plan_of):
    bring(PRINTER, LAPTOP)

    plan = plan_of(
        LAPTOP.replace("OLD-7", "OLD-8"), PRINTER.replace("LaserJet M404", "LaserJet 404 Pro")
    )

    assert [(one.row, one.reason) for one in plan.problems] == [
        (2, Reason.TAKEN),
        (3, Reason.OTHER_MODEL),
    ]


def test_lines_of_sums_and_examples_are_passed_over(plan_of):
    plan = plan_of(PRINTER.replace("VNC1", "MFANO-1"), PRINTER, "Jumla|||||||||1,250,000|")

    assert (len(plan.new), plan.wrong) == (1, 0)


NAMELESS = "|Laptop|Dell|Latitude 5440|||AFYA|CH3||90000|2024-07-01"


def test_devices_without_any_number_are_known_by_place_and_papers(bring, plan_of):
    bring(NAMELESS, NAMELESS)

    again = plan_of(NAMELESS, NAMELESS)
    assert (len(again.new), again.same, again.problems) == (0, 2, [])
    third = plan_of(NAMELESS, NAMELESS, NAMELESS, NAMELESS.replace("2024-07-01", "2025-07-01"))
    assert (len(third.new), third.same) == (2, 2)


def test_who_has_left_keeps_what_he_has_and_gets_nothing_new(bring, plan_of, council):
    bring(PRINTER)
    person = db.session.scalars(db.select(User).where(User.name == "Neema Mwakyusa")).one()
    person.is_active = False
    db.session.flush()

    assert plan_of(PRINTER).same == 1
    (problem,) = plan_of(PRINTER.replace("VNC1", "VNC2")).problems
    assert (problem.column, problem.reason) == (Column.CUSTODIAN, Reason.UNKNOWN)


def test_a_device_that_is_looked_for_is_given_to_nobody(bring, plan_of):
    bring(LAPTOP)
    laptop = db.session.scalars(db.select(Asset)).one()
    laptop.status = Status.LOST_STOLEN
    db.session.flush()

    (problem,) = plan_of(LAPTOP.replace("CH3", "MK")).problems
    assert problem.reason is Reason.LOST
    assert plan_of(LAPTOP).same == 1

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from helpdesk.equipment.rules import (
    BEFORE_COMMITTEE,
    BY_PAPER,
    GONE,
    TRANSITIONS,
    Condition,
    Criticality,
    GoneError,
    IllegalTransitionError,
    Price,
    Status,
    age_months,
    asset_tag,
    book_value,
    can_be_worked_on,
    check_present,
    check_transition,
    label_code,
    next_by_hand,
    normalise_serial,
    outlived_before,
    warranty_ends_on,
    warranty_is_over,
)

ABOUT = "in_store in_service under_repair loaned idle surplus"
MOVES = {
    "expected": "received",
    "received": "accepted rejected",
    "accepted": "in_store in_service",
    "rejected": "",
    "in_store": f"{ABOUT} unserviceable lost_stolen",
    "in_service": f"{ABOUT} unserviceable lost_stolen",
    "under_repair": f"{ABOUT} unserviceable lost_stolen",
    "loaned": f"{ABOUT} unserviceable lost_stolen",
    "idle": f"{ABOUT} unserviceable lost_stolen survey",
    "surplus": f"{ABOUT} unserviceable lost_stolen survey",
    "unserviceable": "survey under_repair in_store lost_stolen",
    "survey": "disposal_approved in_store lost_stolen",
    "disposal_approved": "disposed survey",
    "disposed": "",
    "lost_stolen": "in_store written_off",
    "written_off": "",
}


@pytest.mark.parametrize("current", Status)
@pytest.mark.parametrize("wanted", Status)
def test_a_device_moves_as_the_table_says_and_no_other_way(current, wanted):
    if wanted in MOVES[current].split() and wanted != current:
        check_transition(current, wanted)
    else:
        with pytest.raises(IllegalTransitionError):
            check_transition(current, wanted)


def test_nothing_is_disposed_of_but_by_an_approved_survey():
    ways = {status for status, moves in TRANSITIONS.items() if Status.DISPOSED in moves}

    assert ways == {Status.DISPOSAL_APPROVED}
    assert {
        status for status, moves in TRANSITIONS.items() if Status.DISPOSAL_APPROVED in moves
    } == {Status.SURVEY}


def test_no_work_begins_on_what_is_gone():
    assert {status for status in Status if not can_be_worked_on(status)} == GONE
    assert {"disposed", "written_off"} <= GONE


def test_a_device_is_spelt_by_one_number_on_paper_and_on_its_label():
    assert asset_tag("MBR", "PR", 11) == "MBR/ICT/PR/0011"
    assert label_code("MBR", 11) == "MBR-0011"
    assert label_code("MBR", 12_345) == "MBR-12345"


def test_labels_differ_over_councils_and_numbers():
    councils = ("M", "MB", "MBR", "MBR-1", "MBR1")

    labels = {label_code(council, number) for council in councils for number in range(1, 1200)}

    assert len(labels) == len(councils) * 1199


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" cnb 1234\txy ", "CNB1234XY"),
        ("cnb1234xy", "CNB1234XY"),
        ("pf-2\u00a030", "PF-230"),
        ("", None),
        ("   ", None),
    ],
)
def test_serial_numbers_are_kept_in_one_spelling(typed, kept):
    assert normalise_serial(typed) == kept


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        (date(2025, 9, 10), 12, date(2026, 9, 9)),
        (date(2025, 7, 1), 36, date(2028, 6, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
    ],
)
def test_a_warranty_covers_its_last_day(starts_on, months, ends_on):
    assert warranty_ends_on(starts_on, months) == ends_on
    assert not warranty_is_over(ends_on, ends_on)
    assert warranty_is_over(ends_on, ends_on + timedelta(days=1))


def test_condition_and_criticality_are_the_official_scales():
    assert "".join(Condition) == "ABCDE"
    assert min(Criticality.PERSON, Criticality.SERVICE) == 1


@pytest.mark.parametrize("status", Status)
def test_by_hand_a_device_goes_where_the_table_allows_and_no_committee_decides(status):
    waits = status in BEFORE_COMMITTEE
    assert set(next_by_hand(status)) == (set() if waits else TRANSITIONS[status] - BY_PAPER)


@pytest.mark.parametrize("status", Status)
def test_only_what_is_gone_may_not_be_moved(status):
    if status in GONE:
        with pytest.raises(GoneError):
            check_present(status)
        return
    check_present(status)


def test_a_device_is_older_than_its_life_from_the_day_that_ends_it():
    assert outlived_before(48, date(2026, 3, 2)) == date(2022, 3, 2)
    assert outlived_before(1, date(2026, 3, 31)) == date(2026, 2, 28)


def test_an_age_is_in_whole_months_and_never_below_none():
    assert age_months(date(2025, 1, 31), date(2026, 3, 30)) == 13
    assert age_months(date(2026, 4, 1), date(2026, 3, 30)) == 0
    assert age_months(None, date(2026, 3, 30)) is None


def test_the_book_value_is_that_of_the_treasury_and_unknown_without_price_or_day():
    usual: dict[str, Any] = {"cost": Decimal(1_000_000), "salvage": Decimal(0), "life_months": 36}
    bought = Price(**usual, began_on=date(2025, 2, 20))

    assert book_value(bought, date(2025, 6, 30)) == Decimal("861111.11")
    assert book_value(Price(**usual, began_on=None), date(2025, 6, 30)) is None
    assert book_value(bought, date(2025, 1, 31)) == Decimal(1_000_000)

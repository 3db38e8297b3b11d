"""The tree of types, what looks alike, and answers as they are kept, as pure functions."""

from decimal import Decimal

import pytest

from helpdesk.equipment.rules.categories import (
    CategoryCycleError,
    TooDeepError,
    check_parent,
    lineage,
)
from helpdesk.equipment.rules.fields import choices_in, merged, plain
from helpdesk.equipment.rules.lookalikes import serials_alike, tags_alike
from helpdesk.equipment.rules.parts import PartOfItselfError, check_whole

TREE = {1: None, 2: 1, 3: 2, 4: None, 5: 4}


def test_a_type_knows_what_it_lies_under():
    assert list(lineage(3, TREE)) == [3, 2, 1]
    assert list(lineage(None, TREE)) == []


def test_a_ring_ends():
    assert list(lineage(1, {1: 2, 2: 1})) == [1, 2]


@pytest.mark.parametrize(("kind", "parent"), [(1, 1), (1, 3), (2, 3)])
def test_a_type_is_not_put_below_itself(kind, parent):
    with pytest.raises(CategoryCycleError):
        check_parent(kind, parent, TREE)


@pytest.mark.parametrize(("kind", "parent"), [(None, 3), (4, 2), (1, 5), (1, 4)])
def test_a_fourth_level_is_refused(kind, parent):
    with pytest.raises(TooDeepError):
        check_parent(kind, parent, TREE)


@pytest.mark.parametrize(("kind", "parent"), [(None, 2), (3, 5), (5, 2), (2, 4), (2, None)])
def test_three_levels_are_allowed(kind, parent):
    check_parent(kind, parent, TREE)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("VNC3K1O345", "VNC3K10345", True),
        ("VNC3KI2345", "VNC3K12345", True),
        ("VNC-3K12345", "VNC3K12345", True),
        ("vnc3 k12345", "VNC3K12345", True),
        ("VNC3K12346", "VNC3K12345", True),
        ("VNC3K1234", "VNC3K12345", True),
        ("VNC3K123455", "VNC3K12345", True),
        ("XVNC3K12345", "VNC3K12345", True),
        ("VNC3K12354", "VNC3K12345", False),
        ("VNC3K123", "VNC3K12345", False),
        ("CND9", "VNC3K12345", False),
    ],
)
def test_serial_numbers_that_people_take_for_one_another(one, other, expected):
    assert serials_alike(one, other) is expected
    assert serials_alike(other, one) is expected


def test_of_boxes_bought_together_numbers_may_run_on():
    assert not serials_alike("VNC3K12346", "VNC3K12345", in_a_row=True)
    assert serials_alike("VNC3K1234S", "VNC3K12345", in_a_row=True)
    assert serials_alike("VNC3K1O345", "VNC3K10345", in_a_row=True)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("MBR-ICT-PC-11", "MBR/ICT/PC/0011", True),
        ("mbr/ict/pc/OO11", "MBR/ICT/PC/0011", True),
        ("MBR/ICT/PC/0012", "MBR/ICT/PC/0011", False),
        ("MBR/ICT/PR/0011", "MBR/ICT/PC/0011", False),
    ],
)
def test_tags_that_people_read_as_one(one, other, expected):
    assert tags_alike(one, other) is expected


def test_a_device_is_no_part_of_itself():
    check_whole(None, {1})
    check_whole(3, {1, 2})
    with pytest.raises(PartOfItselfError):
        check_whole(2, {1, 2})


def test_answers_are_kept_in_one_spelling():
    assert choices_in(" Windows 11 \n\nUbuntu\nWindows  11") == ["Windows 11", "Ubuntu"]
    assert [plain(Decimal(one)) for one in ("8", "8.50", "100")] == ["8", "8.5", "100"]
    assert merged({"1": "a", "2": "b"}, {"2": "", "3": "c"}) == {"1": "a", "3": "c"}

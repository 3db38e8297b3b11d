from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

import helpdesk

FEATURES = sorted(path.parent.name for path in Path(helpdesk.__file__).parent.glob("*/labels.py"))


def named_enums(feature):
    tables = vars(import_module(f"helpdesk.{feature}.labels")).items()
    return {
        name: table
        for name, table in tables
        if isinstance(table, dict) and isinstance(next(iter(table), None), Enum)
    }


@pytest.mark.parametrize("feature", FEATURES)
def test_every_member_of_an_enum_has_a_name(feature):
    assert named_enums(feature), "labels.py holds names of enum members"
    for name, table in named_enums(feature).items():
        assert set(table) == set(type(next(iter(table))).__members__.values()), name

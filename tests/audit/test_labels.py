"""Every act of the program has a name that people can read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import helpdesk
from helpdesk.audit.labels import ACTIONS, AREAS, MOVES, action_name

SOURCES = Path(helpdesk.__file__).parent.rglob("*.py")


def acts() -> Iterator[ast.expr]:
    """What is said second wherever something is recorded."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == "record" and len(node.args) > 1:
                    yield node.args[1]


FOUND = list(acts())
NAMED = {node.value for node in FOUND if isinstance(node, ast.Constant)}
MADE = {
    node.values[0].value.removesuffix(".")
    for node in FOUND
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
}


def test_every_act_is_found():
    assert len(NAMED) > 20
    assert [
        ast.unparse(node) for node in FOUND if not isinstance(node, ast.Constant | ast.JoinedStr)
    ] == []


def test_every_act_has_a_name():
    assert NAMED - ACTIONS.keys() == set()


def test_acts_that_end_with_a_status_have_one_too():
    unnamed = {area for area in MADE if not any(act.startswith(f"{area}.") for act in ACTIONS)}
    assert unnamed - MOVES.keys() == set()


def test_every_act_belongs_to_an_area_that_can_be_chosen():
    assert {act.partition(".")[0] for act in NAMED} | MADE <= {str(area) for area in AREAS}


def test_an_act_of_tomorrow_is_shown_by_its_area(app):
    with app.test_request_context():
        assert action_name("ticket.teleport") == "Maombi"
        assert action_name("asset.loaned") == "Kubadilisha hali ya kifaa"
        assert action_name("weather.rain") == "weather.rain"

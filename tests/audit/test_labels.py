"""Every act of the program has a name that people can read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import helpdesk
from helpdesk.audit.labels import ACTIONS, AREAS, MOVES, action_name

PACKAGE = Path(helpdesk.__file__).parent
SOURCES = [path for path in PACKAGE.rglob("*.py") if "services" in str(path)]
ACT = re.compile(r"[a-z_]+\.[a-z_]+")


def said() -> Iterator[ast.expr]:
    """Whatever services say in a call, some of it to the log."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call):
                yield from node.args


def beginning(text: ast.JoinedStr) -> str:
    first = text.values[0]
    return str(first.value) if isinstance(first, ast.Constant) else ""


WORDS = list(said())
NAMED = {str(word.value) for word in WORDS if isinstance(word, ast.Constant)}
NAMED = {word for word in NAMED if ACT.fullmatch(word)}
MADE = {beginning(word) for word in WORDS if isinstance(word, ast.JoinedStr)}
MADE = {word.removesuffix(".") for word in MADE if re.fullmatch(r"[a-z_]+\.", word)}


def test_acts_are_found():
    assert len(NAMED) > 20
    assert {"ticket", "asset", "stock"} <= MADE


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

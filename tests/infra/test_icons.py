"""Icons are drawn once, and a page names only those that are."""

import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment
from jinja2.nodes import Call, Const, Name

from helpdesk.infra import icons
from helpdesk.paths import shipped

TEMPLATES = sorted(shipped("templates").rglob("*.html"))


def named_icons() -> Iterator[str]:
    parser = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in TEMPLATES:
        for call in parser.parse(path.read_text()).find_all(Call):
            draws = isinstance(call.node, Name) and call.node.name in ("icon", "icon_url")
            named = [*(call.args if draws else ())]
            named += [given.value for given in call.kwargs if given.key == "picture"]
            yield from (name.value for name in named if isinstance(name, Const))


def test_every_icon_that_a_page_names_is_drawn():
    assert set(named_icons()) <= set(icons.ICONS)


def test_the_sprite_holds_each_icon_once_and_nothing_of_a_page():
    sprite = icons.sprite().decode()

    assert re.findall(r'<symbol id="([^"]+)"', sprite) == list(icons.ICONS)
    assert "style=" not in sprite
    assert "ns0:" not in sprite


def test_an_icon_that_is_not_drawn_is_an_error():
    with pytest.raises(LookupError, match="'unicorn'"):
        icons.known("unicorn")

"""The page of the keys tells what the script does, no more and no less."""

import re

import pytest

from helpdesk.infra.shortcuts import SHORTCUTS
from helpdesk.paths import PACKAGE, shipped

SCRIPT = (PACKAGE / "static/js/app.js").read_text()
OF_THE_BROWSER = {"Enter"}  # a focused link opens by itself
TOLD = {shortcut.keys for shortcut in SHORTCUTS}


def table(name):
    """The keys of one table of the script."""
    (body,) = re.findall(rf"const {name} = \{{(.*?)\}};?\n(?=  \S)", SCRIPT, re.DOTALL)
    return {key for key in re.findall(r"(?:^|[{,]|\n)\s*'?([^'\s:])'?: ", body) if key != "g"}


def marked():
    (keys,) = re.findall(r"const MARKED = '(.*)';", SCRIPT)
    return set(keys)


def test_the_page_tells_every_key_that_the_script_knows():
    places = {f"g {key}" for key in table("PLACES")}
    known = marked() | table("ACTS") | places | {"Ctrl+Enter"} | OF_THE_BROWSER

    assert known == TOLD


def test_no_key_is_told_twice():
    assert len(TOLD) == len(SHORTCUTS)


def test_every_mark_in_a_template_is_a_key_that_is_told():
    templates = "".join(path.read_text() for path in shipped("templates").rglob("*.html"))
    used = set(re.findall(r'(?:data-key="|\bkey=")([^"{]+)"', templates))

    assert used <= TOLD
    assert marked() <= used


@pytest.mark.parametrize("language", ["sw", "en"])
def test_the_page_shows_them_all_in_both_languages(pages, language):
    pages.post("/language", language=language, next="/help/keys")

    page = pages.get("/help/keys")

    assert page.html["lang"] == language
    shown = {
        " ".join(key.get_text() for key in row.select("kbd")) for row in page.select("tbody tr")
    }
    assert shown == TOLD
    assert all(row.td.get_text(strip=True) for row in page.select("tbody tr"))

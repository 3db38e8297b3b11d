"""Whoever has no mouse sees where he is, at each stop, on the pages that matter most."""

from pathlib import Path

import pytest

from tests.browser.visitor import Visitor

STOP = Path(__file__).with_name("stop.js").read_text(encoding="utf-8")
MOST = 120
PAGES = (
    "/",
    "/tickets/",
    "/tickets/new",
    "/tickets/{ticket_id}",
    "/equipment/{asset_id}",
    "/repairs/new?ticket={ticket_id}",
)


def stops(visitor: Visitor) -> list[dict[str, object]]:
    """Press Tab until the page is over."""
    found: list[dict[str, object]] = []
    for _number in range(MOST):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(STOP)
        if stop is None or (found and stop["skip"]):
            return found
        found.append(stop)
    raise AssertionError("the keyboard does not get out of the page")


@pytest.mark.parametrize("size", [(360, 640), (1280, 720)], ids=str)
def test_each_stop_of_the_keyboard_can_be_seen(visit, town, size):
    visitor = visit(town.person("officer"), width=size[0])
    visitor.page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in PAGES:
        visitor.page.goto(path.format(**town.gaps))
        found = stops(visitor)
        assert found[0]["skip"], path
        assert len(found) > 5
        assert not [stop for stop in found if stop["complaints"]], path


def test_the_first_stop_leads_past_the_menu(visit, town):
    page = visit(town.person("officer"), width=1280).page
    page.goto("/tickets/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")

"""What a page weighs on the wire, its first opening and the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from helpdesk.infra import clock
from tests.pages import save
from tests.tickets.factories import ticket

KB = 1024
ASSETS, REQUESTS, FIRST, AGAIN = 20 * KB, 5, 40 * KB, 15 * KB
FORM, LIST = 8 * KB, 14 * KB
ROWS = 50


@dataclass
class Load:
    """Bytes as they came, with their headers, by the address they came from."""

    sizes: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return sum(self._of(is_asset=False))

    @property
    def assets(self) -> int:
        return sum(self._of(is_asset=True))

    def _of(self, *, is_asset: bool) -> Iterator[int]:
        for request, size in self.sizes.items():
            if ("/static/" in self.addresses[request]) == is_asset:
                yield size


@contextmanager
def weighed(page: Page) -> Iterator[Load]:
    """Weigh all that comes while somebody waits; what the browser kept does not come."""
    session, load = page.context.new_cdp_session(page), Load()

    def begin(event: dict[str, Any]) -> None:
        load.addresses[event["requestId"]] = event["request"]["url"]

    def end(event: dict[str, Any]) -> None:
        if event["encodedDataLength"] and event["requestId"] in load.addresses:
            load.sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", begin)
    session.on("Network.loadingFinished", end)
    session.send("Network.enable")
    yield load
    page.wait_for_load_state("networkidle")
    session.detach()


@pytest.mark.parametrize("path", ["/sign-in", "/", "/tickets/new", "/tickets/{ticket_id}"])
def test_a_first_page_is_light(visit, town, path):
    page = visit(None if path == "/sign-in" else town.person("own")).page

    with weighed(page) as load:
        page.goto(path.format(**town.gaps))

    assert 0 < load.assets <= ASSETS
    assert len(load.sizes) <= REQUESTS
    assert load.pages <= FORM
    assert load.assets + load.pages <= FIRST


def test_the_next_page_is_one_request(visit, town):
    page = visit(town.person("own")).page
    page.goto("/")
    page.wait_for_load_state("networkidle")

    with weighed(page) as load:
        page.goto("/tickets/new")

    assert len(load.sizes) == 1
    assert load.pages <= AGAIN


@pytest.mark.parametrize(
    "path",
    ["/repairs/new?ticket={ticket_id}", "/tickets/{ticket_id}", "/equipment/{asset_id}"],
)
def test_a_form_and_a_record_are_small(visit, town, path):
    page = visit(town.person("officer")).page

    with weighed(page) as load:
        page.goto(path.format(**town.gaps))

    assert load.pages <= FORM


@pytest.mark.parametrize("path", ["/", "/tickets/"])
def test_a_list_of_fifty_is_small(visit, town, path):
    own = town.person("own")
    for number in range(ROWS):
        ticket(requester=own, subject=f"Printa namba {number} haichapishi", now=clock.now())
    save()
    page = visit(town.person("officer")).page

    with weighed(page) as load:
        page.goto(path)

    assert page.locator("tbody tr").count() >= (ROWS if path == "/tickets/" else 5)
    assert load.pages <= LIST

"""Chromium, and a server for it on the machine's own loopback."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import Protocol

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from tests.browser.visitor import Visitor
from tests.databases import cannot_run

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


class Visit(Protocol):
    def __call__(self, *, width: int = 360, scripts: bool = True) -> Visitor: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        cannot_run("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def pictures(pytestconfig: pytest.Config) -> Path:
    """Where the pictures of the last run are, for whoever wants to look at them."""
    folder = pytestconfig.rootpath / ".pytest_cache" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def visit(chromium: Browser, site: str, pictures: Path) -> Iterator[Visit]:
    """Let somebody in at a phone or, with `width=1280`, a desk; commit first what they shall see.

    Whoever came in must be content to the end.
    """
    visitors: list[Visitor] = []
    with ExitStack() as stack:

        def enter(*, width: int = 360, scripts: bool = True) -> Visitor:
            context = chromium.new_context(
                base_url=site,
                viewport={"width": width, "height": 800},
                locale="sw-TZ",
                timezone_id="Africa/Dar_es_Salaam",
                java_script_enabled=scripts,
            )
            stack.callback(context.close)
            visitors.append(Visitor(context, site=site, scripts=scripts, pictures=pictures))
            return visitors[-1]

        yield enter
        for visitor in visitors:
            visitor.leave()

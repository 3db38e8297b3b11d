"""Chromium, a server for it on the machine's own loopback, and a council to visit."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any, Protocol

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from helpdesk.accounts.models import User
from tests.browser.entering import signed_in
from tests.browser.town import Town, settled
from tests.browser.visitor import Visitor
from tests.databases import Database, cannot_run
from tests.samples import let_go
from tests.system import world

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
HOST = "dawati.mbarali"  # a plain name on the council's own line, which is not "secure"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
]
PATIENCE = 10_000  # milliseconds
SWAHILI: dict[str, Any] = {"locale": "sw-TZ", "timezone_id": "Africa/Dar_es_Salaam"}


class Visit(Protocol):
    def __call__(
        self, user: User | None = None, *, width: int = 360, scripts: bool = True, **given: Any
    ) -> Visitor: ...


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


class Answering:
    """The program, and how many requests it has not answered yet."""

    def __init__(self, app: Flask) -> None:
        self._app, self._open = app, 0

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        self._open += 1
        answer = self._app(environ, start_response)
        try:
            return list(answer)
        finally:
            getattr(answer, "close", bool)()
            self._open -= 1

    def finish(self) -> None:
        """Wait for what a page asked just before it was closed: it might write into the next."""
        last = monotonic() + PATIENCE / 1000
        while self._open and monotonic() < last:
            sleep(0.01)


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    answering = Answering(app)
    server = make_server("127.0.0.1", 0, answering, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()
    thread.join()
    answering.finish()
    server.server_close()


@pytest.fixture(scope="session")
def _towns() -> dict[str, Town]:
    return {}


@pytest.fixture(scope="session")
def _files_of_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("town")


@pytest.fixture
def town(
    app: Flask,
    database: Database,
    instance: Path,
    _towns: dict[str, Town],
    _files_of_town: Path,
) -> Town:
    """The council of the tests that go over all pages; made once, then copied for each test."""
    if _towns:
        let_go()
        database.load("town")
        shutil.copytree(_files_of_town, instance, dirs_exist_ok=True)
    else:
        _towns["first"] = settled(world.made())
        let_go()
        database.save("town")
        shutil.copytree(instance, _files_of_town, dirs_exist_ok=True)
    _towns["first"].lay_out()
    return _towns["first"]


@pytest.fixture
def pictures(pytestconfig: pytest.Config) -> Path:
    """Where the pictures of the last run are, for whoever wants to look at them."""
    folder = pytestconfig.rootpath / ".pytest_cache" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def visit(chromium: Browser, site: str, app: Flask, pictures: Path) -> Iterator[Visit]:
    """Let somebody in, signed in or not, at a phone or with `width=1280` at a desk.

    Commit first what they shall see. Whoever came in must be content to the end.
    """
    visitors: list[Visitor] = []
    with ExitStack() as stack:

        def enter(
            user: User | None = None, *, width: int = 360, scripts: bool = True, **given: Any
        ) -> Visitor:
            context = chromium.new_context(
                base_url=site,
                viewport={"width": width, "height": 800},
                java_script_enabled=scripts,
                **{**SWAHILI, **given},
            )
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE)
            if user is not None:
                name, value = app.config["SESSION_COOKIE_NAME"], signed_in(app, user)
                context.add_cookies([{"name": name, "value": value, "url": site}])
            visitors.append(Visitor(context, site=site, scripts=scripts, pictures=pictures))
            return visitors[-1]

        yield enter
        for visitor in visitors:
            visitor.leave()
